package io.chappe.presence.admin;

import io.chappe.presence.events.EventJournal;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Those who read events as they come. Each looks into its journal once a second, so they are few. */
final class EventStreams {
    private static final int MOST = 100;
    private static final int MOST_OF_KEY = 10;
    private static final long AGAIN_S = 10;

    /** Far from an overflow, and above every number of a journal. */
    private static final int MOST_DIGITS = 16;

    private final Vertx vertx;
    private final EventJournal journal;
    private final StoreAccess store;
    private final Set<EventStream> streams = ConcurrentHashMap.newKeySet();
    private volatile boolean isClosed;

    EventStreams(Vertx vertx, EventJournal journal, StoreAccess store, MeterRegistry registry) {
        this.vertx = vertx;
        this.journal = journal;
        this.store = store;
        Gauge.builder("chappe.events.streams", streams, Set::size)
                .description("Readers of events as they come, by the admin API")
                .register(registry);
    }

    void addTo(Answers answers) {
        answers.withStream("streamEvents", this::begin).withStream("streamTenantEvents", this::begin);
    }

    private Future<Void> begin(Asked asked, RoutingContext request) {
        EventAnswers.requireOpen(journal);
        Long known = known(asked.header("Last-Event-ID"));
        String key = asked.key().name();
        requirePlace(key);
        EventStream stream = new EventStream(vertx, journal, asked.tenantIfAny(), key, request.response());
        streams.add(stream);
        request.addEndHandler(ended -> {
            stream.stop();
            streams.remove(stream);
        });
        return store.ask(() -> known == null ? stream.begin() : stream.resume(known));
    }

    private void requirePlace(String key) {
        if (isClosed) {
            throw ProblemException.retryable(ProblemType.UNAVAILABLE, "this presence-service ends", 1);
        } else if (streams.size() >= MOST) {
            throw ProblemException.retryable(
                    ProblemType.RATE_LIMITED, "%d read events here, and more can't".formatted(MOST), AGAIN_S);
        } else if (streams.stream().filter(stream -> stream.key().equals(key)).count() >= MOST_OF_KEY) {
            throw ProblemException.retryable(
                    ProblemType.RATE_LIMITED, "%d read events with this key".formatted(MOST_OF_KEY), AGAIN_S);
        }
    }

    private static @Nullable Long known(@Nullable String id) {
        if (id == null) {
            return null;
        } else if (id.isEmpty() || id.length() > MOST_DIGITS || !id.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw ProblemException.ofParameter("Last-Event-ID", "it is the id of an event, a number");
        }
        return Long.valueOf(id);
    }

    /** Nobody is let in any more, and those who read are sent away. */
    void close() {
        isClosed = true;
        streams.forEach(EventStream::end);
    }
}
