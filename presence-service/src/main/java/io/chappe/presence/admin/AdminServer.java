package io.chappe.presence.admin;

import io.chappe.node.config.ConfigException;
import io.chappe.node.tls.CertificateFiles;
import io.chappe.node.tls.CertificateMeters;
import io.chappe.node.tls.CertificateWatch;
import io.chappe.node.tls.TlsTerms;
import io.chappe.presence.store.Stores;
import io.chappe.presence.webhooks.Webhooks;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.KeyCertOptions;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The port of the admin API. On one event loop. */
public final class AdminServer {
    private static final Logger LOG = LoggerFactory.getLogger(AdminServer.class);
    private static final int IDLE_TIMEOUT_S = 30;
    private static final int CLOSE_LIMIT_S = 5;

    private final HttpServer server;
    private final EventStreams streams;
    private final Optional<CertificateWatch> certificate;

    private AdminServer(HttpServer server, EventStreams streams, Optional<CertificateWatch> certificate) {
        this.server = server;
        this.streams = streams;
        this.certificate = certificate;
    }

    /**
     * Opens the port.
     *
     * @return fails with a {@link ConfigException}, one line for the operator, when the port is taken or the certificate is of no
     *     use
     */
    public static Future<AdminServer> start(
            Vertx vertx, AdminConfig config, Controlled controlled, MeterRegistry registry) {
        StoreAccess store = new StoreAccess(controlled.view());
        Audit audit = new Audit(controlled.stores().journals(), store);
        EventStreams streams = new EventStreams(vertx, controlled.events(), store, registry);
        Answers answers = answers(vertx, controlled, store);
        streams.addTo(answers);
        AdminRouter router = new AdminRouter(vertx, answers, audit);
        Access access = new Access(config, System::nanoTime);
        return Contract.load(vertx)
                .compose(contract -> open(vertx, config, router.router(contract, access, registry), streams, registry));
    }

    private static Answers answers(Vertx vertx, Controlled controlled, StoreAccess store) {
        Stores stores = controlled.stores();
        Answers answers = new Answers();
        KeyAnswers.addTo(answers);
        new NodeAnswers(stores.leases(), store, controlled.membership()).addTo(answers);
        new NodeOrders(vertx.eventBus(), controlled.membership()).addTo(answers);
        RoomAnswers rooms = new RoomAnswers(stores.rooms(), store);
        rooms.addTo(answers);
        new ServerSignals(stores.rooms(), store, vertx.eventBus()).addTo(answers);
        new RoomChanges(controlled.moderations(), rooms, store).addTo(answers);
        new PeerAnswers(stores.peers(), controlled.peers(), store).addTo(answers);
        new TokenRevocations(controlled.revocations(), store).addTo(answers);
        new TokenMint(controlled.tenants(), store).addTo(answers);
        TenantEdits edits = new TenantEdits(
                controlled.tenants(), store, new WebhookChanges(controlled.webhooks(), store), controlled.lease());
        new Tenants(controlled.tenants(), edits, store).addTo(answers);
        Repeats repeats = new Repeats(stores.journals(), store);
        new TokenKeys(edits, repeats).addTo(answers);
        Webhooks webhooks = controlled.webhooks();
        new WebhookTerms(edits, repeats, webhooks.desk(), controlled.tenants(), store).addTo(answers);
        new WebhookAnswers(webhooks, controlled.tenants(), store).addTo(answers);
        new AuditAnswers(stores.journals(), store).addTo(answers);
        new EventAnswers(controlled.events(), store).addTo(answers);
        new CallAnswers(controlled.calls(), store).addTo(answers);
        new UsageAnswers(stores.usage(), controlled.busy(), store, System::currentTimeMillis).addTo(answers);
        return answers;
    }

    private static Future<AdminServer> open(
            Vertx vertx,
            AdminConfig config,
            Handler<HttpServerRequest> requests,
            EventStreams streams,
            MeterRegistry registry) {
        Optional<CertificateFiles> files =
                Optional.ofNullable(config.certificate()).map(CertificateFiles::new);
        return read(vertx, files)
                .compose(pair -> listen(vertx, config, pair, requests)
                        .map(server -> new AdminServer(server, streams, watch(vertx, server, files, pair, registry))))
                .onSuccess(open -> LOG.info(
                        "admin API on {}://{}:{}/admin/v1",
                        files.isPresent() ? "https" : "http",
                        config.host(),
                        open.port()));
    }

    private static Future<Optional<KeyCertOptions>> read(Vertx vertx, Optional<CertificateFiles> files) {
        return files.isEmpty()
                ? Future.succeededFuture(Optional.empty())
                : vertx.executeBlocking(() -> Optional.of(files.get().read(null)))
                        .recover(problem ->
                                Future.failedFuture(new ConfigException("admin.certificate: " + problem.getMessage())));
    }

    private static Future<HttpServer> listen(
            Vertx vertx, AdminConfig config, Optional<KeyCertOptions> pair, Handler<HttpServerRequest> handler) {
        HttpServerOptions options = new HttpServerOptions()
                .setHttp2ClearTextEnabled(false)
                .setIdleTimeout(IDLE_TIMEOUT_S)
                .setIdleTimeoutUnit(TimeUnit.SECONDS);
        pair.ifPresent(
                certificate -> TlsTerms.of(certificate, options.setSsl(true).getSslOptions()));
        return vertx.createHttpServer(options)
                .requestHandler(handler)
                .listen(config.port(), config.host())
                .recover(problem -> Future.failedFuture(
                        new ConfigException("cannot listen on %s port %d (%s): end what has it, or set admin.port"
                                .formatted(config.host(), config.port(), problem.getMessage()))));
    }

    private static Optional<CertificateWatch> watch(
            Vertx vertx,
            HttpServer server,
            Optional<CertificateFiles> files,
            Optional<KeyCertOptions> pair,
            MeterRegistry registry) {
        return files.flatMap(
                on -> CertificateWatch.start(vertx, server, on, pair.orElseThrow(), new CertificateMeters(registry)));
    }

    /** The port it listens on, also when the configuration said 0. */
    public int port() {
        return server.actualPort();
    }

    /** Takes no more, and lets what is under way end. */
    public Future<Void> close() {
        certificate.ifPresent(CertificateWatch::stop);
        streams.close();
        return server.shutdown(CLOSE_LIMIT_S, TimeUnit.SECONDS);
    }
}
