package io.chappe.gateway.protocol.chappe;

import io.chappe.core.model.ErrorCode;
import io.chappe.core.model.TenantId;
import io.chappe.core.protocol.ServerFrames;
import io.chappe.gateway.loop.EventLoop;
import io.chappe.gateway.protocol.Resource;
import io.chappe.gateway.room.RefusedException;
import io.chappe.gateway.socket.Handshake;
import io.chappe.gateway.tenant.Admission;
import io.chappe.gateway.tenant.NotAdmittedException;
import io.chappe.gateway.tenant.Visitor;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import org.jspecify.annotations.Nullable;

/**
 * The servers for calls at {@value #PATH}, for whoever brings a token as for a socket: for an application that connects its
 * peers without one. The tenant is named by {@code ?tenant=} where the token does not.
 */
public final class IceResource implements Resource {
    private static final String PATH = "/v1/ice";
    private static final long AGAIN_MS = 1_000;

    private final EventLoop loop;
    private final Greeting greeting;

    public IceResource(EventLoop loop, Greeting greeting) {
        this.loop = loop;
        this.greeting = greeting;
    }

    @Override
    public String path() {
        return PATH;
    }

    @Override
    public Future<Answer> get(Handshake asked) {
        Tick tick = Tick.begin();
        Promise<Answer> answer = Promise.promise();
        admit(asked).onComplete(result -> {
            if (result.succeeded()) {
                byte[] json = ServerFrames.iceServers(
                        greeting.iceServers(result.result().peer()));
                answer.complete(new Answer(200, Buffer.buffer(json), 0));
            } else if (result.cause() instanceof RefusedException refused) {
                int status = refused.code() == ErrorCode.RATE_LIMITED ? 429 : 503;
                answer.complete(error(status, refused.code(), refused.getMessage(), refused.retryAfterMs()));
            } else if (!(result.cause() instanceof NotAdmittedException) && BearerToken.of(asked) != null) {
                answer.complete(error(503, ErrorCode.UNAVAILABLE, "it could not be done", AGAIN_MS));
            } else {
                Answer refusal = error(401, ErrorCode.UNAUTHORIZED, "this client is not let in", 0);
                // Who is not let in learns nothing from the time that it took.
                loop.after(tick.restMs(), () -> answer.complete(refusal));
            }
        });
        return answer.future();
    }

    private Future<Admission> admit(Handshake asked) {
        String bearer = BearerToken.of(asked);
        Visitor visitor =
                new Visitor(tenant(asked.query().get("tenant")), null, bearer, null, asked.origin(), asked.client());
        return bearer == null
                ? Future.failedFuture("it brings no token")
                : loop.bring(greeting.admissions().admit(visitor));
    }

    private static Answer error(int status, ErrorCode code, String message, long retryAfterMs) {
        return new Answer(status, Buffer.buffer(ServerFrames.error(0, code, message, retryAfterMs)), retryAfterMs);
    }

    /** What can be no tenant's name is one that nobody has. */
    private static @Nullable TenantId tenant(@Nullable String name) {
        try {
            return name == null ? null : new TenantId(name);
        } catch (IllegalArgumentException e) {
            return new TenantId("-");
        }
    }
}
