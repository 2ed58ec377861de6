package io.chappe.core.bus;

/**
 * A peer's presence at one version.
 *
 * @param version grows with each change of this peer; an older one that arrives later is void
 * @param sessions how many it has; online with any, offline with none
 */
public record PeerPresence(long version, int sessions) {
    public boolean online() {
        return sessions > 0;
    }

    void write(WireWriter out) {
        out.number(version).number(sessions);
    }

    static PeerPresence read(WireReader in) {
        return new PeerPresence(in.number(), in.count());
    }
}
