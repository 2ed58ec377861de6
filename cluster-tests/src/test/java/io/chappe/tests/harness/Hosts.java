package io.chappe.tests.harness;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Hosts on a network of their own that can be cut in two: a network namespace each, all on one bridge, on which this
 * process is too. Names and addresses are this run's own. Only root may have them.
 */
public final class Hosts implements Variation {
    /** Nobody has it: what is sent there is sent, and lost, as on a cut line. */
    private static final String NOWHERE = "02:00:00:00:00:00";

    private static final String DEVICE = "eth0";
    private static final int FIRST = 10;

    private final String id = Integer.toHexString(ThreadLocalRandom.current().nextInt(0x1000, 0x10000));
    private final String subnet = "10.%d.%d."
            .formatted(
                    ThreadLocalRandom.current().nextInt(128, 255),
                    ThreadLocalRandom.current().nextInt(255));
    private final String bridge = "ct" + id;
    private final Host outside = new Host(subnet + 1, List.of());
    /** By their nodes' names. */
    private final Map<String, Host> hosts = new LinkedHashMap<>();

    private boolean ended;

    /** Why there can be none on this machine; empty where there can. */
    public static Optional<String> problem() {
        String name = "ctry-" + ProcessHandle.current().pid();
        try {
            ip("netns", "add", name);
            ip("netns", "del", name);
            return Optional.empty();
        } catch (AssertionError e) {
            return Optional.of("no network namespaces, which need root and the program ip: " + e.getMessage());
        }
    }

    /** This process, and with it all clients. */
    public Host outside() {
        return outside;
    }

    /** A node's host; it comes to be when it is first asked for. */
    @Override
    public synchronized Host host(String node) {
        return hosts.computeIfAbsent(node, this::make);
    }

    private Host make(String node) {
        if (hosts.isEmpty()) {
            build();
        }
        int number = FIRST + hosts.size();
        String name = namespace(number);
        String port = "cp" + id + "-" + number;
        Host host = new Host(subnet + number, List.of("ip", "netns", "exec", name));
        ip("netns", "add", name);
        ip("link", "add", port, "type", "veth", "peer", "name", DEVICE, "netns", name);
        ip("link", "set", port, "master", bridge, "up");
        ip("-n", name, "address", "add", host.address() + "/24", "dev", DEVICE);
        ip("-n", name, "link", "set", DEVICE, "up");
        ip("-n", name, "link", "set", "lo", "up");
        return host;
    }

    private void build() {
        // The last resort, for a test run that is cut off.
        Runtime.getRuntime().addShutdownHook(new Thread(this::end));
        ip("link", "add", bridge, "type", "bridge");
        ip("address", "add", outside.address() + "/24", "dev", bridge);
        ip("link", "set", bridge, "up");
    }

    private String namespace(int number) {
        return "chappe-" + id + "-" + number;
    }

    /** What one of these sends to one of those is lost from now on, and the other way round; nobody is told. */
    public synchronized void cut(List<Host> these, List<Host> those) {
        for (Host here : these) {
            for (Host there : those) {
                cut(here, there);
                cut(there, here);
            }
        }
    }

    private void cut(Host from, Host to) {
        neighbour(from, "replace", to.address(), "lladdr", NOWHERE, "nud", "permanent");
    }

    /** All reach all again. */
    public synchronized void heal() {
        List.copyOf(hosts.values()).forEach(host -> neighbour(host, "flush", "nud", "permanent"));
        neighbour(outside, "flush", "nud", "permanent");
    }

    private void neighbour(Host host, String... words) {
        boolean isOutside = host.equals(outside);
        List<String> line = new ArrayList<>();
        if (!isOutside) {
            line.addAll(List.of("-n", host.enter().get(host.enter().size() - 1)));
        }
        line.add("neigh");
        line.addAll(List.of(words));
        line.addAll(List.of("dev", isOutside ? bridge : DEVICE));
        ip(line.toArray(String[]::new));
    }

    /** Takes it all away; what still runs there must have been ended. */
    @Override
    public synchronized void end() {
        if (ended || hosts.isEmpty()) {
            return;
        }
        ended = true;
        for (int number = FIRST; number < FIRST + hosts.size(); number++) {
            ip("netns", "del", namespace(number));
        }
        ip("link", "del", bridge);
    }

    private static void ip(String... words) {
        String[] line = new String[words.length + 1];
        line[0] = "ip";
        System.arraycopy(words, 0, line, 1, words.length);
        Shell.run(line);
    }
}
