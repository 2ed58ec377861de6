package io.chappe.node.tenant;

import io.chappe.core.model.RoomRules;
import io.chappe.node.config.Require;
import io.chappe.node.config.Setting;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

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
        boolean lobby,

        @Setting(
                help =
                        "From when on it may be joined, as `2027-01-31T09:00:00Z`; who moderates it comes in before. Absent:"
                                + " always.")
        @Nullable String opens,

        @Setting(
                def = "meeting",
                help =
                        "meeting; or queue, in which those who come wait until a moderator takes them to a room of their own.")
        RoomKind kind,

        @Setting(
                def = "0s",
                help =
                        "For how long its lock and metadata stay when the last has left, at most 30d; 0s: they go with the last.")
        Duration keep) {
    private static final int MOST_MEMBERS = 100_000;
    private static final Duration LONGEST_KEEP = Duration.ofMillis(RoomRules.MAX_KEEP_MS);

    public RoomConfig {
        try {
            new NamePattern(name);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("name: " + e.getMessage(), e);
        }
        Require.range("maxMembers", maxMembers, 0, MOST_MEMBERS);
        opening(opens);
        Require.that(
                !keep.isNegative() && keep.compareTo(LONGEST_KEEP) <= 0,
                "keep must be from 0s to " + LONGEST_KEEP.toDays() + "d");
    }

    private static Instant opening(@Nullable String opens) {
        try {
            return opens == null ? Instant.EPOCH : Instant.parse(opens);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(
                    "opens: '" + opens + "' is no time; write it as 2027-01-31T09:00:00Z", e);
        }
    }

    /** When it may be joined; long ago where it always may. */
    public Instant opensAt() {
        return opening(opens);
    }

    /** With which such a room begins. */
    public RoomRules rules() {
        RoomRules begun =
                kind == RoomKind.QUEUE ? RoomRules.beginQueue(maxMembers) : RoomRules.begin(maxMembers, lobby);
        return begun.kept(keep.toMillis());
    }

    /** Whether somebody must be let in. */
    boolean needsModerator() {
        return lobby || kind == RoomKind.QUEUE;
    }
}
