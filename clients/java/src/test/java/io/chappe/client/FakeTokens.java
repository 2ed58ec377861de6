package io.chappe.client;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** An application that is asked for tokens. */
final class FakeTokens {
    /** When it was asked, in milliseconds from the beginning. */
    final List<Long> asked = new ArrayList<>();

    /** What it does then. */
    Supplier<Future<String>> fresh = () -> Future.succeededFuture("token " + asked.size());

    private final Timers timers;
    private final long beginning;

    FakeTokens(Timers timers) {
        this.timers = timers;
        this.beginning = timers.now();
    }

    Identity identity() {
        return Identity.token(() -> {
            asked.add(timers.now() - beginning);
            return fresh.get();
        });
    }
}
