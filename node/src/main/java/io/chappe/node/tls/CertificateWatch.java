package io.chappe.node.tls;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.core.net.ServerSSLOptions;
import io.vertx.core.shareddata.LocalMap;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives a listener the certificate that is on disk now: new handshakes use it, old sockets stay. Reads the files every
 * few seconds and compares what is in them, since an orchestrator swaps links and changes no time stamp. Bad files keep
 * the old certificate.
 */
public final class CertificateWatch {
    public static final Duration INTERVAL = Duration.ofSeconds(2);

    private static final Logger LOG = LoggerFactory.getLogger(CertificateWatch.class);

    private final Vertx vertx;
    private final HttpServer server;
    private final CertificateFiles files;
    private final CertificateMeters meters;
    private KeyCertOptions current;
    private @Nullable String lastProblem;
    private long timer;
    private boolean stopped;

    private CertificateWatch(
            Vertx vertx, HttpServer server, CertificateFiles files, KeyCertOptions current, CertificateMeters meters) {
        this.vertx = vertx;
        this.server = server;
        this.files = files;
        this.current = current;
        this.meters = meters;
    }

    /**
     * Starts to watch, if no other event loop does so for this port: all of them share one TLS context.
     *
     * @param current what the server started with
     */
    public static Optional<CertificateWatch> start(
            Vertx vertx, HttpServer server, CertificateFiles files, KeyCertOptions current, CertificateMeters meters) {
        if (watched(vertx).putIfAbsent(server.actualPort(), true) != null) {
            return Optional.empty();
        }
        CertificateWatch watch = new CertificateWatch(vertx, server, files, current, meters);
        meters.ends(server.actualPort(), files::endsAt);
        watch.checkLater();
        return Optional.of(watch);
    }

    private static LocalMap<Integer, Boolean> watched(Vertx vertx) {
        return vertx.sharedData().getLocalMap(CertificateWatch.class.getName());
    }

    /** Ends it. */
    public void stop() {
        stopped = true;
        vertx.cancelTimer(timer);
        watched(vertx).remove(server.actualPort());
    }

    private void checkLater() {
        if (!stopped) {
            timer = vertx.setTimer(INTERVAL.toMillis(), id -> check().onComplete(checked -> checkLater()));
        }
    }

    private Future<Void> check() {
        return vertx.executeBlocking(() -> files.read(current), false)
                .compose(this::use)
                .recover(this::keep);
    }

    private Future<Void> use(KeyCertOptions read) {
        lastProblem = null;
        if (read.equals(current)) {
            return Future.succeededFuture();
        }
        return server.updateSSLOptions(TlsTerms.of(read, new ServerSSLOptions()))
                .onSuccess(changed -> {
                    current = read;
                    LOG.info("certificate reloaded: {}", files);
                    meters.reloaded();
                })
                .mapEmpty();
    }

    private Future<Void> keep(Throwable problem) {
        String sentence = String.valueOf(problem.getMessage());
        if (!sentence.equals(lastProblem)) {
            lastProblem = sentence;
            LOG.error("keeping the old certificate: {}", sentence);
            meters.refused();
        }
        return Future.succeededFuture();
    }
}
