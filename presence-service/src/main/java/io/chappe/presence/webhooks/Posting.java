package io.chappe.presence.webhooks;

import io.chappe.node.tenant.WebhookConfig;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Posts to one webhook: one at a time, when there is a place for it, and noted. On one event loop. */
final class Posting {
    private final Sending sending;
    private final HookKey hook;
    private @Nullable Delivery delivery;

    Posting(Sending sending, HookKey hook) {
        this.sending = sending;
        this.hook = hook;
    }

    boolean isUnderWay() {
        return delivery != null;
    }

    /**
     * Posts when there is a place.
     *
     * @param isFailing whether the last ones have failed; such posts have places of their own
     * @param mayPost asked again when it has its place
     * @return null where it may not any more
     */
    Future<@Nullable Outcome> post(WebhookConfig webhook, Batch batch, boolean isFailing, BooleanSupplier mayPost) {
        Places places = isFailing ? sending.placesOfFailing() : sending.places();
        return places.enter().compose(in -> {
            if (!mayPost.getAsBoolean()) {
                places.leave();
                return Future.succeededFuture(null);
            }
            Courier.Letter letter = batch.letter(hook);
            Delivery begun =
                    sending.courier().post(webhook, letter, sending.config().timeout());
            delivery = begun;
            sending.meters().begun();
            return begun.outcome().onComplete(done -> {
                delivery = null;
                places.leave();
                sending.meters().ended(done.result(), batch.events().size());
                note(letter, batch, done.result());
            });
        });
    }

    private void note(Courier.Letter letter, Batch batch, Outcome outcome) {
        JsonObject attempt = new JsonObject()
                .put("at", Instant.now().toString())
                .put("message", letter.id())
                .put("events", batch.events().size())
                .put("replay", batch.isReplay())
                .put("latencyMs", outcome.tookMs());
        if (outcome.status() > 0) {
            attempt.put("status", outcome.status());
        }
        if (!outcome.isTaken()) {
            attempt.put("error", outcome.error());
        }
        sending.journals()
                .attempted(hook, attempt)
                .onFailure(away -> sending.meters().disturbed());
    }

    /** Others may post from now on. */
    void cut() {
        if (delivery != null) {
            delivery.cut("the presence-service could not reach the store");
        }
    }
}
