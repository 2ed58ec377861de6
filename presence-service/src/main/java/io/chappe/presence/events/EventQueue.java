package io.chappe.presence.events;

import io.chappe.presence.store.JournalStore;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.function.Function;

/**
 * Events on their way into one journal, in their order: one write at a time, and what comes meanwhile waits for
 * the next. A write that has failed is tried again, as nobody knows whether it was done. What is too much is dropped, and the
 * journal says so in its place. Confined to one event loop.
 */
final class EventQueue {
    /** What all queues of one service have in common. */
    interface Common {
        /** After a while. */
        void later(Runnable work);

        void dropped();

        /** How a write has ended. */
        void ended(AsyncResult<Long> write);

        /** Nothing waits any more. */
        void idle();

        /** Of an entry of which there is no other. */
        String uniqueId();
    }

    /** In one of them. */
    static final int MOST_WAITING = 5_000;

    /** In all that are counted together. */
    static final int MOST_QUEUED = 20_000;

    private final Function<List<String>, Future<Long>> journal;
    private final EventMeters meters;
    private final Common common;
    private final Queue<String> waiting = new ArrayDeque<>();
    private List<String> underWay = List.of();
    private int dropped;

    /**
     * @param journal writes some entries
     */
    EventQueue(Function<List<String>, Future<Long>> journal, EventMeters meters, Common common) {
        this.journal = journal;
        this.meters = meters;
        this.common = common;
    }

    boolean isIdle() {
        return underWay.isEmpty();
    }

    /** Those of one change, which are written at once if nothing is under way. */
    void add(List<String> events) {
        events.forEach(this::add);
        if (isIdle()) {
            next();
        }
    }

    /** What comes after one that was dropped is dropped, too, until the journal's place for the word of it is known. */
    private void add(String event) {
        if (dropped > 0 || waiting.size() >= MOST_WAITING || meters.queued() >= MOST_QUEUED) {
            drop(1);
        } else {
            waiting.add(event);
            meters.queued(1);
        }
    }

    private void drop(int events) {
        if (dropped == 0) {
            common.dropped();
        }
        dropped += events;
        meters.dropped(events);
    }

    private void next() {
        noteDropped();
        List<String> batch = new ArrayList<>();
        while (batch.size() < JournalStore.MOST_AT_ONCE && !waiting.isEmpty()) {
            batch.add(waiting.remove());
        }
        underWay = batch;
        if (batch.isEmpty()) {
            common.idle();
        } else {
            write();
        }
    }

    /** Also where there is no room for it: it is one, whatever was dropped. */
    private void noteDropped() {
        if (dropped > 0) {
            waiting.add(new JsonObject()
                    .put("type", "events.lost")
                    .put("id", common.uniqueId())
                    .put("count", dropped)
                    .encode());
            meters.queued(1);
            dropped = 0;
        }
    }

    private void write() {
        journal.apply(underWay).onComplete(done -> {
            common.ended(done);
            if (done.succeeded()) {
                meters.written(underWay.size());
                next();
            } else if (done.cause() instanceof IllegalArgumentException) {
                // It never will be; what comes next may.
                meters.queued(-underWay.size());
                drop(underWay.size());
                next();
            } else {
                meters.failed();
                common.later(this::write);
            }
        });
    }
}
