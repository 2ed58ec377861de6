package io.chappe.core.routing;

import io.chappe.core.bus.Delivery;
import io.chappe.core.model.ErrorCode;
import io.chappe.core.model.SessionId;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The targets of one sender that are being looked for. What the sender has for them meanwhile waits, so that nothing is
 * overtaken. On the sender's event loop.
 */
public final class Detours {
    private static final int MAX_WAITING = 64;

    private static final class Detour {
        private int underWay;
        private final Queue<Runnable> waiting = new ArrayDeque<>(0);
    }

    /** Most senders never have any. */
    private Map<SessionId, Detour> open = Map.of();

    /** Sends at once, or when all that is under way to the same target has arrived. */
    Future<Delivery> inTurn(SessionId target, Supplier<Future<Delivery>> sending) {
        @Nullable Detour detour = open.get(target);
        if (detour == null) {
            return sending.get();
        }
        if (detour.waiting.size() == MAX_WAITING) {
            return Future.succeededFuture(Delivery.missed(List.of(target), ErrorCode.QUEUE_FULL));
        }
        Promise<Delivery> outcome = Promise.promise();
        detour.waiting.add(() -> sending.get().onComplete(outcome));
        return outcome.future();
    }

    boolean isOpen(SessionId target) {
        return open.containsKey(target);
    }

    void begin(SessionId target) {
        if (open.isEmpty()) {
            open = new HashMap<>();
        }
        open.computeIfAbsent(target, absent -> new Detour()).underWay++;
    }

    void end(SessionId target) {
        Detour over = open.get(target);
        if (over == null || --over.underWay > 0) {
            return;
        }
        open.remove(target);
        while (!over.waiting.isEmpty()) {
            over.waiting.remove().run();
            Detour next = open.get(target);
            if (next != null) {
                next.waiting.addAll(over.waiting);
                return;
            }
        }
    }
}
