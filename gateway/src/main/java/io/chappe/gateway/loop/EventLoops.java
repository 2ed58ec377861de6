package io.chappe.gateway.loop;

import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.IntConsumer;

/** All event loops of this gateway. */
public final class EventLoops {
    private final List<EventLoop> loops;

    private EventLoops(List<EventLoop> loops) {
        this.loops = List.copyOf(loops);
    }

    /** Of so many verticles deployed in a row, each gets an event loop of its own. */
    public static Future<EventLoops> start(Vertx vertx, int count) {
        Queue<EventLoop> loops = new ConcurrentLinkedQueue<>();
        return vertx.deployVerticle(() -> new Capture(loops), new DeploymentOptions().setInstances(count))
                .map(deployed -> new EventLoops(List.copyOf(loops)));
    }

    private static final class Capture extends VerticleBase {
        private final Queue<EventLoop> loops;

        Capture(Queue<EventLoop> loops) {
            this.loops = loops;
        }

        @Override
        public Future<?> start() {
            loops.add(new EventLoop(vertx));
            return Future.succeededFuture();
        }
    }

    public List<EventLoop> all() {
        return loops;
    }

    /** The number of the calling loop among {@link #all}, or -1 for a caller on none of them. */
    public int current() {
        for (int i = 0; i < loops.size(); i++) {
            if (loops.get(i).isCurrent()) {
                return i;
            }
        }
        return -1;
    }

    /** The loop that serves a lane of the bus. */
    public EventLoop ofLane(int lane) {
        return loops.get(lane % loops.size());
    }

    /** Does something for each lane, on the loop that serves it. */
    public void forEachLane(int lanes, IntConsumer task) {
        for (int lane = 0; lane < lanes; lane++) {
            int mine = lane;
            ofLane(lane).queue(() -> task.accept(mine));
        }
    }
}
