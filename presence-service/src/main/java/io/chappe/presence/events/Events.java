package io.chappe.presence.events;

import io.chappe.core.model.PeerKey;
import io.chappe.core.model.RoomKey;
import io.chappe.core.model.SessionId;
import io.chappe.core.model.TenantId;
import io.chappe.presence.store.JournalStore;
import io.chappe.presence.store.RoomChange;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes what has happened into the journals of the tenants. Nobody waits for it: what this service has not written when it
 * dies is lost, and that is all. Confined to one event loop.
 */
public final class Events {
    private static final Logger LOG = LoggerFactory.getLogger(Events.class);

    static final int MOST_QUEUED = 20_000;
    private static final long AGAIN_MS = 1_000;

    private final JournalStore journals;
    private final EventsConfig config;
    private final Consumer<Runnable> again;
    private final EventMeters meters;
    private final Map<TenantId, TenantQueue> queues = new HashMap<>();
    private final TenantQueue.Common common = new Common();
    private final Promise<Void> closed = Promise.promise();
    private Consumer<TenantId> written = tenant -> {};
    private boolean isClosing;

    /**
     * @param again runs later what has failed now
     */
    public Events(JournalStore journals, EventsConfig config, Consumer<Runnable> again, MeterRegistry registry) {
        this.journals = journals;
        this.config = config;
        this.again = again;
        this.meters = new EventMeters(registry);
    }

    /** A second later, when the store may answer again. */
    public static Consumer<Runnable> again(Vertx vertx) {
        return work -> vertx.setTimer(AGAIN_MS, timer -> work.run());
    }

    /**
     * Something about a room, its members or those who wait there has changed.
     *
     * @param begins whether nobody was in it before
     */
    public void roomChanged(RoomKey room, RoomChange change, boolean begins) {
        if (config.areKept()) {
            tell(room.tenant(), RoomEvents.of(room, change, begins));
        }
    }

    public void sessionOpened(PeerKey peer, SessionId session) {
        tell("session.opened", peer, session);
    }

    public void sessionEnded(PeerKey peer, SessionId session) {
        tell("session.ended", peer, session);
    }

    private void tell(String type, PeerKey peer, SessionId session) {
        if (config.areKept()) {
            JsonObject event = new JsonObject()
                    .put("type", type)
                    .put("id", type + "/" + session.value())
                    .put("tenant", peer.tenant().value())
                    .put("peer", peer.peer().value())
                    .put("session", session.value());
            tell(peer.tenant(), List.of(event));
        }
    }

    private void tell(TenantId tenant, List<JsonObject> events) {
        if (!events.isEmpty()) {
            TenantQueue queue = queues.computeIfAbsent(
                    tenant, absent -> new TenantQueue(texts -> write(tenant, texts), meters, common));
            queue.add(events.stream().map(JsonObject::encode).toList());
        }
    }

    private Future<Long> write(TenantId tenant, List<String> texts) {
        return journals.append(EventJournal.of(tenant), texts, config.keeping())
                .onSuccess(number -> written.accept(tenant));
    }

    /**
     * Somebody wants to know when events of a tenant were written here.
     *
     * @param listener is told on the event loop of the writer
     */
    public void listen(Consumer<TenantId> listener) {
        written = listener;
    }

    /** Writes what waits, unless the store does not answer. */
    public Future<Void> close() {
        isClosing = true;
        common.idle();
        return closed.future();
    }

    private final class Common implements TenantQueue.Common {
        private final String self = UUID.randomUUID().toString();
        private long unique;
        private boolean isFailing;
        private boolean isDropping;

        @Override
        public boolean isFull() {
            return meters.queued() >= MOST_QUEUED;
        }

        @Override
        public void later(Runnable work) {
            if (isClosing) {
                LOG.warn("{} events were not written: the store does not answer", meters.queued());
                closed.tryComplete();
            } else {
                again.accept(work);
            }
        }

        /** Once until nothing waits any more: the counter says how many. */
        @Override
        public void dropped() {
            if (!isDropping) {
                LOG.warn("events are dropped, as {} wait to be written: see chappe_events_dropped", meters.queued());
            }
            isDropping = true;
        }

        @Override
        public void ended(AsyncResult<Long> write) {
            if (write.failed() && !isFailing) {
                LOG.warn("events can't be written, and wait: {}", String.valueOf(write.cause()));
            } else if (write.succeeded() && isFailing) {
                LOG.info("events are written again");
            }
            isFailing = write.failed();
        }

        @Override
        public void idle() {
            queues.values().removeIf(TenantQueue::isIdle);
            if (queues.isEmpty()) {
                isDropping = false;
                if (isClosing) {
                    closed.tryComplete();
                }
            }
        }

        @Override
        public String uniqueId() {
            return "events.lost/%s/%d".formatted(self, ++unique);
        }
    }
}
