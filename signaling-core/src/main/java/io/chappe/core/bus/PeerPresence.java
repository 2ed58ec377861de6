package io.chappe.core.bus;

import io.chappe.core.model.PresenceState;

/**
 * A peer's presence at one version.
 *
 * @param version grows with each change of this peer; an older one that arrives later is void
 * @param sessions how many it has, reconnecting ones too
 */
public record PeerPresence(long version, PresenceState state, int sessions) {
    public void write(WireWriter out) {
        out.number(version).text(state.wireName()).number(sessions);
    }

    public static PeerPresence read(WireReader in) {
        return new PeerPresence(in.number(), PresenceState.ofWireName(in.text()), in.count());
    }
}
