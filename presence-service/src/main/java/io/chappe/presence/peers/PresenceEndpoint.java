package io.chappe.presence.peers;

import io.chappe.core.bus.PresenceAnswer;
import io.chappe.core.bus.PresenceRequest;
import io.chappe.core.model.ErrorCode;
import io.chappe.presence.bus.Endpoint;
import io.chappe.presence.nodes.Leases;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;

/** Answers {@code presence.<nodeId>}. */
public final class PresenceEndpoint implements Endpoint<PresenceRequest, PresenceAnswer> {
    private final Leases leases;
    private final Peers peers;

    public PresenceEndpoint(Leases leases, Peers peers) {
        this.leases = leases;
        this.peers = peers;
    }

    @Override
    public PresenceRequest decode(Buffer body) {
        return PresenceRequest.decode(body);
    }

    @Override
    public Future<PresenceAnswer> handle(PresenceRequest request) {
        if (request instanceof PresenceRequest.RenewLease renew) {
            return leases.renew(renew.home());
        } else if (request instanceof PresenceRequest.OpenLease open) {
            return leases.open(open.home());
        } else if (request instanceof PresenceRequest.CloseLease close) {
            return leases.close(close.home());
        } else if (request instanceof PresenceRequest.OpenSession add) {
            return peers.add(add);
        } else if (request instanceof PresenceRequest.EndSession remove) {
            return peers.remove(remove);
        } else if (request instanceof PresenceRequest.Watch watch) {
            return peers.watch(watch);
        }
        return request instanceof PresenceRequest.Unwatch unwatch
                ? peers.unwatch(unwatch)
                : Future.succeededFuture(refused(ErrorCode.UNAVAILABLE, "sessions cannot be resumed yet"));
    }

    @Override
    public Buffer encode(PresenceAnswer answer) {
        return answer.encode();
    }

    @Override
    public PresenceAnswer refused(ErrorCode code, String message) {
        return new PresenceAnswer.Refused(code, message);
    }

    @Override
    public String outcome(PresenceAnswer answer) {
        if (answer instanceof PresenceAnswer.Refused refused) {
            return refused.code().wireName();
        }
        return answer instanceof PresenceAnswer.LeaseLost ? "lease_lost" : "done";
    }
}
