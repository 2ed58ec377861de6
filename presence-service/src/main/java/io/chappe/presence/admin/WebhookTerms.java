package io.chappe.presence.admin;

import io.chappe.node.tenant.WebhookConfig;
import io.chappe.presence.notices.TenantRegister;
import io.chappe.presence.webhooks.Desk;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The webhooks among a tenant's terms. A secret is exchanged like a key: both count until the older one is taken away. */
final class WebhookTerms {
    private static final int SECRET_BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String WEBHOOKS = "webhooks";
    private static final String SECRETS = "secrets";

    private final TenantEdits edits;
    private final Repeats repeats;
    private final Desk desk;
    private final TenantRegister tenants;
    private final StoreAccess store;

    WebhookTerms(TenantEdits edits, Repeats repeats, Desk desk, TenantRegister tenants, StoreAccess store) {
        this.desk = desk;
        this.edits = edits;
        this.repeats = repeats;
        this.tenants = tenants;
        this.store = store;
    }

    void addTo(Answers answers) {
        answers.withAnswer("listWebhooks", this::list)
                .withAnswer("getWebhook", this::get)
                .withAnswer("putWebhook", this::put)
                .withAnswer("removeWebhook", this::remove)
                .withAnswer(
                        "makeWebhookSecret",
                        asked -> repeats.once(
                                asked,
                                "makeWebhookSecret/" + asked.webhook(),
                                new JsonObject(),
                                () -> makeSecret(asked)))
                .withAnswer("removeWebhookSecret", this::removeSecret);
    }

    private Future<Answer> list(Asked asked) {
        return terms(asked, WebhookTerms::webhooks).compose(found -> {
            List<Future<JsonObject>> shown = found.part().stream()
                    .map(JsonObject.class::cast)
                    .map(webhook -> shown(asked, webhook))
                    .toList();
            return Future.join(shown)
                    .map(all -> new Answer(
                            Answer.OK,
                            found.tag(),
                            new JsonObject().put("items", new JsonArray(all.<JsonObject>list()))));
        });
    }

    private Future<Answer> get(Asked asked) {
        return terms(asked, terms -> there(terms, asked.webhook()))
                .compose(found -> shown(asked, found.part()).map(shown -> new Answer(Answer.OK, found.tag(), shown)));
    }

    /** A part of a tenant's terms, and the tag of them all. */
    private record Found<T>(T part, String tag) {}

    private <T> Future<Found<T>> terms(Asked asked, Function<JsonObject, T> part) {
        return store.askComplete(() -> tenants.get(asked.tenant())).map(entry -> {
            if (entry == null) {
                throw TenantEdits.absent();
            }
            return new Found<>(part.apply(TenantTerms.of(entry)), Precondition.tag(entry.writtenAt()));
        });
    }

    /** With how it goes. */
    private Future<JsonObject> shown(Asked asked, JsonObject webhook) {
        return store.ask(() -> desk.standing(asked.tenant(), webhook.getString("id")))
                .map(standing -> Secrets.without(webhook).mergeIn(standing));
    }

    private Future<Answer> put(Asked asked) {
        Change change = new Change(asked.webhook());
        return edits.edit(asked, terms -> change.put(terms, asked.body())).map(change::answer);
    }

    private Future<Answer> makeSecret(Asked asked) {
        Change change = new Change(asked.webhook());
        return edits.edit(asked, change::makeSecret).map(change::answer);
    }

    private Future<Answer> removeSecret(Asked asked) {
        Change change = new Change(asked.webhook());
        return edits.edit(asked, change::removeSecret).map(change::answer);
    }

    private Future<Answer> remove(Asked asked) {
        return edits.edit(asked, terms -> {
                    JsonArray webhooks = webhooks(terms);
                    webhooks.remove(there(terms, asked.webhook()));
                    return terms.put(WEBHOOKS, webhooks);
                })
                .map(Answer.of(new JsonObject()));
    }

    private static JsonArray webhooks(JsonObject terms) {
        return terms.getJsonArray(WEBHOOKS, new JsonArray());
    }

    /** To be changed in its place; null where there is none. */
    private static @Nullable JsonObject find(JsonObject terms, String id) {
        JsonArray webhooks = webhooks(terms);
        for (int i = 0; i < webhooks.size(); i++) {
            if (id.equals(webhooks.getJsonObject(i).getString("id"))) {
                return webhooks.getJsonObject(i);
            }
        }
        return null;
    }

    private static JsonObject there(JsonObject terms, String id) {
        JsonObject webhook = find(terms, id);
        if (webhook == null) {
            throw absent();
        }
        return webhook;
    }

    static ProblemException absent() {
        return new ProblemException(ProblemType.NOT_FOUND, "the tenant has no webhook with this id");
    }

    /** One change of one webhook, which is made anew where somebody has changed the tenant meanwhile. */
    private static final class Change {
        private final String id;
        private int status = Answer.OK;
        private @Nullable String made;

        Change(String id) {
            this.id = id;
        }

        JsonObject put(JsonObject terms, JsonObject body) {
            JsonObject webhook = body.copy();
            JsonObject before = find(terms, id);
            JsonArray webhooks = webhooks(terms);
            status = before == null ? Answer.CREATED : Answer.OK;
            if (!webhook.containsKey(SECRETS)) {
                webhook.put(SECRETS, before == null ? JsonArray.of(make()) : before.getJsonArray(SECRETS));
            }
            JsonObject named = new JsonObject().put("id", id).mergeIn(webhook);
            if (before == null) {
                webhooks.add(named);
            } else {
                before.clear().mergeIn(named);
            }
            return terms.put(WEBHOOKS, webhooks);
        }

        JsonObject makeSecret(JsonObject terms) {
            JsonObject webhook = there(terms, id);
            status = Answer.CREATED;
            String newer = make();
            webhook.put(
                    SECRETS, JsonArray.of(newer, webhook.getJsonArray(SECRETS).getString(0)));
            return terms;
        }

        JsonObject removeSecret(JsonObject terms) {
            JsonObject webhook = there(terms, id);
            JsonArray secrets = webhook.getJsonArray(SECRETS);
            if (secrets.size() < 2) {
                throw new ProblemException(ProblemType.CONFLICT, "it has one secret only");
            }
            webhook.put(SECRETS, JsonArray.of(secrets.getString(0)));
            return terms;
        }

        private String make() {
            byte[] bytes = new byte[SECRET_BYTES];
            RANDOM.nextBytes(bytes);
            made = WebhookConfig.SECRET_PREFIX + Base64.getEncoder().encodeToString(bytes);
            return made;
        }

        /** Nobody is told the secret again. */
        Answer answer(Answer edited) {
            JsonObject webhook = Objects.requireNonNull(find(edited.body().getJsonObject("terms"), id));
            return new Answer(status, edited.tag(), made == null ? webhook : webhook.put("secret", made));
        }
    }
}
