package io.chappe.gateway.cluster;

import io.chappe.core.bus.BusAddresses;
import io.chappe.core.model.NodeId;
import io.chappe.node.logging.About;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether the event bus delivers, which neither the lease nor the membership shows: asks the gateways that are members, this
 * one included, all the time. Where one is silent, routes are looked up anew; where all others are, or this one itself,
 * this node also receives anew. When none of at least two others has answered for longer than a dead node stays a member,
 * it is this node that is cut off, and it is not ready: of two that do not hear each other, nobody can say which it is.
 * Confined to one event loop, but for what it tells.
 */
final class BusProbe {
    static final long TICK_MS = 1_000;
    static final int MAX_ASKED = 8;

    /** Silences in a row that are no accident, nor a gateway that is a member and still starts. */
    static final int SUSPICIOUS = 5;

    private static final Logger LOG = LoggerFactory.getLogger(BusProbe.class);

    /** A node that was frozen knows nothing of what others have answered meanwhile. */
    private static final long PAUSE_NS = TimeUnit.SECONDS.toNanos(3);

    /** A gateway is a member before it receives. */
    private static final long SETTLING_NS = TimeUnit.SECONDS.toNanos(3);

    private static final Duration MARGIN = Duration.ofSeconds(5);

    private final NodeId self;
    private final Supplier<List<NodeId>> gateways;
    private final Asker asker;
    private final Remedies remedies;
    private final long patienceNs;
    private final LongSupplier nanoClock;
    private final Map<NodeId, Long> firstSeen = new HashMap<>();
    private final Map<NodeId, Silence> silences = new HashMap<>();
    private int next;
    private int lane;
    private long lastTick;
    private volatile int silent;
    private volatile boolean cutOff;

    /** Asks a gateway on one of its lanes; fails when no answer comes in time. */
    interface Asker {
        Future<?> ask(NodeId gateway, int lane);
    }

    /**
     * What may help; neither loses a message.
     *
     * @param forgetRoutes looks up where another node is
     * @param receiveAnew registers this node's own addresses
     */
    record Remedies(Consumer<NodeId> forgetRoutes, Runnable receiveAnew) {}

    /** How often in a row a gateway has not answered, and since when. */
    private record Silence(int times, long since) {}

    /**
     * @param gateways that are members now, this one included
     * @param memberTimeout how long a dead node stays a member
     * @param nanoClock monotonic
     */
    BusProbe(
            NodeId self,
            Supplier<List<NodeId>> gateways,
            Asker asker,
            Remedies remedies,
            Duration memberTimeout,
            LongSupplier nanoClock) {
        this.self = self;
        this.gateways = gateways;
        this.asker = asker;
        this.remedies = remedies;
        this.patienceNs = memberTimeout.plus(MARGIN).toNanos();
        this.nanoClock = nanoClock;
        this.lastTick = nanoClock.getAsLong();
    }

    /** To be called every {@value #TICK_MS} ms. */
    void tick() {
        long now = nanoClock.getAsLong();
        List<NodeId> members = settled(now);
        silences.keySet().retainAll(members);
        if (now - lastTick > PAUSE_NS) {
            silences.clear();
        }
        lastTick = now;
        judge(members, now);
        lane = (lane + 1) % BusAddresses.LANES;
        for (int i = 0; i < Math.min(MAX_ASKED, members.size()); i++) {
            ask(members.get(next++ % members.size()), now);
        }
        next = members.isEmpty() ? 0 : next % members.size();
    }

    private List<NodeId> settled(long now) {
        List<NodeId> members = gateways.get();
        firstSeen.keySet().retainAll(members);
        members.forEach(node -> firstSeen.putIfAbsent(node, now));
        return members.stream()
                .filter(node -> now - firstSeen.getOrDefault(node, now) >= SETTLING_NS)
                .toList();
    }

    private void ask(NodeId gateway, long now) {
        asker.ask(gateway, lane).onComplete(answer -> {
            Silence before = silences.get(gateway);
            if (answer.failed()) {
                silences.put(
                        gateway, before == null ? new Silence(1, now) : new Silence(before.times + 1, before.since));
            } else if (silences.remove(gateway) != null && isSuspicious(before)) {
                About.node(LOG.atInfo(), gateway).log("a gateway answers on the event bus again");
            }
        });
    }

    private void judge(List<NodeId> members, long now) {
        List<NodeId> others = new ArrayList<>(members);
        others.remove(self);
        List<NodeId> suspects = members.stream()
                .filter(node -> isSuspicious(silences.get(node)))
                .toList();
        silent = suspects.size();
        suspects.stream().filter(node -> isTimeToAct(silences.get(node))).forEach(node -> {
            About.node(LOG.atWarn(), node)
                    .log("a gateway is a member of the cluster but does not answer on the event bus");
            remedies.forgetRoutes.accept(node);
            if (suspects.contains(self) || suspects.containsAll(others)) {
                remedies.receiveAnew.run();
            }
        });
        cutOff = others.size() >= 2
                && others.stream().allMatch(node -> {
                    Silence silence = silences.get(node);
                    return silence != null && isSuspicious(silence) && now - silence.since >= patienceNs;
                });
    }

    private static boolean isSuspicious(@Nullable Silence silence) {
        return silence != null && silence.times >= SUSPICIOUS;
    }

    /** At the fifth silence, and then at each tenth. */
    private static boolean isTimeToAct(@Nullable Silence silence) {
        return silence != null && (silence.times == SUSPICIOUS || silence.times % 10 == 0);
    }

    /** Gateways that are members and do not answer; from any thread. */
    int silent() {
        return silent;
    }

    /** For readiness; from any thread. */
    Optional<String> problem() {
        return cutOff ? Optional.of("no other gateway answers on the event bus") : Optional.empty();
    }
}
