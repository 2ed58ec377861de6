package io.chappe.gateway.protocol.chappe;

import io.chappe.core.model.RoomId;
import io.vertx.core.Future;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.function.Supplier;

/** Frames that name a room wait for that room's pending request, so that a client need not wait for its answers. */
final class RoomTurns {
    private static final int MAX_WAITING = 32;

    /** Of nearly all sessions at nearly all times none. */
    private Map<RoomId, Queue<Supplier<Future<?>>>> pending = Map.of();

    /**
     * Runs a task when it is the room's turn.
     *
     * @param task its future is the request; while it is open, the room's others wait
     * @return false if too many wait already
     */
    boolean take(RoomId room, Supplier<Future<?>> task) {
        Queue<Supplier<Future<?>>> waiting = pending.get(room);
        if (waiting == null) {
            run(room, task);
            return true;
        }
        return waiting.size() < MAX_WAITING && waiting.add(task);
    }

    private void run(RoomId room, Supplier<Future<?>> task) {
        Future<?> request = task.get();
        if (request.isComplete()) {
            return;
        }
        if (pending.isEmpty()) {
            pending = new HashMap<>();
        }
        pending.put(room, new ArrayDeque<>(0));
        request.onComplete(done -> drain(room));
    }

    private void drain(RoomId room) {
        Queue<Supplier<Future<?>>> waiting = pending.remove(room);
        if (pending.isEmpty()) {
            pending = Map.of();
        }
        while (waiting != null && !waiting.isEmpty()) {
            run(room, waiting.remove());
            Queue<Supplier<Future<?>>> next = pending.get(room);
            if (next != null) {
                next.addAll(waiting);
                return;
            }
        }
    }
}
