package io.chappe.core.routing;

import io.chappe.core.bus.Delivery;
import io.chappe.core.bus.Envelope;
import io.chappe.core.model.ErrorCode;
import io.chappe.core.model.Member;
import io.chappe.core.model.NodeId;
import io.chappe.core.model.PeerKey;
import io.chappe.core.model.Roster;
import io.chappe.core.model.SessionId;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Finds the targets that are not where a roster says, which may be old: one look at the session's own record, and once
 * more there.
 */
final class Tracer {
    private final Locator locator;
    private final BiFunction<NodeId, Envelope, Future<Delivery>> dispatch;

    Tracer(Locator locator, BiFunction<NodeId, Envelope, Future<Delivery>> dispatch) {
        this.locator = locator;
        this.dispatch = dispatch;
    }

    /** For one target; whatever became of the first sending. */
    Future<Delivery> find(Sender sender, Member hint, Envelope envelope, Future<Delivery> first) {
        if (first.isComplete() && !isMisdirected(first.result())) {
            return first;
        }
        Promise<Delivery> outcome = Promise.promise();
        first.onComplete(sent -> sender.run(() -> {
            if (isMisdirected(sent.result())) {
                detour(sender, hint, envelope, sent.result()).onComplete(outcome);
            } else {
                outcome.complete(sent.result());
            }
        }));
        return outcome.future();
    }

    /**
     * The same for those of a roster's members whom the node at which it has them does not know. A node that did not
     * answer may have reached them, and one that can't be reached would cost a look for each of its members.
     */
    Future<Delivery> find(Sender sender, Roster roster, Envelope envelope, Future<Delivery> first) {
        if (first.isComplete() && !hasStrangers(first.result())) {
            return first;
        }
        Promise<Delivery> outcome = Promise.promise();
        first.onComplete(sent -> sender.run(() -> {
            if (hasStrangers(sent.result())) {
                detours(sender, roster, envelope, sent.result()).onComplete(outcome);
            } else {
                outcome.complete(sent.result());
            }
        }));
        return outcome.future();
    }

    /** Certainly not delivered, and perhaps because it went to the wrong node. */
    private static boolean isMisdirected(Delivery delivery) {
        return delivery.reached() == 0
                && (delivery.reason() == ErrorCode.NO_SUCH_SESSION || delivery.reason() == ErrorCode.UNAVAILABLE);
    }

    private static boolean hasStrangers(Delivery delivery) {
        return delivery.reason() == ErrorCode.NO_SUCH_SESSION;
    }

    private Future<Delivery> detours(Sender sender, Roster roster, Envelope envelope, Delivery failed) {
        List<Future<Delivery>> parts = new ArrayList<>();
        parts.add(Future.succeededFuture(failed.arrived()));
        for (SessionId session : failed.missing()) {
            Member hint = roster.member(session);
            if (hint != null) {
                Delivery alone = Delivery.missed(List.of(session), ErrorCode.NO_SUCH_SESSION);
                parts.add(detour(sender, hint, envelope.to(session), alone));
            }
        }
        return SignalRouter.sum(parts);
    }

    private Future<Delivery> detour(Sender sender, Member hint, Envelope envelope, Delivery failed) {
        SessionId target = hint.session();
        sender.detours().begin(target);
        Promise<Delivery> outcome = Promise.promise();
        Delivery nobodyKnows = failed.reason() == ErrorCode.UNAVAILABLE ? failed : unavailable(target);
        Future<@Nullable Whereabouts> record = locator.locate(new PeerKey(sender.tenant(), hint.peer()), target);
        record.onComplete(found -> sender.run(() -> {
            Future<Delivery> second =
                    found.succeeded() ? again(hint, envelope, found.result()) : Future.succeededFuture(nobodyKnows);
            second.onComplete(outcome);
            // What has waited goes behind it on the same way. It need not wait for its answer, which may never come.
            sender.detours().end(target);
        }));
        return outcome.future();
    }

    private Future<Delivery> again(Member hint, Envelope envelope, @Nullable Whereabouts where) {
        SessionId target = hint.session();
        if (where == null) {
            return Future.succeededFuture(Delivery.missed(List.of(target), ErrorCode.NO_SUCH_SESSION));
        }
        if (where.lost() && where.node().equals(hint.node())) {
            return Future.succeededFuture(away(target));
        }
        return dispatch.apply(where.node(), envelope)
                .map(delivery -> isMisdirected(delivery) ? away(target) : delivery);
    }

    /** Its record lives, so it may come back. */
    private static Delivery away(SessionId target) {
        return Delivery.missed(List.of(target), ErrorCode.RECONNECTING);
    }

    private static Delivery unavailable(SessionId target) {
        return Delivery.missed(List.of(target), ErrorCode.UNAVAILABLE);
    }
}
