package io.chappe.gateway.protocol.chappe;

import io.chappe.core.model.ErrorCode;
import io.chappe.core.model.LeaveReason;
import io.chappe.core.model.PeerId;
import io.chappe.core.model.TenantId;
import io.chappe.core.protocol.ClientMessage;
import io.chappe.core.protocol.CloseCode;
import io.chappe.core.protocol.Resume;
import io.chappe.gateway.loop.Delay;
import io.chappe.gateway.room.RefusedException;
import io.chappe.gateway.session.Arrivals;
import io.chappe.gateway.session.Session;
import io.chappe.gateway.session.SessionSecret;
import io.chappe.gateway.socket.ClientAddress;
import io.chappe.gateway.socket.Handshake;
import io.chappe.gateway.tenant.Admission;
import io.chappe.gateway.tenant.NotAdmittedException;
import io.chappe.gateway.tenant.Visitor;
import io.chappe.gateway.token.TokenHint;
import io.chappe.node.logging.About;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/** A connection before its welcome: it waits for the hello, then for who that is, and for its session. */
final class Opening {
    private static final Logger LOG = LoggerFactory.getLogger(Opening.class);
    private static final int MOST_WAITING = 16;
    private static final int MOST_WAITING_BYTES = 64 << 10;

    private final NativeConnection connection;
    private final NativeLoop common;
    private final @Nullable String origin;
    private final ClientAddress client;
    private final Queue<Waiting> waiting = new ArrayDeque<>(1);
    private @Nullable String bearer;
    private @Nullable Delay helloDeadline;
    private @Nullable TenantId tenant;
    private @Nullable PeerId peer;
    private @Nullable Throwable refusal;
    private int waitingBytes;
    private boolean greeted;
    private boolean over;

    /** A message, and how many bytes it had. */
    record Waiting(ClientMessage message, int bytes) {}

    Opening(NativeConnection connection, NativeLoop common, Handshake handshake) {
        this.connection = connection;
        this.common = common;
        this.origin = handshake.origin();
        this.client = handshake.client();
        this.bearer = BearerToken.of(handshake);
    }

    void awaitHello() {
        long limit = common.greeting().helloTimeout().toMillis();
        helloDeadline = common.loop().after(limit, () -> connection.close(CloseCode.SILENT));
    }

    /** A socket that is gone must not be kept by its deadline: ten thousand a second may come and go. */
    private void awaitHelloNoMore() {
        if (helloDeadline != null) {
            helloDeadline.cancel();
            helloDeadline = null;
        }
    }

    /**
     * The connection is closed.
     *
     * @param ours null where the client has begun to
     */
    void end(@Nullable CloseCode ours) {
        if (!over && ours != null && ours != CloseCode.GOING_AWAY) {
            tellRefused(ours);
        }
        over = true;
        awaitHelloNoMore();
    }

    /** Of a client that is not let in, the tenant and the peer are those that it claims. */
    private void tellRefused(CloseCode code) {
        LoggingEventBuilder line = About.address(common.refusals().line(), client);
        line = About.tenant(line, tenant);
        line = peer == null ? line : line.addKeyValue("peer", peer);
        if (refusal instanceof RefusedException refused) {
            line = line.addKeyValue("cause", refused.code().wireName()).addKeyValue("reason", refused.getMessage());
        } else {
            line = line.addKeyValue("cause", Closing.word(code));
            line = refusal instanceof NotAdmittedException no ? line.addKeyValue("reason", no.getMessage()) : line;
        }
        line.log("a handshake is refused");
    }

    /** What came behind the hello; the first of it, or null for none. */
    @Nullable Waiting nextWaiting() {
        return waiting.poll();
    }

    void onMessage(ClientMessage message, int length) {
        if (greeted && hasRoom(length)) {
            waiting.add(new Waiting(message, length));
        } else if (!greeted && message instanceof ClientMessage.Hello hello) {
            greeted = true;
            hello(hello);
        } else {
            connection.bad(
                    0,
                    ErrorCode.BAD_REQUEST,
                    "hello comes first, and at most " + MOST_WAITING + " frames wait behind it");
        }
    }

    private boolean hasRoom(int length) {
        waitingBytes += length;
        return waiting.size() < MOST_WAITING && waitingBytes <= MOST_WAITING_BYTES;
    }

    private void hello(ClientMessage.Hello hello) {
        awaitHelloNoMore();
        Tick tick = Tick.begin();
        Visitor visitor = new Visitor(hello.tenant(), hello.peer(), hello.token(), bearer, origin, client);
        String token = hello.token() != null ? hello.token() : bearer;
        bearer = null;
        tenant = hello.tenant();
        peer = hello.peer();
        common.loop().on(common.greeting().admissions().admit(visitor), result -> {
            if (over) {
                count(hello.resume() != null, NativeMeters.Hello.GONE);
            } else {
                if (result.cause() instanceof NotAdmittedException && tenant == null && token != null) {
                    tenant = TokenHint.tenant(token);
                }
                admitted(hello, result, tick);
            }
        });
    }

    private void admitted(ClientMessage.Hello hello, AsyncResult<Admission> result, Tick tick) {
        refusal = result.cause();
        if (result.succeeded()) {
            begin(hello, result.result());
        } else if (result.cause() instanceof NotAdmittedException) {
            count(hello.resume() != null, NativeMeters.Hello.UNAUTHORIZED);
            common.loop().after(tick.restMs(), this::notAdmitted);
        } else {
            count(hello.resume() != null, refusal(result.cause()));
            connection.refuse(0, result.cause());
            connection.close(CloseCode.TRY_AGAIN_LATER);
        }
    }

    private void count(boolean resume, NativeMeters.Hello result) {
        common.meters().hello(resume, result);
    }

    private static NativeMeters.Hello refusal(Throwable cause) {
        return cause instanceof RefusedException refused
                ? NativeMeters.Hello.of(refused.code())
                : NativeMeters.Hello.UNAVAILABLE;
    }

    private void notAdmitted() {
        if (!over) {
            connection.error(0, ErrorCode.UNAUTHORIZED, "this client is not let in", 0);
            connection.close(CloseCode.UNAUTHORIZED);
        }
    }

    private void begin(ClientMessage.Hello hello, Admission admission) {
        tenant = admission.peer().tenant();
        peer = admission.peer().peer();
        Arrivals.Arrival arrival = common.greeting().arrival(admission, hello, common.loop());
        Resume resume = hello.resume();
        Future<Arrivals.Begun> begun = resume == null
                ? common.arrivals().begin(arrival)
                : common.arrivals().resumeOrBegin(arrival, resume.session(), new SessionSecret(resume.secret()));
        common.loop().on(begun, result -> {
            count(resume != null, outcome(result, admission));
            refusal = result.cause();
            if (over) {
                if (result.succeeded()) {
                    leave(result.result());
                }
            } else if (result.succeeded() && common.greeting().admissions().isRevoked(admission)) {
                common.life().end(result.result().session(), LeaveReason.LOST);
                common.loop().after(Tick.begin().restMs(), this::notAdmitted);
            } else if (result.succeeded()) {
                tellBegun(result.result());
                connection.open(result.result(), hello, admission.expiresAtMs());
            } else {
                connection.refuse(0, result.cause());
                connection.close(closeCode(result.cause(), resume));
            }
        });
    }

    private void tellBegun(Arrivals.Begun begun) {
        Session session = begun.session();
        About.address(About.session(LOG.atDebug(), session.peerKey(), session.id()), client)
                .log(begun.resumed() ? "a session is resumed" : "a session has begun");
    }

    private NativeMeters.Hello outcome(AsyncResult<Arrivals.Begun> begun, Admission admission) {
        if (over) {
            return NativeMeters.Hello.GONE;
        } else if (begun.failed()) {
            return refusal(begun.cause());
        } else if (common.greeting().admissions().isRevoked(admission)) {
            return NativeMeters.Hello.UNAUTHORIZED;
        }
        return begun.result().resumed() ? NativeMeters.Hello.RESUMED : NativeMeters.Hello.BEGUN;
    }

    /** Where its peer has as many sessions as it may, one of them has taken the place of the one that was to be resumed. */
    private static CloseCode closeCode(@Nullable Throwable cause, @Nullable Resume resume) {
        boolean isForbidden = cause instanceof RefusedException refused && refused.code() == ErrorCode.FORBIDDEN;
        if (!isForbidden) {
            return CloseCode.TRY_AGAIN_LATER;
        }
        return resume == null ? CloseCode.FORBIDDEN : CloseCode.REPLACED;
    }

    /** Nobody has been told of it: a new session can't be resumed by anyone. */
    private void leave(Arrivals.Begun begun) {
        if (begun.resumed()) {
            common.life().lost(begun.session());
        } else {
            common.life().end(begun.session(), LeaveReason.LOST);
        }
    }
}
