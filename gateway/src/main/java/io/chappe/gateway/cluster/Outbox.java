package io.chappe.gateway.cluster;

import io.chappe.core.bus.Bundle;
import io.chappe.core.bus.Delivery;
import io.chappe.core.bus.Envelope;
import io.chappe.core.model.ErrorCode;
import io.chappe.core.model.NodeId;
import io.chappe.core.model.SessionId;
import io.chappe.gateway.loop.EventLoop;
import io.chappe.gateway.loop.TimerWheel;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one event loop has for other gateways: gathered while it takes its turn, and sent at the end of the turn, one
 * message of the bus a gateway; and the signals whose answers it waits for. Confined to its event loop.
 */
final class Outbox {
    /** More is not put together; a signal that is larger goes alone. */
    private static final int FULL_BYTES = 64 << 10;

    private final EventLoop loop;
    private final BundleSender sender;
    private final Standing standing;
    private final Tags tags;
    private final Map<NodeId, Packing> packing = new HashMap<>();
    private final Map<Long, Awaited> awaited = new HashMap<>();

    /** What waits for the end of the turn. */
    private static final class Packing {
        private final List<Bundle.Item> items = new ArrayList<>();
        /** Of what nobody answers. */
        private final List<NodeLink.Share> shares = new ArrayList<>(0);

        private int bytes;
    }

    /** A signal that is under way, until its answer, or its deadline. */
    private final class Awaited extends TimerWheel.Timer {
        private final long tag;
        private final List<SessionId> targets;
        private final NodeLink.Share share;
        private final long askedAt;
        private final Promise<Delivery> outcome = Promise.promise();

        private Awaited(long tag, List<SessionId> targets, NodeLink.Share share, long askedAt) {
            this.tag = tag;
            this.targets = targets;
            this.share = share;
            this.askedAt = askedAt;
        }

        @Override
        protected void expired() {
            fail(this, ErrorCode.TIMEOUT);
        }
    }

    Outbox(EventLoop loop, BundleSender sender, Standing standing, Tags tags) {
        this.loop = loop;
        this.sender = sender;
        this.standing = standing;
        this.tags = tags;
    }

    /** Sends a signal and waits for what becomes of it; never fails. */
    Future<Delivery> request(NodeId node, Envelope envelope, NodeLink.Share share, int timeoutMs) {
        long tag = tags.next();
        Awaited waiting = new Awaited(tag, envelope.targets(), share, standing.now());
        awaited.put(tag, waiting);
        loop.timers().set(waiting, Duration.ofMillis(timeoutMs));
        pack(node, new Bundle.Sent(tag, envelope), null);
        return waiting.outcome.future();
    }

    /** Sends what nobody waits for. */
    void send(NodeId node, Bundle.Item item, NodeLink.Share share) {
        pack(node, item, share);
    }

    /** Says what became of a signal. */
    void answer(NodeId node, long tag, Delivery delivery) {
        pack(node, new Bundle.Answered(tag, delivery), null);
    }

    /** Takes the answer to a signal; one that comes too late says nothing. */
    void answered(long tag, Delivery delivery) {
        Awaited waiting = awaited.get(tag);
        if (waiting != null) {
            standing.proven(waiting.askedAt);
            finish(waiting, delivery);
        }
    }

    private void finish(Awaited waiting, Delivery delivery) {
        awaited.remove(waiting.tag);
        loop.timers().cancel(waiting);
        waiting.share.release();
        waiting.outcome.complete(delivery);
    }

    private void fail(Awaited waiting, ErrorCode reason) {
        sender.failed();
        finish(waiting, BusRelay.missed(waiting.targets, reason));
    }

    /** How many signals are waited for; from any thread, about. */
    int awaiting() {
        return awaited.size();
    }

    private void pack(NodeId node, Bundle.Item item, NodeLink.@Nullable Share share) {
        if (packing.isEmpty()) {
            loop.queue(this::sendAll);
        }
        Packing open = packing.computeIfAbsent(node, absent -> new Packing());
        if (open.bytes > 0 && open.bytes + item.size() > FULL_BYTES) {
            packing.put(node, new Packing());
            send(node, open);
            open = packing.computeIfAbsent(node, absent -> new Packing());
        }
        open.items.add(item);
        open.bytes += item.size();
        if (share != null) {
            open.shares.add(share);
        }
    }

    private void sendAll() {
        Map<NodeId, Packing> full = Map.copyOf(packing);
        packing.clear();
        full.forEach(this::send);
    }

    private void send(NodeId node, Packing packed) {
        if (packed.items.isEmpty()) {
            return;
        }
        if (!standing.isSure()) {
            // It has slept since this was packed.
            notTaken(packed);
            return;
        }
        loop.on(sender.send(node, packed.items), written -> {
            if (written.failed()) {
                notTaken(packed);
            } else {
                packed.shares.forEach(NodeLink.Share::release);
            }
        });
    }

    private void notTaken(Packing packed) {
        packed.shares.forEach(share -> {
            sender.failed();
            share.release();
        });
        for (Bundle.Item item : packed.items) {
            @Nullable Awaited waiting = item instanceof Bundle.Sent sent ? awaited.get(sent.tag()) : null;
            if (waiting != null) {
                fail(waiting, ErrorCode.UNAVAILABLE);
            }
        }
    }
}
