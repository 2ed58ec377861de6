package io.chappe.client;

import io.vertx.core.Handler;
import java.util.function.Consumer;

/** Calls the application; what that throws is its own affair and must not end the session's work half-way. */
final class GuardedListener {
    private final SessionListener listener;
    private final Handler<Throwable> report;

    GuardedListener(SessionListener listener, Handler<Throwable> report) {
        this.listener = listener;
        this.report = report;
    }

    void tell(Consumer<SessionListener> event) {
        try {
            event.accept(listener);
        } catch (RuntimeException e) {
            report.handle(e);
        }
    }
}
