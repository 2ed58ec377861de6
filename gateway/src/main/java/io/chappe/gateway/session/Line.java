package io.chappe.gateway.session;

import io.chappe.core.bus.Delivery;
import io.chappe.core.bus.Envelope;
import io.chappe.core.model.ErrorCode;
import io.chappe.core.model.SessionId;
import io.chappe.core.protocol.CloseCode;
import io.chappe.gateway.loop.EventLoop;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A session's way to its client: a socket, or none for a while. Signals that come meanwhile wait here for the next one,
 * until their deadline; what is said of rooms and peers does not, for the client is told all of it when it is back. On
 * the session's event loop.
 */
final class Line {
    private static final int MAX_HELD = 128;
    private static final int MAX_HELD_BYTES = 256 << 10;
    private static final long LOOK_EVERY_MS = 100;

    /** So much before the sender's deadline it must know: a whole room's answer may wait for this one. */
    private static final int MAX_MARGIN_MS = 500;

    private static final Future<Delivery> ONE = Future.succeededFuture(Delivery.ONE);
    private static final Future<Delivery> UNCONFIRMED = Future.succeededFuture(Delivery.UNCONFIRMED);

    private record Held(Envelope envelope, Promise<Delivery> outcome, long deadline) {}

    /** Never added to: most sessions come back before anything waits for them. */
    private static final Queue<Held> NOTHING = new ArrayDeque<>(0);

    private final SessionId session;
    private final EventLoop loop;
    private final boolean confirms;
    private Queue<Held> held = NOTHING;
    private int heldBytes;
    private boolean looking;
    private @Nullable Outlet outlet;
    /** Why no socket can have the session here any more. */
    private @Nullable CloseCode over;

    /**
     * @param confirms whether the client acknowledges the signals that want it
     */
    Line(SessionId session, EventLoop loop, boolean confirms) {
        this.session = session;
        this.loop = loop;
        this.confirms = confirms;
    }

    EventLoop loop() {
        return loop;
    }

    boolean isOpen() {
        return outlet != null;
    }

    /** From now on all goes to this socket; one that comes when another holder has the session is told so. */
    void attach(Outlet next) {
        if (over == null) {
            outlet = next;
        } else {
            next.close(over);
        }
    }

    /** Writes what has waited. */
    void release() {
        for (int left = held.size(); left > 0 && outlet != null; left--) {
            Held first = take();
            signal(first.envelope, null).onComplete(first.outcome);
        }
    }

    /** The socket is gone. */
    void detach() {
        outlet = null;
    }

    /** Says something that the client is told anyway when it comes back. */
    void tell(byte[] frame) {
        if (outlet != null) {
            outlet.write(frame);
        }
    }

    /**
     * Writes a signal, or lets it wait; never fails. A socket that is about to close takes nothing either.
     *
     * @param frame what all receivers of the signal share; null for one that is for this session alone
     */
    Future<Delivery> signal(Envelope envelope, byte @Nullable [] frame) {
        if (outlet != null && (frame == null ? outlet.write(envelope) : outlet.write(frame))) {
            return isConfirmed(envelope) ? UNCONFIRMED : ONE;
        }
        int bytes = envelope.data().length();
        if (held.size() == MAX_HELD || heldBytes + bytes > MAX_HELD_BYTES) {
            return Future.succeededFuture(missed(ErrorCode.QUEUE_FULL));
        }
        if (held == NOTHING) {
            held = new ArrayDeque<>(1);
        }
        heldBytes += bytes;
        Promise<Delivery> outcome = Promise.promise();
        held.add(new Held(envelope.compact(), outcome, System.nanoTime() + holdNanos(envelope)));
        lookSoon();
        return outcome.future();
    }

    private static long holdNanos(Envelope envelope) {
        int margin = Math.min(MAX_MARGIN_MS, envelope.timeoutMs() / 4);
        return TimeUnit.MILLISECONDS.toNanos(envelope.timeoutMs() - margin);
    }

    private void lookSoon() {
        if (!looking && !held.isEmpty()) {
            looking = true;
            loop.after(LOOK_EVERY_MS, this::expire);
        }
    }

    /** What has waited until its deadline was certainly not delivered. */
    private void expire() {
        looking = false;
        long now = System.nanoTime();
        for (int left = held.size(); left > 0; left--) {
            Held next = take();
            if (next.deadline - now <= 0) {
                next.outcome.complete(missed(ErrorCode.RECONNECTING));
            } else {
                held.add(next);
                heldBytes += next.envelope.data().length();
            }
        }
        lookSoon();
    }

    /** Gives away what waits, for another gateway to write it. */
    List<Envelope> handOver() {
        List<Envelope> all = new ArrayList<>(held.size());
        while (!held.isEmpty()) {
            Held next = take();
            all.add(next.envelope);
            next.outcome.complete(written(next.envelope));
        }
        return all;
    }

    /** Nobody comes back. */
    void end(@Nullable CloseCode code) {
        over = code;
        Outlet last = outlet;
        outlet = null;
        if (last != null && code != null) {
            last.close(code);
        }
        while (!held.isEmpty()) {
            take().outcome.complete(missed(ErrorCode.NO_SUCH_SESSION));
        }
    }

    private Held take() {
        Held first = held.remove();
        heldBytes -= first.envelope.data().length();
        return first;
    }

    private Delivery written(Envelope envelope) {
        return isConfirmed(envelope) ? Delivery.UNCONFIRMED : Delivery.ONE;
    }

    private boolean isConfirmed(Envelope envelope) {
        return confirms && envelope.wantsReceipt();
    }

    private Delivery missed(ErrorCode reason) {
        return Delivery.missed(List.of(session), reason);
    }
}
