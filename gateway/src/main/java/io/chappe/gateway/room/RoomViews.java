package io.chappe.gateway.room;

import io.chappe.core.bus.BusAddresses;
import io.chappe.core.model.RoomKey;
import io.chappe.gateway.loop.EventLoop;
import io.chappe.gateway.loop.EventLoops;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The rooms that sessions of this gateway are in or about to be, each on the event loop that its changes arrive on. */
final class RoomViews {
    private final EventLoops loops;
    private final Consumer<RoomView> gathered;
    private final Map<RoomKey, RoomView> views = new ConcurrentHashMap<>();

    /**
     * @param gathered takes rooms whose gathered changes have been taken, on their loops
     */
    RoomViews(EventLoops loops, Consumer<RoomView> gathered) {
        this.loops = loops;
        this.gathered = gathered;
    }

    @Nullable RoomView get(RoomKey key) {
        return views.get(key);
    }

    Collection<RoomView> all() {
        return views.values();
    }

    List<EventLoop> loops() {
        return loops.all();
    }

    /** The room, from now on. On its loop. */
    RoomView open(RoomKey key) {
        return views.computeIfAbsent(key, absent -> new RoomView(key, loopOf(key), gathered));
    }

    /** Takes a session out, and with the last one the room. On its loop. */
    void exit(RoomView view, LocalMember member) {
        view.exit(member);
        if (view.isEmpty()) {
            views.remove(view.key(), view);
        }
    }

    /** Does something with a room on its loop, if it is still here then. */
    void with(RoomKey key, Consumer<RoomView> task) {
        loopOf(key).run(() -> {
            RoomView view = views.get(key);
            if (view != null) {
                task.accept(view);
            }
        });
    }

    /**
     * Asks for something on a room's loop.
     *
     * @param task takes the room, or null if nobody here is in it
     */
    <T> Future<T> on(RoomKey key, Function<@Nullable RoomView, Future<T>> task) {
        Promise<T> result = Promise.promise();
        loopOf(key).run(() -> task.apply(views.get(key)).onComplete(result));
        return result.future();
    }

    private EventLoop loopOf(RoomKey key) {
        return loops.ofLane(BusAddresses.laneOf(key));
    }
}
