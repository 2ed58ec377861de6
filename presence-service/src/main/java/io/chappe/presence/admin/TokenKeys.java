package io.chappe.presence.admin;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * The keys with which a tenant's tokens are signed. To exchange one, its successor is added, then used, and then the old one is
 * removed: at each moment every token that is in use is known.
 */
final class TokenKeys {
    private static final int SECRET_BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final TenantEdits edits;
    private final Repeats repeats;

    TokenKeys(TenantEdits edits, Repeats repeats) {
        this.edits = edits;
        this.repeats = repeats;
    }

    void addTo(Answers answers) {
        answers.withAnswer("makeKey", asked -> repeats.once(asked, "makeKey", () -> make(asked)))
                .withAnswer("putKey", this::put)
                .withAnswer("removeKey", this::remove);
    }

    /** Nobody is told the secret again. */
    private Future<Answer> make(Asked asked) {
        String kid = asked.body().getString("kid");
        String secret = secret();
        JsonObject key = new JsonObject()
                .put("kid", kid)
                .put("algorithms", JsonArray.of("HS256"))
                .put("secret", secret);
        return edits.edit(asked, terms -> {
                    JsonArray keys = keys(terms);
                    if (place(keys, kid) >= 0) {
                        throw new ProblemException(ProblemType.CONFLICT, "there is a key with this kid");
                    }
                    keys.add(key);
                    return terms;
                })
                .map(answer -> new Answer(Answer.CREATED, answer.tag(), key));
    }

    private static String secret() {
        byte[] bytes = new byte[SECRET_BYTES];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** Of the application's own making. */
    private Future<Answer> put(Asked asked) {
        String kid = asked.kid();
        return edits.edit(asked, terms -> {
            JsonArray keys = keys(terms);
            JsonObject key = asked.body().copy().put("kid", kid);
            int place = place(keys, kid);
            if (place < 0) {
                keys.add(key);
            } else {
                keys.set(place, key);
            }
            return terms;
        });
    }

    private Future<Answer> remove(Asked asked) {
        return edits.edit(asked, terms -> {
            JsonArray keys = keys(terms);
            int place = place(keys, asked.kid());
            if (place < 0) {
                throw new ProblemException(ProblemType.NOT_FOUND, "the tenant has no key with this kid");
            }
            keys.remove(place);
            return terms;
        });
    }

    /** Those that are there, to be changed in their place. */
    private static JsonArray keys(JsonObject terms) {
        JsonObject tokens = part(terms, "tokens", new JsonObject());
        return part(tokens, "keys", new JsonArray());
    }

    @SuppressWarnings("unchecked")
    private static <T> T part(JsonObject object, String name, T orElse) {
        Object there = object.getValue(name);
        if (there == null) {
            object.put(name, orElse);
            return orElse;
        }
        return (T) there;
    }

    private static int place(JsonArray keys, String kid) {
        for (int i = 0; i < keys.size(); i++) {
            if (kid.equals(keys.getJsonObject(i).getString("kid"))) {
                return i;
            }
        }
        return -1;
    }
}
