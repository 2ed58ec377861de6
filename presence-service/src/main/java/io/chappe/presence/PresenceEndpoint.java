package io.chappe.presence;

import io.chappe.core.bus.PresenceAnswer;
import io.chappe.core.bus.PresenceRequest;
import io.chappe.core.model.ErrorCode;
import io.chappe.core.model.PeerKey;
import io.chappe.node.logging.About;
import io.chappe.presence.bus.Endpoint;
import io.chappe.presence.calls.CallBook;
import io.chappe.presence.nodes.Leases;
import io.chappe.presence.notices.Notices;
import io.chappe.presence.peers.Peers;
import io.chappe.presence.store.StoreView;
import io.chappe.presence.usage.UsageBook;
import io.vertx.core.Future;
import java.util.Set;
import org.slf4j.spi.LoggingEventBuilder;

/** Answers {@code presence.<nodeId>}. */
final class PresenceEndpoint {
    /** What cannot be told, or be put in the place of another, while records may be missing. */
    private static final Set<Class<?>> ABOUT_ALL = Set.of(
            PresenceRequest.TakeSession.class,
            PresenceRequest.Locate.class,
            PresenceRequest.Watch.class,
            PresenceRequest.PutNotice.class);

    private static final PresenceAnswer INCOMPLETE =
            new PresenceAnswer.Refused(ErrorCode.UNAVAILABLE, "the store is being put back together");

    private final StoreView view;
    private final Leases leases;
    private final Peers peers;
    private final Notices notices;
    private final UsageBook usage;
    private final CallBook calls;

    private PresenceEndpoint(
            StoreView view, Leases leases, Peers peers, Notices notices, UsageBook usage, CallBook calls) {
        this.view = view;
        this.leases = leases;
        this.peers = peers;
        this.notices = notices;
        this.usage = usage;
        this.calls = calls;
    }

    static Endpoint<PresenceRequest, PresenceAnswer> of(
            StoreView view, Leases leases, Peers peers, Notices notices, UsageBook usage, CallBook calls) {
        return new Endpoint<>(
                PresenceRequest::decode,
                new PresenceEndpoint(view, leases, peers, notices, usage, calls)::handle,
                PresenceAnswer::encode,
                PresenceAnswer.Refused::new,
                PresenceEndpoint::outcome,
                PresenceEndpoint::about);
    }

    private static LoggingEventBuilder about(LoggingEventBuilder line, PresenceRequest request) {
        LoggingEventBuilder from = About.node(line, request.home().node());
        PeerKey peer = request.peer();
        return peer == null ? from : About.session(About.peer(from, peer), request.session());
    }

    private Future<PresenceAnswer> handle(PresenceRequest request) {
        if (view.isRecovering() && ABOUT_ALL.contains(request.getClass())) {
            return Future.succeededFuture(INCOMPLETE);
        }
        return answer(request)
                .compose(answer -> answer instanceof PresenceAnswer.NoSuchSession
                        ? leases.isComplete().map(complete -> complete ? answer : INCOMPLETE)
                        : Future.succeededFuture(answer));
    }

    private Future<PresenceAnswer> answer(PresenceRequest request) {
        if (request instanceof PresenceRequest.RenewLease renew) {
            return leases.renew(renew);
        } else if (request instanceof PresenceRequest.OpenLease open) {
            return leases.open(open.home());
        } else if (request instanceof PresenceRequest.CloseLease close) {
            return leases.close(close.home());
        } else if (request instanceof PresenceRequest.EndRestoration end) {
            return leases.endRestoration(end);
        } else if (request instanceof PresenceRequest.RestoreSession restore) {
            return peers.restore(restore);
        } else if (request instanceof PresenceRequest.OpenSession open) {
            return peers.open(open);
        } else if (request instanceof PresenceRequest.TakeSession take) {
            return peers.take(take);
        } else if (request instanceof PresenceRequest.LoseSession lose) {
            return peers.lose(lose);
        } else if (request instanceof PresenceRequest.EndSession end) {
            return peers.end(end);
        } else if (request instanceof PresenceRequest.Locate locate) {
            return peers.locate(locate);
        } else if (request instanceof PresenceRequest.Watch watch) {
            return peers.watch(watch);
        } else if (request instanceof PresenceRequest.NoticesAfter after) {
            return notices.after(after);
        } else if (request instanceof PresenceRequest.PutNotice put) {
            return notices.put(put);
        } else if (request instanceof PresenceRequest.RestoreNotices restore) {
            return notices.restore(restore);
        } else if (request instanceof PresenceRequest.AddUsage add) {
            return usage.add(add);
        } else if (request instanceof PresenceRequest.NoteCalls note) {
            return calls.note(note);
        }
        return peers.unwatch((PresenceRequest.Unwatch) request);
    }

    private static String outcome(PresenceAnswer answer) {
        if (answer instanceof PresenceAnswer.Refused refused) {
            return refused.code().wireName();
        } else if (answer instanceof PresenceAnswer.LeaseLost) {
            return "lease_lost";
        } else if (answer instanceof PresenceAnswer.NoSuchSession) {
            return "no_such_session";
        }
        return answer instanceof PresenceAnswer.Superseded ? "superseded" : "done";
    }
}
