package io.chappe.bench.system;

import java.io.IOException;
import java.util.List;

/**
 * A measured system that runs.
 *
 * @param protocol as the load generator calls it
 * @param addresses where its clients connect to, as host:port, with commas
 * @param secure whether by TLS
 * @param processes all that it consists of, the last to be started last; they stop in the other order
 */
public record RunningSystem(String protocol, String addresses, boolean secure, List<ServerProcess> processes)
        implements AutoCloseable {
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
        for (int i = processes.size() - 1; i >= 0; i--) {
            processes.get(i).close();
        }
    }
}
