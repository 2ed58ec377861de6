package io.chappe.presence.admin;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What answers each operation. */
final class Answers {
    /** Answers as long as somebody reads; its future says that it has begun, and fails as {@link Answers#to} does. */
    interface Stream {
        Future<Void> begin(Asked asked, RoutingContext request);
    }

    private final Map<String, Function<Asked, Future<Answer>>> byOperation = new HashMap<>();
    private final Map<String, Stream> streams = new HashMap<>();

    Answers with(String operationId, Function<Asked, Future<JsonObject>> answer) {
        return withAnswer(operationId, asked -> answer.apply(asked).map(Answer::of));
    }

    /** One with a status or a tag of its own. */
    Answers withAnswer(String operationId, Function<Asked, Future<Answer>> answer) {
        byOperation.put(operationId, answer);
        return this;
    }

    Answers withStream(String operationId, Stream stream) {
        streams.put(operationId, stream);
        return this;
    }

    Set<String> operations() {
        Set<String> all = new HashSet<>(byOperation.keySet());
        all.addAll(streams.keySet());
        return all;
    }

    /** Null for an operation that has one answer. */
    @Nullable Stream stream(String operationId) {
        return streams.get(operationId);
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
