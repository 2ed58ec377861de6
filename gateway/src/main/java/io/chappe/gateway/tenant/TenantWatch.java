package io.chappe.gateway.tenant;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the tenants as their file has them. Reads it every two seconds and compares what is in it, since an orchestrator swaps
 * links and changes no time stamp. A bad file keeps the tenants that are there.
 */
public final class TenantWatch {
    private static final Duration INTERVAL = Duration.ofSeconds(2);
    private static final Logger LOG = LoggerFactory.getLogger(TenantWatch.class);

    private final Vertx vertx;
    private final Path file;
    private final Tenants tenants;
    private final Runnable afterwards;
    private final Counter reloaded;
    private @Nullable TenantsFile current;
    private volatile @Nullable String problem;

    private TenantWatch(Vertx vertx, Path file, Tenants tenants, Runnable afterwards, MeterRegistry meters) {
        this.vertx = vertx;
        this.file = file;
        this.tenants = tenants;
        this.afterwards = afterwards;
        this.reloaded = Counter.builder("chappe.tenants.reloaded")
                .description("Times that the file of tenants was taken")
                .register(meters);
        Gauge.builder("chappe.tenants.refused", () -> problem == null ? 0 : 1)
                .tag("source", "file")
                .description("1 while the file of tenants is not taken, because something in it is wrong")
                .register(meters);
    }

    /**
     * Reads the file for the first time, and from then on for the life of the process; fails if it can't be used at first.
     *
     * @param afterwards runs after each look, on the caller's context
     */
    public static Future<Void> start(
            Vertx vertx, Path file, Tenants tenants, Runnable afterwards, MeterRegistry meters) {
        TenantWatch watch = new TenantWatch(vertx, file, tenants, afterwards, meters);
        return watch.read().onSuccess(first -> watch.lookLater());
    }

    private void lookLater() {
        vertx.setTimer(
                INTERVAL.toMillis(),
                due -> read().recover(this::keep).onComplete(looked -> {
                    lookLater();
                    afterwards.run();
                }));
    }

    private Future<Void> read() {
        return vertx.executeBlocking(() -> TenantsFile.read(file)).compose(read -> {
            use(read);
            return Future.succeededFuture();
        });
    }

    private void use(TenantsFile read) {
        if (!read.equals(current)) {
            tenants.replaceListed(read.tenants());
            current = read;
            reloaded.increment();
            LOG.info("{} tenants read from {}", read.tenants().size(), file);
        }
        problem = null;
    }

    private Future<Void> keep(Throwable cause) {
        String sentence = String.valueOf(cause.getMessage());
        if (!sentence.equals(problem)) {
            problem = sentence;
            LOG.error("keeping the tenants that are there: {}", sentence);
        }
        return Future.succeededFuture();
    }
}
