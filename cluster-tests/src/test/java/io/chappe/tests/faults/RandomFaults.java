package io.chappe.tests.faults;

import io.chappe.tests.harness.Cluster;
import io.chappe.tests.harness.NodeProcess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;

/** Rounds of two faults at a time, drawn from a seed: the same seed draws the same faults. */
final class RandomFaults {
    private static final int LONGEST_S = 14;
    private static final int APART_S = 3;

    private enum Kind {
        KILL,
        FREEZE,
        DRAIN_AND_UNDO,
        REBALANCE
    }

    private record Fault(Kind kind, boolean isGateway, int index, Duration after, Duration time) {
        @Override
        public String toString() {
            return "%s of %s %d after %.1f s for %.1f s"
                    .formatted(
                            kind,
                            isGateway ? "gateway" : "service",
                            index,
                            after.toMillis() / 1e3,
                            time.toMillis() / 1e3);
        }
    }

    private final Cluster cluster;
    private final Random random;

    RandomFaults(Cluster cluster, long seed) {
        this.cluster = cluster;
        this.random = new Random(seed);
    }

    /** Lets two faults happen, each to another node, and heals what does not heal by itself: an orchestrator's part. */
    String round() {
        List<Fault> two = draw();
        CompletableFuture.allOf(two.stream()
                        .map(fault -> CompletableFuture.runAsync(() -> happen(fault)))
                        .toArray(CompletableFuture[]::new))
                .join();
        cluster.awaitReady();
        return two.toString();
    }

    /** Never two services: with one backup of each entry, two at once would lose the state. */
    private List<Fault> draw() {
        List<Integer> gateways = new ArrayList<>();
        for (int i = 0; i < cluster.gateways(); i++) {
            gateways.add(i);
        }
        Collections.shuffle(gateways, random);
        Fault first = draw(true, gateways.get(0));
        boolean second = random.nextBoolean();
        return List.of(first, draw(second, second ? gateways.get(1) : random.nextInt(cluster.services())));
    }

    private Fault draw(boolean isGateway, int index) {
        Kind[] kinds = Kind.values();
        Kind kind = kinds[random.nextInt(isGateway ? kinds.length : 2)];
        return new Fault(
                kind,
                isGateway,
                index,
                Duration.ofMillis(random.nextInt(APART_S * 1_000)),
                Duration.ofMillis(1_000 + random.nextInt(LONGEST_S * 1_000)));
    }

    private void happen(Fault fault) {
        pause(fault.after);
        NodeProcess process = fault.isGateway ? cluster.gateway(fault.index).process() : cluster.service(fault.index);
        switch (fault.kind) {
            case KILL -> {
                process.kill();
                pause(fault.time);
                restart(fault);
            }
            case FREEZE -> {
                process.freeze();
                pause(fault.time);
                process.thaw();
            }
            case DRAIN_AND_UNDO -> {
                process.command("POST", "/drain");
                pause(fault.time);
                process.command("DELETE", "/drain");
            }
            case REBALANCE -> process.command("POST", "/rebalance?share=0.5");
        }
    }

    private void restart(Fault fault) {
        if (fault.isGateway) {
            cluster.restartGateway(fault.index);
        } else {
            cluster.restartService(fault.index);
        }
    }

    private static void pause(Duration time) {
        try {
            Thread.sleep(time.toMillis());
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
