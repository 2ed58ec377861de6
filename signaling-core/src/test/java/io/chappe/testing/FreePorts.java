package io.chappe.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports that are free on loopback. They are below the range from which the system takes ports for outgoing
 * connections, so that nothing takes one between here and the process that it is for; and tests that run side by side
 * take theirs from different ranges.
 */
public final class FreePorts {
    private static final int SHARE = 12_000 / TestProcess.MOST;
    private static final int FROM = 20_000 + (TestProcess.NUMBER - 1) * SHARE;
    private static final int TO = FROM + SHARE;
    private static final Set<Integer> GIVEN = new HashSet<>();

    private FreePorts() {}

    public static synchronized int next() {
        while (true) {
            int port = ThreadLocalRandom.current().nextInt(FROM, TO);
            if (!GIVEN.contains(port) && isFree(port)) {
                GIVEN.add(port);
                return port;
            }
        }
    }

    private static boolean isFree(int port) {
        try (ServerSocket probe = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return probe.isBound();
        } catch (IOException e) {
            return false;
        }
    }
}
