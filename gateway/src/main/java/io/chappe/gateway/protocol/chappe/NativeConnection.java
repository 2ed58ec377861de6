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
import io.chappe.core.protocol.ServerFrames;
import io.chappe.core.protocol.Welcome;
import io.chappe.gateway.limit.Offences;
import io.chappe.gateway.protocol.Dialect;
import io.chappe.gateway.room.RefusedException;
import io.chappe.gateway.session.Arrivals;
import io.chappe.gateway.session.Outlet;
import io.chappe.gateway.session.Session;
import io.chappe.gateway.socket.ClientSocket;
import io.chappe.gateway.socket.Handshake;
import io.chappe.gateway.socket.SocketHandler;
import io.chappe.node.logging.About;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.spi.LoggingEventBuilder;

/** One socket that speaks the native protocol: first its hello, then its session's frames. */
final class NativeConnection implements SocketHandler, Outlet {
    private static final int MOST_BAD_FRAMES = 10;

    private final NativeLoop common;
    private final ClientSocket socket;
    private @Nullable Opening opening;
    private @Nullable Session session;
    private @Nullable Requests requests;
    private @Nullable ConnectionToken token;
    private @Nullable ConnectionIce ice;
    /** Most clients send none. */
    private @Nullable Offences badFrames;

    private boolean closed;

    NativeConnection(NativeLoop common, ClientSocket socket) {
        this.common = common;
        this.socket = socket;
    }

    void awaitHello(Handshake handshake) {
        opening = new Opening(this, common, handshake);
        opening.awaitHello();
    }

    @Override
    public void onText(byte[] utf8) {
        if (closed) {
            return;
        }
        try {
            ClientMessage message = ClientFrames.read(utf8);
            long waitMs = waitMs(message, utf8.length);
            if (waitMs > 0) {
                overRate(message, waitMs, "too many messages, or too many bytes");
            } else if (opening != null) {
                opening.onMessage(message, utf8.length);
            } else {
                onMessage(message, utf8.length);
            }
        } catch (ProtocolException e) {
            bad(e.id(), e.code(), e.getMessage());
        }
    }

    /** 0 for what is to be taken. */
    private long waitMs(ClientMessage message, int bytes) {
        return message instanceof ClientMessage.Ack || message instanceof ClientMessage.Bye
                ? 0
                : socket.pace().waitMs(bytes);
    }

    /** Whoever heeds the answer comes through; whoever does not is cut off. */
    private void overRate(ClientMessage message, long waitMs, String why) {
        if (requests == null || requests.pass(message)) {
            error(Requests.id(message), ErrorCode.RATE_LIMITED, why, waitMs);
        }
        countOffence();
    }

    /** This message is not much, but what all clients of its peer send here is. */
    void overPeerRate(ClientMessage message, long waitMs) {
        socket.pace().overRate();
        overRate(message, waitMs, "too many messages of this peer's clients together, or too many bytes");
    }

    /** Something was not taken because it is too much. */
    void countOffence() {
        if (socket.pace().isAbused()) {
            close(CloseCode.ABUSE);
        }
    }

    /** A receipt too many is dropped; whose signal it was says it again. */
    boolean takeReceipt() {
        return socket.pace().takeReceipt();
    }

    /** A message to many is charged for each. */
    void charge(long bytes) {
        socket.pace().charge(bytes);
    }

    private void onMessage(ClientMessage message, int bytes) {
        if (message instanceof ClientMessage.Bye) {
            close(CloseCode.NORMAL);
        } else if (requests != null) {
            requests.onMessage(message, bytes);
        }
    }

    private static long resumedAt(Arrivals.Begun begun) {
        return begun.resumed() ? System.currentTimeMillis() : 0;
    }

    /**
     * The client is in: it is welcomed, and what has waited is taken.
     *
     * @param hello that was admitted
     * @param expiresAtMs when its token is over, in ms of the Unix epoch; null without one
     */
    void open(Arrivals.Begun begun, ClientMessage.Hello hello, @Nullable Long expiresAtMs) {
        Session opened = begun.session();
        Opening before = opening;
        opening = null;
        session = opened;
        requests = new Requests(common, this, opened, resumedAt(begun), hello.traceparent());
        token = expiresAtMs == null
                ? null
                : new ConnectionToken(this, opened, common.greeting().admissions(), expiresAtMs);
        Welcome.Ice issued = common.greeting().iceServers(opened.peerKey());
        Long iceExpiresInMs = issued.expiresInMs();
        ice = iceExpiresInMs == null ? null : new ConnectionIce(this, opened, common.greeting(), iceExpiresInMs);
        Map<RoomId, Long> known =
                hello.resume() == null ? Map.of() : hello.resume().rooms();
        write(common.greeting().welcome(begun, known, token == null ? null : token.expiresInMs(), issued));
        opened.attach(this, begun.handedOver());
        for (Opening.Waiting next = next(before); next != null; next = next(before)) {
            onMessage(next.message(), next.bytes());
        }
    }

    private Opening.@Nullable Waiting next(@Nullable Opening before) {
        return before == null || closed ? null : before.nextWaiting();
    }

    boolean isOpen() {
        return session != null;
    }

    /** Takes a new token in the place of the one that it came with. */
    void refresh(ClientMessage.Refresh refresh) {
        if (token == null) {
            bad(refresh.id(), ErrorCode.UNAUTHORIZED, "this session came without a token");
        } else {
            token.refresh(refresh);
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
        if (opening != null || areTooManyBad()) {
            close(CloseCode.BAD_FRAMES);
        }
    }

    private boolean areTooManyBad() {
        if (badFrames == null) {
            badFrames = new Offences(MOST_BAD_FRAMES);
        }
        return badFrames.areTooMany();
    }

    @Override
    public void onBinary(byte[] bytes) {
        close(CloseCode.UNSUPPORTED_DATA);
    }

    @Override
    public void onClose(int code) {
        CloseCode ours = socket.closedWith();
        closed(ours);
        if (ours != null) {
            leave(ours);
        } else if (code == 1000 || code == 1001 || code == 1005) {
            leave(CloseCode.NORMAL);
        } else {
            leave(CloseCode.GOING_AWAY);
        }
    }

    @Override
    public LoggingEventBuilder about(LoggingEventBuilder line) {
        return session == null ? line : About.session(line, session.peerKey(), session.id());
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
        closed(code);
        socket.close(code);
        leave(code);
    }

    /** @param ours null where the client has begun to close */
    private void closed(@Nullable CloseCode ours) {
        if (!closed && session != null) {
            Closing.tell(session, ours, common.refusals());
        }
        closed = true;
        if (opening != null) {
            opening.end(ours);
        }
        if (token != null) {
            token.end();
        }
        if (ice != null) {
            ice.end();
        }
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
