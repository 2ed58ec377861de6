package io.chappe.gateway.session;

import io.chappe.core.bus.Delivery;
import io.chappe.core.model.ErrorCode;
import io.chappe.core.model.SessionId;
import io.chappe.gateway.loop.Delay;
import io.chappe.gateway.loop.EventLoop;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The signals of one session that wait for their targets' own word that they have them. Nothing is kept beyond the
 * signal's deadline. On the session's event loop.
 */
public final class Receipts {
    private static final int MAX_OPEN = 1_000;

    private static final class Awaited {
        private final Promise<Delivery> done = Promise.promise();
        /** Nobody else's word counts. */
        private final Set<SessionId> receivers = new HashSet<>(1);

        private final Set<SessionId> confirmed = new HashSet<>(1);
        private Delivery written = Delivery.NONE;
        private int underWay;
        private @Nullable Delay deadline;
    }

    private final EventLoop loop;
    private final Map<Long, Awaited> byId = new HashMap<>(0);

    Receipts(EventLoop loop) {
        this.loop = loop;
    }

    /** Whether a signal with that id is under way: a repetition joins it and both have one answer. */
    public boolean isOpen(long id) {
        return byId.containsKey(id);
    }

    /** Whether no other signal can be waited for: one that would be must not be sent. */
    public boolean isFull() {
        return byId.size() >= MAX_OPEN;
    }

    /**
     * Waits for a signal's receivers; not while this is full.
     *
     * @return whom it has reached for certain; the deadline included, never fails
     */
    public Future<Delivery> await(long id, int timeoutMs) {
        Awaited awaited = new Awaited();
        byId.put(id, awaited);
        awaited.deadline = loop.after(timeoutMs, () -> expire(id, awaited));
        return awaited.done.future();
    }

    /** The signal is on its way to these, once more if it was before. */
    public void sent(long id, Set<SessionId> receivers) {
        Awaited awaited = byId.get(id);
        if (awaited != null) {
            awaited.underWay++;
            awaited.receivers.addAll(receivers);
        }
    }

    /** One sending of the signal has come to its end. */
    public void written(long id, Delivery delivery) {
        Awaited awaited = byId.get(id);
        if (awaited == null) {
            return;
        }
        awaited.underWay--;
        if (delivery.reached() >= awaited.written.reached()) {
            awaited.written = delivery;
        }
        settle(id, awaited);
    }

    /** Somebody has acknowledged it. */
    void confirm(SessionId from, long id) {
        Awaited awaited = byId.get(id);
        if (awaited != null && awaited.receivers.contains(from) && awaited.confirmed.add(from)) {
            settle(id, awaited);
        }
    }

    private void settle(long id, Awaited awaited) {
        boolean over = awaited.underWay == 0 || awaited.written.reached() > 0;
        if (over && awaited.confirmed.size() >= awaited.written.unconfirmed()) {
            finish(id);
        }
    }

    /** Where no sending has come to its end nothing is known; that is not the same as nobody to be reached. */
    private void expire(long id, Awaited awaited) {
        if (awaited.underWay > 0 && awaited.written.reason() == null && awaited.written.reached() == 0) {
            awaited.written = new Delivery(0, 0, 0, List.of(), ErrorCode.TIMEOUT);
        }
        finish(id);
    }

    private void finish(long id) {
        Awaited awaited = byId.remove(id);
        if (awaited == null) {
            return;
        }
        if (awaited.deadline != null) {
            awaited.deadline.cancel();
        }
        awaited.done.complete(awaited.written.confirmedBy(awaited.confirmed.size()));
    }

    /** Nobody waits any more. */
    void end() {
        byId.values().forEach(awaited -> {
            if (awaited.deadline != null) {
                awaited.deadline.cancel();
            }
        });
        byId.clear();
    }
}
