package io.chappe.presence.webhooks;

import io.chappe.core.model.TenantId;
import io.chappe.presence.events.EventJournal;
import io.chappe.presence.events.EventsConfig;
import io.chappe.presence.notices.TenantRegister;
import io.chappe.presence.store.JournalStore;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells tenants' servers what happens: at least once, in the order of the tenant's events, and whichever services die. Who writes
 * an event looks at once for what there is to tell; a slow look of every service finds what a dead one has left. On the event loop
 * on which it was made.
 */
public final class Webhooks {
    private static final Logger LOG = LoggerFactory.getLogger(Webhooks.class);

    /** Of webhooks that work, and again half as many of those that fail: these are slow, and must not be in the way. */
    private static final int MOST_UNDER_WAY = 200;

    private static final int MOST_UNDER_WAY_FAILING = 100;
    private static final long CLOSE_MS = 5_000;
    private static final long CLOSE_LOOK_MS = 50;

    private final Vertx vertx;
    private final Context context;
    private final Targets targets;
    private final Sending sending;
    private final Desk desk;
    private final Map<HookKey, Sender> senders = new HashMap<>();
    private final Set<TenantId> woken = new HashSet<>();
    private long scans;
    private boolean isScanning;
    private boolean isClosed;

    /**
     * @param newest see {@link io.chappe.presence.notices.Notices#newest}
     */
    public Webhooks(
            Vertx vertx,
            JournalStore journals,
            TenantRegister tenants,
            LongSupplier newest,
            Settings settings,
            MeterRegistry registry) {
        this.vertx = vertx;
        this.context = vertx.getOrCreateContext();
        HookMeters meters = new HookMeters(registry);
        HookJournals own = new HookJournals(journals);
        targets = new Targets(settings.webhooks);
        EventJournal events = new EventJournal(journals, settings.events);
        sending = new Sending(
                vertx,
                settings.webhooks,
                new Directory(tenants, newest),
                own,
                new Backlog(events, own, settings.events.keptFor()),
                new Courier(vertx, targets, new HttpClientOptions(), MOST_UNDER_WAY + MOST_UNDER_WAY_FAILING),
                new Places(MOST_UNDER_WAY, meters.waiting()),
                new Places(MOST_UNDER_WAY_FAILING, meters.waiting()),
                meters,
                UUID.randomUUID().toString(),
                new AtomicLong());
        desk = new Desk(sending);
    }

    /** What operators set. */
    public record Settings(EventsConfig events, WebhooksConfig webhooks) {}

    /** Looks for what others have left; returns what ends that. */
    public Runnable watch() {
        if (!sending.backlog().isOpen()) {
            return () -> {};
        }
        long timer = vertx.setPeriodic(sending.config().scan().toMillis(), tick -> context.runOnContext(now -> scan()));
        return () -> vertx.cancelTimer(timer);
    }

    private void scan() {
        if (isScanning || isClosed) {
            return;
        }
        isScanning = true;
        scans++;
        sending.directory().each(tenant -> wake(tenant, true)).onComplete(done -> {
            isScanning = false;
            if (done.failed()) {
                sending.meters().disturbed();
            } else {
                senders.values().removeIf(sender -> sender.isForgotten(scans));
            }
        });
    }

    /** This service has written events of a tenant. */
    public void wake(TenantId tenant) {
        context.runOnContext(now -> {
            if (!isClosed && woken.add(tenant)) {
                wake(tenant, false);
            }
        });
    }

    private void wake(TenantId tenant, boolean isScan) {
        sending.directory().webhooks(tenant).onComplete(found -> {
            woken.remove(tenant);
            if (found.failed()) {
                // The slow look finds them.
                sending.meters().disturbed();
                return;
            } else if (isClosed) {
                return;
            }
            found.result().stream().filter(webhook -> webhook.enabled()).forEach(webhook -> {
                Sender sender = senders.computeIfAbsent(
                        new HookKey(tenant, webhook.id()), key -> new Sender(sending, key, scans));
                if (isScan) {
                    sender.look(scans);
                } else {
                    sender.wake();
                }
            });
        });
    }

    /** Why a webhook may not have this address; empty if it may. */
    public Optional<String> fault(String url) {
        return targets.fault(url);
    }

    /** One that is new is told what happens from now on. */
    public Future<Void> begin(TenantId tenant, String id) {
        return sending.backlog()
                .newest(tenant)
                .compose(newest -> sending.journals()
                        .write(
                                new HookKey(tenant, id),
                                newest == null ? Ledger.start(0, 0) : Ledger.start(newest.number(), newest.at())))
                .mapEmpty();
    }

    /** One that was changed need not wait for what has failed before. */
    public Future<Void> refresh(TenantId tenant, String id) {
        return sending.journals()
                .write(new HookKey(tenant, id), Ledger.fresh())
                .onSuccess(written -> context.runOnContext(now -> wake(tenant, true)))
                .mapEmpty();
    }

    /** Lets dead letters up to a number be told again; returns that of the last one, 0 for none. */
    public Future<Long> replay(TenantId tenant, String id, long upTo) {
        return desk.replay(new HookKey(tenant, id), upTo)
                .onSuccess(ordered -> context.runOnContext(now -> wake(tenant, true)));
    }

    public Desk desk() {
        return desk;
    }

    /** Begins nothing more, and lets what is under way end for a while. */
    public Future<Void> close() {
        return Future.future(closed -> context.runOnContext(now -> end().onComplete(closed)));
    }

    private Future<Void> end() {
        isClosed = true;
        senders.values().forEach(Sender::close);
        Promise<Void> quiet = Promise.promise();
        await(quiet, System.nanoTime());
        return quiet.future()
                .compose(now ->
                        Future.join(senders.values().stream().map(Sender::end).toList()))
                .transform(left -> {
                    if (left.failed()) {
                        LOG.debug("webhooks are held until others believe this one dead", left.cause());
                    }
                    return sending.courier().close();
                });
    }

    private void await(Promise<Void> quiet, long begun) {
        boolean isLate = System.nanoTime() - begun > CLOSE_MS * 1_000_000;
        if (isLate || senders.values().stream().noneMatch(Sender::isPosting)) {
            quiet.complete();
        } else {
            vertx.setTimer(CLOSE_LOOK_MS, look -> await(quiet, begun));
        }
    }
}
