package io.chappe.gateway.protocol.chappe;

import io.chappe.core.bus.Delivery;
import io.chappe.core.model.ErrorCode;
import io.chappe.core.protocol.ClientMessage;
import io.chappe.core.protocol.Target;
import io.chappe.core.protocol.Want;
import io.chappe.core.routing.JoinedRoom;
import io.chappe.core.routing.Receivers;
import io.chappe.core.routing.SignalRouter;
import io.chappe.gateway.call.CallNotes;
import io.chappe.gateway.session.Receipts;
import io.vertx.core.Future;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What clients signal, and the answers: each signal with an id gets exactly one. One for all native connections of an event loop. */
final class SignalRequests {
    /** A receipt of each member of a large room would come back at once. */
    private static final int MAX_RECEIVERS = 50;

    private static final int RETRY_AFTER_MS = 1_000;
    private static final Set<ErrorCode> RETRYABLE =
            EnumSet.of(ErrorCode.UNAVAILABLE, ErrorCode.RECONNECTING, ErrorCode.QUEUE_FULL);

    private final SignalRouter router;
    private final NativeMeters meters;
    private final SignalMeters.OfLoop counts;
    private final CallNotes calls;

    SignalRequests(SignalRouter router, NativeMeters meters, CallNotes calls) {
        this.router = router;
        this.meters = meters;
        this.counts = meters.signals().ofLoop();
        this.calls = calls;
    }

    void acknowledge(Requests from, ClientMessage.Ack ack) {
        router.acknowledge(from.session(), ack.from(), ack.id());
    }

    void report(Requests from, ClientMessage.Report report) {
        if (from.session().load().notesCalls()) {
            calls.report(from, report, System.currentTimeMillis());
        }
    }

    /** It is not taken for what it is. */
    void refuse(Requests from, ClientMessage.Signal signal, ErrorCode reason) {
        switch (reason) {
            case TOO_LARGE -> refuse(from, signal, reason, "too much data for this kind of signal", 0);
            case FORBIDDEN -> refuse(from, signal, reason, "signals of this kind are made by \"mute\"", 0);
            default -> {
                refuse(from, signal, reason, "too many candidates for one offer or answer", RETRY_AFTER_MS);
                from.connection().countOffence();
            }
        }
    }

    /** Too much waits for its room, which was answered. */
    void isFull(ClientMessage.Signal signal) {
        counts.answered(signal.kind(), ErrorCode.QUEUE_FULL);
    }

    /** Takes a signal where it is to go, and answers it. */
    void route(Requests from, ClientMessage.Signal signal) {
        if (signal.want() == Want.RECEIVED) {
            routeForReceipt(from, signal);
            return;
        }
        long begun = signal.id() > 0 ? meters.begin() : 0;
        Future<Delivery> delivery = router.route(from.session(), signal);
        if (isNoted(from, signal)) {
            note(from, signal, delivery);
        }
        if (signal.id() == 0) {
            counts.unanswered(signal.kind());
        } else if (begun == 0) {
            from.session().loop().on(delivery, result -> answer(from, signal, result.result()));
        } else {
            from.session().loop().on(delivery, result -> answerTimed(from, signal, result.result(), begun));
        }
    }

    private void answerTimed(Requests from, ClientMessage.Signal signal, Delivery delivery, long begun) {
        answer(from, signal, delivery);
        if (delivery.reached() > 0) {
            meters.delivered(begun, router.leaves(from.session(), signal.to()));
        }
    }

    /** A repetition of one that is under way goes out again, and shares its answer. */
    private void routeForReceipt(Requests from, ClientMessage.Signal signal) {
        Receipts receipts = from.session().receipts();
        if (signal.to() instanceof Target.ToRoom to && isTooLarge(from, to)) {
            refuse(from, signal, ErrorCode.TOO_LARGE, "\"received\" is for rooms of up to " + MAX_RECEIVERS, 0);
            return;
        }
        if (!receipts.isOpen(signal.id())) {
            if (receipts.isFull()) {
                refuse(from, signal, ErrorCode.QUEUE_FULL, "too many signals wait for their receipt", RETRY_AFTER_MS);
                return;
            }
            Future<Delivery> receipt = receipts.await(signal.id(), signal.timeoutMs());
            if (isNoted(from, signal)) {
                note(from, signal, receipt);
            }
            from.session().loop().on(receipt, result -> answer(from, signal, result.result()));
        }
        receipts.sent(signal.id(), Receivers.of(from.session(), signal.to()));
        from.session()
                .loop()
                .on(router.route(from.session(), signal), result -> receipts.written(signal.id(), result.result()));
    }

    private boolean isNoted(Requests from, ClientMessage.Signal signal) {
        return from.session().load().notesCalls() && calls.takes(signal);
    }

    private void note(Requests from, ClientMessage.Signal signal, Future<Delivery> delivery) {
        long at = System.currentTimeMillis();
        from.session().loop().on(delivery, result -> calls.signal(from, signal, at, failure(result.result())));
    }

    private static @Nullable ErrorCode failure(Delivery delivery) {
        return delivery.reached() > 0 ? null : delivery.reason();
    }

    private boolean isTooLarge(Requests from, Target.ToRoom to) {
        JoinedRoom room = from.session().joinedRoom(to.room());
        return room != null && room.roster().members().size() > MAX_RECEIVERS;
    }

    /** At least one reached is an ack, none is an error; a room without others is an ack with none. */
    private void answer(Requests from, ClientMessage.Signal signal, Delivery delivery) {
        ErrorCode reason = failure(delivery);
        if (reason == null) {
            counts.answered(signal.kind(), null);
            from.connection().acknowledge(signal, delivery);
        } else {
            String message =
                    reason == ErrorCode.FORBIDDEN ? "the token does not grant signals of this kind" : "not delivered";
            refuse(from, signal, reason, message, RETRYABLE.contains(reason) ? RETRY_AFTER_MS : 0);
        }
    }

    private void refuse(
            Requests from, ClientMessage.Signal signal, ErrorCode reason, String message, int retryAfterMs) {
        counts.answered(signal.kind(), reason);
        from.connection().error(signal.id(), reason, message, retryAfterMs);
    }
}
