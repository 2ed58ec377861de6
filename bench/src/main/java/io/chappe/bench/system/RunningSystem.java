package io.chappe.bench.system;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

/**
 * A measured system that runs.
 *
 * @param protocol as the load generator calls it
 * @param addresses where its clients connect to, as host:port, with commas
 * @param secure whether by TLS
 * @param processes all that it consists of, the last to be started last; they stop in the other order
 * @param kept whether it goes on when it is closed, for another experiment
 */
public record RunningSystem(
        String protocol, String addresses, boolean secure, List<ServerProcess> processes, boolean kept)
        implements AutoCloseable {
    private static final Duration MOST_REST = Duration.ofSeconds(10);
    private static final long LOOK_MS = 200;
    /** Processor seconds in one such look. */
    private static final double QUIET_S = 0.02;

    RunningSystem(String protocol, String addresses, boolean secure, List<ServerProcess> processes) {
        this(protocol, addresses, secure, processes, false);
    }

    /** The same with clients at so many of its servers only. */
    public RunningSystem at(int servers) {
        List<String> all = List.of(addresses.split(",", -1));
        return new RunningSystem(
                protocol, String.join(",", all.subList(all.size() - servers, all.size())), secure, processes, kept);
    }

    /** The same, which closing does not end. */
    RunningSystem keep() {
        return new RunningSystem(protocol, addresses, secure, processes, true);
    }

    /** How many there are to connect to. */
    public int servers() {
        return addresses.split(",", -1).length;
    }

    /** Confines all of it to the servers' processor: from here on it can be measured. */
    public void pin() throws IOException, InterruptedException {
        for (ServerProcess process : processes) {
            process.pin();
        }
    }

    /** Of all its processes. */
    public double cpuSeconds() throws IOException {
        double sum = 0;
        for (ServerProcess process : processes) {
            sum += process.cpuSeconds();
        }
        return sum;
    }

    /** Of its JVMs' just-in-time compilers. */
    public double compilerSeconds() throws IOException {
        double sum = 0;
        for (ServerProcess process : processes) {
            sum += process.compilerSeconds();
        }
        return sum;
    }

    /** Waits until it has next to nothing to do: what was asked of it is over, and what that has left behind. */
    public void rest() throws IOException, InterruptedException {
        long until = System.nanoTime() + MOST_REST.toNanos();
        double before;
        double used = cpuSeconds();
        do {
            before = used;
            Thread.sleep(LOOK_MS);
            used = cpuSeconds();
        } while (used - before > QUIET_S && System.nanoTime() < until);
    }

    /** Of the edge alone. */
    public double edgeCpuSeconds() throws IOException {
        return edge().cpuSeconds();
    }

    /** What all that clients connect to have allocated. */
    public double allocatedBytes() throws IOException, InterruptedException {
        double sum = 0;
        for (ServerProcess process : processes.subList(processes.size() - servers(), processes.size())) {
            sum += process.allocatedBytes();
        }
        return sum;
    }

    /** Whether there is a JVM to be asked. */
    public boolean isJava() {
        return protocol.equals("chappe") || edge().name().equals("relay");
    }

    /** The one that clients connect to, or the last of them. */
    public ServerProcess edge() {
        return processes.get(processes.size() - 1);
    }

    @Override
    public void close() {
        if (!kept) {
            end();
        }
    }

    void end() {
        for (int i = processes.size() - 1; i >= 0; i--) {
            processes.get(i).close();
        }
    }
}
