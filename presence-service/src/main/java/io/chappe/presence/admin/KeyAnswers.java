package io.chappe.presence.admin;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** About the API key of whoever asks, so that a page or a script knows what it can offer before it is refused. */
final class KeyAnswers {
    private KeyAnswers() {}

    static void addTo(Answers answers) {
        answers.with("getKey", asked -> Future.succeededFuture(about(asked.key())));
    }

    private static JsonObject about(ApiKeyConfig key) {
        JsonArray scopes = new JsonArray();
        key.scopes().stream().sorted().forEach(scope -> scopes.add(scope.word()));
        JsonObject json = new JsonObject().put("name", key.name()).put("scopes", scopes);
        return key.tenant() == null ? json : json.put("tenant", key.tenant());
    }
}
