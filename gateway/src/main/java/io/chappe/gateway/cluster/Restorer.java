package io.chappe.gateway.cluster;

import io.chappe.core.bus.PresenceAnswer;
import io.chappe.core.bus.PresenceRequest;
import io.chappe.core.model.NodeLife;
import io.chappe.gateway.session.Restoration;
import io.vertx.core.Vertx;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What a new life begins with: this gateway puts back what it has, says so, and when the store is complete again looks what
 * it has missed. Each new life ends what is under way for the one before.
 */
final class Restorer {
    private static final long AGAIN_MS = 500;

    private final Vertx vertx;
    private final PresenceClient services;
    private final Steadiness steadiness;
    private final Restoration restoration;
    private final NoticeBoard notices;

    Restorer(
            Vertx vertx, PresenceClient services, Steadiness steadiness, Restoration restoration, NoticeBoard notices) {
        this.vertx = vertx;
        this.services = services;
        this.steadiness = steadiness;
        this.restoration = restoration;
        this.notices = notices;
    }

    /**
     * Begins.
     *
     * @param goesOn whether the life goes on
     */
    void begin(NodeLife life, @Nullable NodeLife previous, BooleanSupplier goesOn) {
        restoration
                .run(goesOn)
                .onSuccess(restored -> putBack(life, new PresenceRequest.EndRestoration(life, previous), goesOn));
    }

    private void putBack(NodeLife life, PresenceRequest.EndRestoration end, BooleanSupplier goesOn) {
        if (goesOn.getAsBoolean()) {
            notices.restore(life)
                    .onSuccess(done -> say(end, goesOn))
                    .onFailure(cause -> vertx.setTimer(AGAIN_MS, timer -> putBack(life, end, goesOn)));
        }
    }

    private void say(PresenceRequest.EndRestoration end, BooleanSupplier goesOn) {
        if (goesOn.getAsBoolean()) {
            services.ask(end.home().node(), end).onComplete(answer -> {
                if (answer.succeeded() && answer.result() instanceof PresenceAnswer.Done) {
                    awaitOthers(goesOn);
                } else {
                    vertx.setTimer(AGAIN_MS, timer -> say(end, goesOn));
                }
            });
        }
    }

    /** Other gateways may still be at it. */
    private void awaitOthers(BooleanSupplier goesOn) {
        if (!goesOn.getAsBoolean()) {
            return;
        }
        if (steadiness.isSteady()) {
            restoration.settled(goesOn);
        } else {
            vertx.setTimer(AGAIN_MS, timer -> awaitOthers(goesOn));
        }
    }
}
