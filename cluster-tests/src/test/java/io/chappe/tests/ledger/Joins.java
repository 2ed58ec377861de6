package io.chappe.tests.ledger;

import io.chappe.client.ChappeException;
import io.chappe.tests.harness.Cluster;
import io.chappe.tests.harness.Peer;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * One standing session at each gateway that enters another room again and again, as somebody does who comes anew: what
 * they are answered, and when. Starts at once.
 */
public final class Joins implements AutoCloseable {
    private static final long EVERY_MS = 250;
    private static final String OK = "ok";
    private static final String COME_AGAIN = "unavailable, with a hint when to come again";

    /** Seconds since the beginning, and the answer. */
    private record Join(double asked, double took, String answer) {
        boolean isOk() {
            return answer.equals(OK);
        }
    }

    private final Cluster cluster;
    private final List<Peer> peers = new ArrayList<>();
    private final List<Join> joins = new ArrayList<>();
    private final long begun = System.nanoTime();
    private final long timer;
    private int sequence;

    public Joins(Cluster cluster) {
        this.cluster = cluster;
        for (int i = 0; i < cluster.gateways(); i++) {
            peers.add(cluster.peer(i, "joiner-" + i));
        }
        timer = cluster.vertx().setPeriodic(EVERY_MS, tick -> peers.forEach(this::joinNext));
    }

    private double now() {
        return (System.nanoTime() - begun) / 1e9;
    }

    private void joinNext(Peer peer) {
        String room = "joins-" + begun + "-" + sequence++ % 1_000;
        double asked = now();
        peer.session().join(room).transform(done -> {
            note(new Join(asked, now() - asked, done.succeeded() ? OK : answer(done.cause())));
            return done.succeeded() ? peer.session().leave(room) : Future.succeededFuture();
        });
    }

    private synchronized void note(Join join) {
        joins.add(join);
    }

    private static String answer(Throwable cause) {
        if (!(cause instanceof ChappeException refused)) {
            return cause.toString();
        }
        boolean isHint =
                refused.code().equals("unavailable") && refused.retryAfterMs().isPresent();
        return isHint ? COME_AGAIN : refused.code();
    }

    /** How long they waited for an answer, of whatever kind: of so many percent at most so many seconds. */
    public synchronized double took(double percent) {
        List<Double> sorted = joins.stream().map(Join::took).sorted().toList();
        return sorted.isEmpty()
                ? 0
                : sorted.get((int) Math.min(sorted.size() - 1L, (long) (sorted.size() * percent / 100)));
    }

    /** Those that were neither joined nor told when to come again. */
    public synchronized long unexplained() {
        return count(join -> !join.isOk() && !join.answer().equals(COME_AGAIN));
    }

    public synchronized long refused() {
        return count(join -> !join.isOk());
    }

    private long count(Predicate<Join> which) {
        return joins.stream().filter(which).count();
    }

    /** How long after a moment the last was refused; 0 if none was. */
    public synchronized double lastRefusedAfter(double moment) {
        return joins.stream()
                .filter(join -> !join.isOk())
                .mapToDouble(join -> join.asked() + join.took() - moment)
                .max()
                .stream()
                .map(after -> Math.max(after, 0))
                .findFirst()
                .orElse(0);
    }

    /** Seconds since the beginning, for {@link #lastRefusedAfter}. */
    public double moment() {
        return now();
    }

    /** All of it, in one line. */
    public synchronized String figures() {
        return "%d joins: %s; answered p50 %.2f s p99 %.2f s"
                .formatted(
                        joins.size(),
                        joins.stream()
                                .collect(Collectors.groupingBy(Join::answer, TreeMap::new, Collectors.counting()))
                                .entrySet()
                                .stream()
                                .map(answers -> answers.getValue() + " " + answers.getKey())
                                .collect(Collectors.joining(", ")),
                        took(50),
                        took(99));
    }

    @Override
    public void close() {
        cluster.vertx().cancelTimer(timer);
        peers.forEach(peer -> peer.session().bye());
    }
}
