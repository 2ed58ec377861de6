package io.chappe.presence.admin;

import io.chappe.core.model.TenantId;
import io.chappe.presence.events.EventJournal;
import io.chappe.presence.store.JournalStore.JournalEntry;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Events of one tenant, or of all, for one reader, as server-sent events (WHATWG HTML, section 9.2). The journal is read as fast as the reader
 * reads: at most one page waits here for it. On one event loop.
 */
final class EventStream {
    private static final Logger LOG = LoggerFactory.getLogger(EventStream.class);
    private static final long LOOK_MS = 1_000;

    /** Half of the time after which a connection without a byte is closed. */
    private static final long HEARTBEAT_MS = 15_000;

    private static final int RETRY_MS = 3_000;
    private static final int PAGE = 100;

    private final Vertx vertx;
    private final EventJournal journal;
    private final @Nullable TenantId tenant;
    private final String key;
    private final HttpServerResponse response;
    private final Context context;
    private long lookTimer = -1;
    private long heartbeatTimer = -1;
    private long last;
    /** Whether the reader knows that the last one that it knows is not there any more. */
    private boolean isGapTold;

    private boolean isLooking;
    private boolean isStopped;

    /**
     * @param tenant null for all
     * @param key the name of that of its reader
     */
    EventStream(Vertx vertx, EventJournal journal, @Nullable TenantId tenant, String key, HttpServerResponse response) {
        this.vertx = vertx;
        this.journal = journal;
        this.tenant = tenant;
        this.key = key;
        this.response = response;
        this.context = vertx.getOrCreateContext();
    }

    String key() {
        return key;
    }

    /** From now on. */
    Future<Void> begin() {
        return journal.before(tenant, Long.MAX_VALUE, 1)
                .onSuccess(newest -> open(newest.isEmpty() ? 0 : newest.get(0).number(), ""))
                .mapEmpty();
    }

    /**
     * What comes after the last one that the reader knows, first.
     *
     * @param known its number; 0 for all that are kept
     */
    Future<Void> resume(long known) {
        if (known == 0) {
            open(0, "");
            return Future.succeededFuture();
        }
        return journal.after(tenant, known - 1, 1)
                .onSuccess(found -> {
                    boolean isKept = !found.isEmpty() && found.get(0).number() == known;
                    // In a journal that ends before it nothing would ever come after it.
                    open(found.isEmpty() ? 0 : known, isKept ? "" : gap(known));
                })
                .mapEmpty();
    }

    private void open(long after, String first) {
        if (isStopped) {
            return;
        }
        last = after;
        isGapTold = !first.isEmpty();
        response.setChunked(true)
                .putHeader("Content-Type", "text/event-stream")
                .putHeader("X-Accel-Buffering", "no")
                .drainHandler(drained -> look());
        write("retry: " + RETRY_MS + "\n\n" + first);
        lookTimer = vertx.setPeriodic(LOOK_MS, tick -> look());
        heartbeatTimer = vertx.setPeriodic(HEARTBEAT_MS, tick -> {
            if (!response.writeQueueFull()) {
                write(":\n\n");
            }
        });
        look();
    }

    /** Begins with the last one that is known: where it is not there any more, others may be gone, too. */
    private void look() {
        if (isLooking || isStopped || response.writeQueueFull()) {
            return;
        }
        isLooking = true;
        journal.after(tenant, Math.max(0, last - 1), PAGE).onComplete(found -> {
            isLooking = false;
            if (found.failed()) {
                LOG.debug("the store does not answer a reader of events; it is asked again", found.cause());
            } else if (!isStopped) {
                tell(found.result());
            }
        });
    }

    private void tell(List<JournalEntry> entries) {
        StringBuilder text = new StringBuilder();
        if (!entries.isEmpty() && entries.get(0).number() != last && last > 0 && !isGapTold) {
            text.append(gap(last));
        }
        for (JournalEntry entry : entries) {
            if (entry.number() != last) {
                text.append("id: ").append(entry.number()).append('\n');
                text.append("data: ").append(EventJournal.event(entry).encode()).append("\n\n");
                last = entry.number();
                isGapTold = false;
            }
        }
        if (!text.isEmpty()) {
            write(text.toString());
        }
        if (entries.size() == PAGE) {
            look();
        }
    }

    /** Without an id, so that a reader that comes back is told of it again. */
    private static String gap(long after) {
        return "data: "
                + new JsonObject().put("type", "gap").put("after", after).encode() + "\n\n";
    }

    private void write(String text) {
        response.write(text).onFailure(cause -> LOG.debug("a reader of events is gone: {}", cause.toString()));
    }

    /** The reader is told that there is no more, and comes back elsewhere. */
    void end() {
        context.runOnContext(now -> {
            if (!isStopped && !response.ended()) {
                response.end().onFailure(cause -> LOG.debug("a reader of events is gone: {}", cause.toString()));
            }
        });
    }

    /** It is over. */
    void stop() {
        isStopped = true;
        vertx.cancelTimer(lookTimer);
        vertx.cancelTimer(heartbeatTimer);
    }
}
