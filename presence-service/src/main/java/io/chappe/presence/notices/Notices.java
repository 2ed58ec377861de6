package io.chappe.presence.notices;

import io.chappe.core.bus.Notice;
import io.chappe.core.bus.PresenceAnswer;
import io.chappe.core.bus.PresenceRequest;
import io.chappe.core.bus.WireVersion;
import io.chappe.core.model.ErrorCode;
import io.chappe.core.model.NodeId;
import io.chappe.presence.bus.Announcer;
import io.chappe.presence.store.NoticePut;
import io.chappe.presence.store.NoticeStore;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Takes what every gateway must know, and tells the gateways that there is something new. One that misses the word of it finds
 * the version in the answer to its next lease renewal, whichever service gives it.
 */
public final class Notices {
    /** Of the longest there can be, a page is well below a message's limit. */
    private static final int PAGE = 100;

    private static final long LOOK_MS = 1_000;

    private final Vertx vertx;
    private final NoticeStore store;
    private final Announcer announcer;
    private final Supplier<Set<NodeId>> gateways;
    private final AtomicLong newest = new AtomicLong(PresenceAnswer.Leased.UNKNOWN);

    /**
     * @param gateways that are in the cluster now
     */
    public Notices(Vertx vertx, NoticeStore store, Announcer announcer, Supplier<Set<NodeId>> gateways) {
        this.vertx = vertx;
        this.store = store;
        this.announcer = announcer;
        this.gateways = gateways;
    }

    /** Looks for what other services have taken; returns what ends that. */
    public Runnable watch() {
        long timer = vertx.setPeriodic(0, LOOK_MS, tick -> look());
        return () -> vertx.cancelTimer(timer);
    }

    /** Without the store gateways keep what they know; whether it answers is for the leases to tell. */
    private void look() {
        if (WireVersion.hasNotices()) {
            store.after(Math.max(0, newest.get()), 1).onSuccess(found -> newest.set(found.newest()));
        }
    }

    /** The version of the last one that this service knows of; {@link PresenceAnswer.Leased#UNKNOWN} before it has looked. */
    public long newest() {
        return newest.get();
    }

    /**
     * Writes one, and tells the gateways.
     *
     * @param keep how long it is kept; 0 for ever
     * @return false where there are too many subjects
     */
    public Future<Boolean> put(String subject, String content, Duration keep) {
        IllegalArgumentException fault = fault(content);
        if (fault != null) {
            return Future.failedFuture(fault);
        }
        return store.put(subject, content, keep).map(version -> {
            if (version == null) {
                return false;
            }
            tell(version);
            return true;
        });
    }

    /** Writes one if what is there is what whoever writes it knows, and tells the gateways; see {@link NoticeStore#replace}. */
    Future<NoticePut> replace(String subject, String content, Duration keep, long known) {
        IllegalArgumentException fault = fault(content);
        if (fault != null) {
            return Future.failedFuture(fault);
        }
        return store.replace(subject, content, keep, known).onSuccess(put -> {
            if (put.outcome() == NoticePut.Outcome.WRITTEN) {
                tell(put.version());
            }
        });
    }

    private static @Nullable IllegalArgumentException fault(String content) {
        if (content.length() > Notice.LONGEST_CONTENT) {
            return new IllegalArgumentException("longer than " + Notice.LONGEST_CONTENT);
        }
        return WireVersion.hasNotices()
                ? null
                : new IllegalArgumentException("nodes of an older build are still there; update them first");
    }

    private void tell(long version) {
        newest.accumulateAndGet(version, Math::max);
        announcer.noticed(version, gateways.get());
    }

    /** The same for a gateway. */
    public Future<PresenceAnswer> put(PresenceRequest.PutNotice wanted) {
        if (wanted.content().length() > Notice.LONGEST_CONTENT) {
            return tooLarge("it must be at most " + Notice.LONGEST_CONTENT + " characters");
        }
        return put(wanted.subject(), wanted.content(), Duration.ofMillis(wanted.keepMs()))
                .compose(
                        put -> put
                                ? Future.succeededFuture(new PresenceAnswer.Done())
                                : tooLarge(
                                        "there are " + NoticeStore.MOST
                                                + " tenants and revocations, and can be no more; those that are removed count for a while"));
    }

    private static Future<PresenceAnswer> tooLarge(String message) {
        return Future.succeededFuture(new PresenceAnswer.Refused(ErrorCode.TOO_LARGE, message));
    }

    public Future<PresenceAnswer> after(PresenceRequest.NoticesAfter known) {
        return store.after(known.version(), PAGE)
                .map(found -> new PresenceAnswer.Notified(found.notices(), found.version(), found.newest()));
    }

    public Future<PresenceAnswer> restore(PresenceRequest.RestoreNotices known) {
        return store.restore(known.notices()).map(new PresenceAnswer.Done());
    }
}
