package io.chappe.gateway.tenant;

import io.chappe.core.model.RoomRules;
import io.chappe.gateway.token.NamePattern;
import io.chappe.node.config.Require;
import io.chappe.node.config.Setting;

/** How rooms of some names begin. */
public record RoomConfig(
        @Setting(help = "Name of a room, or a pattern in which `*` stands for any characters.")
        String name,

        @Setting(
                def = "0",
                help = "How many members it may have, at most as many as any room (`roomMembers` of the"
                        + " presence-services); 0 for so many.")
        int maxMembers,

        @Setting(def = "false", help = "Whether those who come wait in a lobby until a moderator admits them.")
        boolean lobby) {
    private static final int MOST_MEMBERS = 100_000;

    public RoomConfig {
        try {
            new NamePattern(name);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("name: " + e.getMessage(), e);
        }
        Require.range("maxMembers", maxMembers, 0, MOST_MEMBERS);
    }

    RoomRules rules() {
        return RoomRules.begin(maxMembers, lobby);
    }
}
