package io.chappe.core.bus;

import io.chappe.core.model.NodeLife;
import io.vertx.core.buffer.Buffer;

/** The wire form of {@link PresenceRequest}. */
final class PresenceRequestCodec {
    private static final int OPEN_LEASE = 1;
    private static final int RENEW_LEASE = 2;
    private static final int CLOSE_LEASE = 3;
    private static final int ADD_SESSION = 4;
    private static final int REMOVE_SESSION = 5;
    private static final int WATCH = 6;
    private static final int UNWATCH = 7;

    private PresenceRequestCodec() {}

    static Buffer encode(PresenceRequest request) {
        WireWriter out = Wire.begin(kindOf(request), 128);
        Wire.life(out, request.home());
        if (request instanceof PresenceRequest.AddSession add) {
            Wire.peer(out, add.peer());
            Wire.session(out, add.session());
        } else if (request instanceof PresenceRequest.RemoveSession remove) {
            Wire.peer(out, remove.peer());
            Wire.session(out, remove.session());
        } else if (request instanceof PresenceRequest.Watch watch) {
            Wire.peer(out, watch.peer());
        } else if (request instanceof PresenceRequest.Unwatch unwatch) {
            Wire.peer(out, unwatch.peer());
        }
        return out.toBuffer();
    }

    private static int kindOf(PresenceRequest request) {
        if (request instanceof PresenceRequest.OpenLease) {
            return OPEN_LEASE;
        } else if (request instanceof PresenceRequest.RenewLease) {
            return RENEW_LEASE;
        } else if (request instanceof PresenceRequest.CloseLease) {
            return CLOSE_LEASE;
        } else if (request instanceof PresenceRequest.AddSession) {
            return ADD_SESSION;
        } else if (request instanceof PresenceRequest.RemoveSession) {
            return REMOVE_SESSION;
        }
        return request instanceof PresenceRequest.Watch ? WATCH : UNWATCH;
    }

    static PresenceRequest decode(Buffer buffer) {
        WireReader in = new WireReader(buffer);
        int kind = Wire.kind(in);
        return Wire.checked(in, () -> decode(kind, Wire.life(in), in));
    }

    private static PresenceRequest decode(int kind, NodeLife home, WireReader in) {
        return switch (kind) {
            case OPEN_LEASE -> new PresenceRequest.OpenLease(home);
            case RENEW_LEASE -> new PresenceRequest.RenewLease(home);
            case CLOSE_LEASE -> new PresenceRequest.CloseLease(home);
            case ADD_SESSION -> new PresenceRequest.AddSession(home, Wire.peer(in), Wire.session(in));
            case REMOVE_SESSION -> new PresenceRequest.RemoveSession(home, Wire.peer(in), Wire.session(in));
            case WATCH -> new PresenceRequest.Watch(home, Wire.peer(in));
            case UNWATCH -> new PresenceRequest.Unwatch(home, Wire.peer(in));
            default -> throw new WireException("presence request " + kind);
        };
    }
}
