package io.chappe.gateway.cluster;

import io.chappe.core.bus.Notice;
import io.chappe.core.bus.PresenceAnswer;
import io.chappe.core.bus.PresenceRequest;
import io.chappe.core.bus.WireVersion;
import io.chappe.core.model.ErrorCode;
import io.chappe.core.model.NodeLife;
import io.chappe.gateway.room.RefusedException;
import io.chappe.node.logging.About;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What every gateway must know, as far as this one does. It asks when there is something newer, keeps what it knows while nobody
 * answers, and puts it back where the store has lost it. From any thread.
 */
final class NoticeBoard {
    private static final Logger LOG = LoggerFactory.getLogger(NoticeBoard.class);
    private static final int PAGE = 100;
    private static final long UNKNOWN = PresenceAnswer.Leased.UNKNOWN;
    /** Of a store that has never had one. */
    private static final long NONE = 0;

    /** For clocks that differ. */
    private static final long LONGER_MS = TimeUnit.MINUTES.toMillis(10);

    private final Function<PresenceRequest, Future<PresenceAnswer>> services;
    private final Supplier<@Nullable NodeLife> home;
    private final LongSupplier clock;
    private final List<NoticeReader> readers;
    private final Map<String, Notice> bySubject = new ConcurrentHashMap<>();
    private final AtomicInteger asked = new AtomicInteger();
    private volatile long version = NONE;
    private volatile boolean known;

    /**
     * @param services asks one
     * @param clock ms of the Unix epoch
     */
    NoticeBoard(
            Function<PresenceRequest, Future<PresenceAnswer>> services,
            Supplier<@Nullable NodeLife> home,
            LongSupplier clock,
            List<NoticeReader> readers) {
        this.services = services;
        this.home = home;
        this.clock = clock;
        this.readers = readers;
    }

    /** Whether all is known that there was when this gateway's lease began. */
    boolean isKnown() {
        return known;
    }

    /** The newest that there is has this version; as far as nodes of an older build are concerned there are none. */
    void newest(long newest) {
        if (newest == NONE || !WireVersion.hasNotices()) {
            known |= asked.get() == 0;
        } else if (newest != UNKNOWN && newest != version && asked.getAndIncrement() == 0) {
            ask();
        }
    }

    private void ask() {
        NodeLife life = home.get();
        if (life == null) {
            asked.set(0);
            return;
        }
        int answering = asked.get();
        services.apply(new PresenceRequest.NoticesAfter(life, version)).onComplete(answer -> {
            boolean more =
                    answer.succeeded() && answer.result() instanceof PresenceAnswer.Notified notified && take(notified);
            // What did not come is asked for with the next renewal of the lease.
            if (more || !asked.compareAndSet(answering, 0)) {
                ask();
            }
        });
    }

    /** Whether there are more. */
    private boolean take(PresenceAnswer.Notified notified) {
        forget();
        notified.notices().forEach(this::take);
        tell(NoticeReader::settled);
        version = notified.version();
        boolean more =
                notified.version() < notified.newest() && !notified.notices().isEmpty();
        known |= !more;
        return more;
    }

    private void take(Notice notice) {
        Notice old = bySubject.get(notice.subject());
        if (old == null || (old.writtenAt() <= notice.writtenAt() && !old.equals(notice))) {
            bySubject.put(notice.subject(), notice);
            tell(reader -> reader.written(notice));
        }
    }

    /** One that is not understood must not keep the others from coming. */
    private void tell(Consumer<NoticeReader> notice) {
        for (NoticeReader reader : readers) {
            try {
                notice.accept(reader);
            } catch (RuntimeException e) {
                // What it says may quote a tenant, with its secrets.
                About.thrown(LOG.atError(), e).log("a notice is not understood");
            }
        }
    }

    private void forget() {
        long now = clock.getAsLong() - LONGER_MS;
        List<Notice> over =
                bySubject.values().stream().filter(notice -> notice.isOver(now)).toList();
        for (Notice notice : over) {
            if (bySubject.remove(notice.subject(), notice)) {
                tell(reader -> reader.forgotten(notice));
            }
        }
    }

    /**
     * Lets every gateway know something; fails with a {@link RefusedException} where it may not be that long, where there are too
     * many, or for now.
     *
     * @param keep how long it is kept; 0 for ever
     */
    Future<Void> put(String subject, String content, Duration keep) {
        NodeLife life = home.get();
        if (life == null) {
            return RefusedException.future(ErrorCode.UNAVAILABLE, "no presence-service answers this gateway");
        } else if (!WireVersion.hasNotices()) {
            return RefusedException.future(
                    ErrorCode.UNAVAILABLE, "nodes of an older build are still there; update them first");
        }
        return services.apply(new PresenceRequest.PutNotice(life, subject, content, keep.toMillis()))
                .compose(answer -> answer instanceof PresenceAnswer.Refused refused
                        ? RefusedException.future(refused.code(), refused.message())
                        : Future.succeededFuture());
    }

    /** Puts all of it back; fails if that can't be done now. */
    Future<Void> restore(NodeLife life) {
        List<Notice> all = WireVersion.hasNotices() ? new ArrayList<>(bySubject.values()) : List.of();
        Future<Void> done = Future.succeededFuture();
        for (int from = 0; from < all.size(); from += PAGE) {
            List<Notice> page = all.subList(from, Math.min(from + PAGE, all.size()));
            done = done.compose(before -> services.apply(new PresenceRequest.RestoreNotices(life, page))
                    .compose(answer -> answer instanceof PresenceAnswer.Done
                            ? Future.succeededFuture()
                            : Future.failedFuture("it was not put back")));
        }
        return done;
    }
}
