package io.chappe.gateway.protocol.chappe;

import io.chappe.core.bus.Delivery;
import io.chappe.core.bus.Envelope;
import io.chappe.core.model.ErrorCode;
import io.chappe.core.model.LeaveReason;
import io.chappe.core.model.RoomId;
import io.chappe.core.protocol.ClientFrames;
import io.chappe.core.protocol.ClientMessage;
import io.chappe.core.protocol.CloseCode;
import io.chappe.core.protocol.FrameBuffer;
import io.chappe.core.protocol.ProtocolException;
import io.chappe.core.protocol.Resume;
import io.chappe.core.protocol.ServerFrames;
import io.chappe.gateway.loop.Delay;
import io.chappe.gateway.protocol.Dialect;
import io.chappe.gateway.room.RefusedException;
import io.chappe.gateway.session.Outlet;
import io.chappe.gateway.session.Session;
import io.chappe.gateway.session.SessionLife;
import io.chappe.gateway.session.SessionSecret;
import io.chappe.gateway.socket.ClientSocket;
import io.chappe.gateway.socket.SocketHandler;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** One socket that speaks the native protocol: first its hello, then its session's frames. */
final class NativeConnection implements SocketHandler, Outlet {
    /** Never added to. */
    private static final Queue<ClientMessage> NOTHING = new ArrayDeque<>(0);

    private static final int MAX_BEHIND_HELLO = 16;
    private static final int MAX_BYTES_BEHIND_HELLO = 64 << 10;

    private enum Phase {
        AWAITING_HELLO,
        OPENING,
        OPEN,
        CLOSED
    }

    private final NativeLoop common;
    private final ClientSocket socket;
    private final @Nullable String origin;
    private final BadFrames badFrames = new BadFrames();
    private Queue<ClientMessage> behindHello = NOTHING;
    private Phase phase = Phase.AWAITING_HELLO;
    private int bytesBehindHello;
    private @Nullable Delay helloDeadline;
    private @Nullable Session session;
    private @Nullable Requests requests;

    /**
     * @param origin of the client's page; null for no page
     */
    NativeConnection(NativeLoop common, ClientSocket socket, @Nullable String origin) {
        this.common = common;
        this.socket = socket;
        this.origin = origin;
    }

    void awaitHello() {
        helloDeadline = common.loop().after(common.greeting().helloTimeout().toMillis(), () -> close(CloseCode.SILENT));
    }

    /** A socket that is gone must not be kept by its deadline: ten thousand a second may come and go. */
    private void awaitHelloNoMore() {
        if (helloDeadline != null) {
            helloDeadline.cancel();
            helloDeadline = null;
        }
    }

    @Override
    public void onText(byte[] utf8) {
        if (phase == Phase.CLOSED) {
            return;
        }
        try {
            bytesBehindHello += phase == Phase.OPENING ? utf8.length : 0;
            onMessage(ClientFrames.read(utf8));
        } catch (ProtocolException e) {
            bad(e.id(), e.code(), e.getMessage());
        }
    }

    private void onMessage(ClientMessage message) {
        if (phase == Phase.OPENING && hasRoomBehindHello()) {
            if (behindHello == NOTHING) {
                behindHello = new ArrayDeque<>(1);
            }
            behindHello.add(message);
        } else if (phase == Phase.OPEN && requests != null) {
            if (message instanceof ClientMessage.Bye) {
                close(CloseCode.NORMAL);
            } else {
                requests.onMessage(message);
            }
        } else if (phase == Phase.AWAITING_HELLO && message instanceof ClientMessage.Hello hello) {
            hello(hello);
        } else {
            bad(
                    0,
                    ErrorCode.BAD_REQUEST,
                    "hello comes first, and at most " + MAX_BEHIND_HELLO + " frames wait behind it");
        }
    }

    private boolean hasRoomBehindHello() {
        return behindHello.size() < MAX_BEHIND_HELLO && bytesBehindHello <= MAX_BYTES_BEHIND_HELLO;
    }

    private void hello(ClientMessage.Hello hello) {
        SessionLife.Arrival arrival =
                common.greeting().admit(hello, origin, common.loop()).orElse(null);
        if (arrival == null) {
            error(0, ErrorCode.UNAUTHORIZED, "this tenant lets nobody in like that", 0);
            close(CloseCode.UNAUTHORIZED);
            return;
        }
        phase = Phase.OPENING;
        awaitHelloNoMore();
        Resume resume = hello.resume();
        Future<SessionLife.Begun> begun = resume == null
                ? common.life().begin(arrival)
                : common.life().resumeOrBegin(arrival, resume.session(), new SessionSecret(resume.secret()));
        common.loop().on(begun, result -> opened(result, resume == null ? Map.of() : resume.rooms()));
    }

    private void opened(AsyncResult<SessionLife.Begun> result, Map<RoomId, Long> known) {
        if (phase == Phase.CLOSED) {
            if (result.succeeded()) {
                common.life().lost(result.result().session());
            }
        } else if (result.succeeded()) {
            SessionLife.Begun begun = result.result();
            Session opened = begun.session();
            session = opened;
            requests = new Requests(opened, common.router(), this);
            phase = Phase.OPEN;
            write(common.greeting().welcome(begun, known));
            opened.attach(this, begun.handedOver());
            while (phase == Phase.OPEN && !behindHello.isEmpty()) {
                onMessage(behindHello.remove());
            }
            behindHello = NOTHING;
        } else {
            refuse(0, result.cause());
            close(CloseCode.TRY_AGAIN_LATER);
        }
    }

    /** Says why something was not done, with what the client may know of it. */
    void refuse(long id, Throwable cause) {
        if (cause instanceof RefusedException refused) {
            error(id, refused.code(), refused.getMessage(), refused.retryAfterMs());
        } else {
            error(id, ErrorCode.UNAVAILABLE, "it could not be done", 1_000);
        }
    }

    void error(long id, ErrorCode code, String message, long retryAfterMs) {
        write(ServerFrames.error(id, code, message, retryAfterMs));
    }

    /** A frame that is not what the protocol says: the socket stays, for a while. */
    void bad(long id, ErrorCode code, String message) {
        error(id, code, message, 0);
        if (session == null || badFrames.areTooMany()) {
            close(CloseCode.BAD_FRAMES);
        }
    }

    @Override
    public void onBinary(byte[] bytes) {
        close(CloseCode.UNSUPPORTED_DATA);
    }

    @Override
    public void onClose(int code) {
        phase = Phase.CLOSED;
        awaitHelloNoMore();
        CloseCode ours = socket.closedWith();
        if (ours != null) {
            leave(ours);
        } else if (code == 1000 || code == 1001 || code == 1005) {
            leave(CloseCode.NORMAL);
        } else {
            leave(CloseCode.GOING_AWAY);
        }
    }

    @Override
    public Dialect dialect() {
        return common.greeting().dialect();
    }

    @Override
    public boolean write(byte[] frame) {
        return socket.send(frame);
    }

    @Override
    public boolean write(Envelope signal) {
        return write(common.buffer().signal(signal));
    }

    /** Says what became of a signal. */
    void acknowledge(ClientMessage.Signal signal, Delivery delivery) {
        write(common.buffer().ack(signal.id(), signal.to(), signal.want(), delivery));
    }

    private boolean write(FrameBuffer frame) {
        return socket.send(frame.array(), frame.length());
    }

    /** The socket is done with; what the client still sends until its close frame is not read. */
    @Override
    public void close(CloseCode code) {
        phase = Phase.CLOSED;
        awaitHelloNoMore();
        socket.close(code);
        leave(code);
    }

    /** The session ends, or waits for its client's next socket. */
    private void leave(CloseCode code) {
        Session left = session;
        if (left == null) {
            return;
        }
        session = null;
        if (code.resume()) {
            common.life().lost(left);
        } else {
            common.life().end(left, code == CloseCode.NORMAL ? LeaveReason.LEFT : LeaveReason.LOST);
        }
    }
}
