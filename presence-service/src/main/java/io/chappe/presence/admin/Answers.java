package io.chappe.presence.admin;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** What answers each operation. */
final class Answers {
    private final Map<String, Function<Asked, Future<Answer>>> byOperation = new HashMap<>();

    Answers with(String operationId, Function<Asked, Future<JsonObject>> answer) {
        return withAnswer(operationId, asked -> answer.apply(asked).map(Answer::of));
    }

    /** One with a status or a tag of its own. */
    Answers withAnswer(String operationId, Function<Asked, Future<Answer>> answer) {
        byOperation.put(operationId, answer);
        return this;
    }

    Set<String> operations() {
        return Set.copyOf(byOperation.keySet());
    }

    /**
     * The answer to one request.
     *
     * @return fails with a {@link ProblemException}, or with what is a defect
     */
    Future<Answer> to(String operationId, Asked asked) {
        Function<Asked, Future<Answer>> answer = byOperation.get(operationId);
        return answer == null
                ? Future.failedFuture(new IllegalStateException("nothing answers " + operationId))
                : Future.future(promise -> answer.apply(asked).onComplete(promise));
    }
}
