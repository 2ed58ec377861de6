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
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes what has happened into the journals of the tenants, and into that of all. Nobody waits for it: what this service has not written when it
 * dies is lost, and that is all. Confined to one event loop.
 */
public final class Events {
    private static final Logger LOG = LoggerFactory.getLogger(Events.class);

    private static final long AGAIN_MS = 1_000;

    private final JournalStore journals;
    private final EventsConfig config;
    private final Consumer<Runnable> again;
    private final EventMeters ofTenants;
    private final EventMeters ofAll;
    private final Map<TenantId, EventQueue> queues = new HashMap<>();
    private final EventQueue.Common common = new Common();
    private final EventQueue all;
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
        this.ofTenants = new EventMeters(registry, "tenant");
        this.ofAll = new EventMeters(registry, "all");
        this.all = new EventQueue(texts -> write(null, texts), ofAll, common);
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
            EventQueue queue = queues.computeIfAbsent(
                    tenant,
                    absent -> new EventQueue(
                            texts -> write(tenant, texts).onSuccess(number -> written.accept(tenant)),
                            ofTenants,
                            common));
            List<String> texts = events.stream().map(JsonObject::encode).toList();
            queue.add(texts);
            all.add(texts);
        }
    }

    private Future<Long> write(@Nullable TenantId tenant, List<String> texts) {
        return journals.append(EventJournal.of(tenant), texts, config.keeping());
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

    private final class Common implements EventQueue.Common {
        private final String self = UUID.randomUUID().toString();
        private long unique;
        private boolean isFailing;
        private boolean isDropping;

        @Override
        public void later(Runnable work) {
            if (isClosing) {
                LOG.warn("{} events were not written: the store does not answer", ofTenants.queued() + ofAll.queued());
                closed.tryComplete();
            } else {
                again.accept(work);
            }
        }

        /** Once until nothing waits any more: the counter says how many. */
        @Override
        public void dropped() {
            if (!isDropping) {
                LOG.warn(
                        "events are dropped, as {} wait to be written: see chappe_events_dropped",
                        ofTenants.queued() + ofAll.queued());
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
            queues.values().removeIf(EventQueue::isIdle);
            if (queues.isEmpty() && all.isIdle()) {
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
