package io.chappe.core.bus;

/**
 * What one node tells of itself. Whoever writes it puts it behind its length, so that fields can be added at the end.
 *
 * @param version of its build; at most {@value #LONGEST_VERSION} characters
 * @param startedAt when its process began, by its own clock, in ms since 1970
 * @param sessions that it holds
 * @param sockets that are open
 * @param rooms that sessions of it are in
 * @param draining whether it sends its clients to other nodes
 * @param traffic what it has counted
 */
public record NodeReport(
        String version, long startedAt, long sessions, long sockets, long rooms, boolean draining, Traffic traffic) {
    public static final int LONGEST_VERSION = 64;

    private static final long MOST = TenantUsage.MOST;

    /**
     * Signals of its clients since its process began. Two of them make a rate.
     *
     * @param at when they were counted, by its own clock, in ms since 1970; 0 where nothing is told
     * @param signals that it has looked at
     * @param undelivered those of them that reached nobody
     */
    public record Traffic(long at, long signals, long undelivered) {
        /** Of a node of an older build. */
        public static final Traffic UNTOLD = new Traffic(0, 0, 0);

        public Traffic {
            requireNumber(at);
            requireNumber(signals);
            requireNumber(undelivered);
        }

        void write(WireWriter out) {
            out.number(at).number(signals).number(undelivered);
        }

        static Traffic read(WireReader in) {
            return in.isAtEnd() ? UNTOLD : new Traffic(in.number(), in.number(), in.number());
        }
    }

    public NodeReport {
        if (version.length() > LONGEST_VERSION) {
            throw new IllegalArgumentException("a version of " + version.length() + " characters");
        }
        requireNumber(startedAt);
        requireNumber(sessions);
        requireNumber(sockets);
        requireNumber(rooms);
    }

    private static void requireNumber(long number) {
        if (number < 0 || number > MOST) {
            throw new IllegalArgumentException("a report of " + number);
        }
    }

    public void write(WireWriter out) {
        out.text(version)
                .number(startedAt)
                .number(sessions)
                .number(sockets)
                .number(rooms)
                .octet(draining ? 1 : 0);
        traffic.write(out);
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws IllegalArgumentException for numbers that are none
     */
    public static NodeReport read(WireReader in) {
        return new NodeReport(
                in.text(), in.number(), in.number(), in.number(), in.number(), Wire.flag(in), Traffic.read(in));
    }
}
