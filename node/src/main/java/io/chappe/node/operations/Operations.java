package io.chappe.node.operations;

import io.chappe.node.config.ListenAddress;
import io.chappe.node.config.OperationsConfig;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * The operations port of a node:
 *
 * <ul>
 *   <li>{@code GET /health/live}: 200 while every event loop turns, else 503. It depends on nothing outside the process,
 *       so that no trouble elsewhere makes an orchestrator kill it.
 *   <li>{@code GET /health/ready}: 200 when every check of {@link Health} holds, else 503 with those that do not.
 *   <li>{@code GET /health}: the same as {@code /health/ready}.
 *   <li>{@code GET /metrics}: all meters, in Prometheus' text format.
 *   <li>{@code GET /}: what there is, a line each.
 *   <li>the commands that the node's parts have added.
 * </ul>
 */
public final class Operations {
    private static final Set<HttpMethod> READING = Set.of(HttpMethod.GET, HttpMethod.HEAD);
    private static final int IDLE_TIMEOUT_S = 30;

    /** With this property messages may be left uncounted by a command, to see in one process what counting costs. */
    private static final String SWITCH = "chappe.metrics.switch";

    private final PrometheusMeterRegistry metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final ProcessMeters process = new ProcessMeters();
    private final Health health = new Health();
    private final EventLoopPulse pulse = new EventLoopPulse();
    private final Commands commands;
    private final HttpServer server;

    private Operations(Vertx vertx, OperationsConfig config) {
        this.commands = new Commands(config);
        process.bindTo(metrics);
        pulse.bindTo(metrics);
        Gauge.builder("chappe.ready", health, checks -> checks.problems().isEmpty() ? 1 : 0)
                .description("1 while this node is ready, as its /health/ready says")
                .register(metrics);
        if (Boolean.getBoolean(SWITCH)) {
            addCommand(HttpMethod.POST, "/metrics/messages", Operations::count);
        }
        this.server = vertx.createHttpServer(new HttpServerOptions()
                        .setHttp2ClearTextEnabled(false)
                        .setIdleTimeout(IDLE_TIMEOUT_S)
                        .setIdleTimeoutUnit(TimeUnit.SECONDS))
                .requestHandler(this::answer);
    }

    /**
     * Opens the port. Not for an event loop.
     *
     * @param eventLoops how many the node has: it lives when all of them do
     * @throws io.chappe.node.config.ConfigException when the port is taken or the host not this machine's
     */
    public static Future<Operations> start(Vertx vertx, int eventLoops, OperationsConfig config) {
        ListenAddress.requireFree(config.host(), config.port(), "operations.port");
        Operations operations = new Operations(vertx, config);
        return operations
                .pulse
                .start(vertx, eventLoops)
                .compose(beating -> operations.server.listen(config.port(), config.host()))
                .map(operations);
    }

    private static Future<JsonObject> count(MultiMap parameters) {
        MessageCounter.setCounting(Boolean.parseBoolean(parameters.get("counted")));
        return Future.succeededFuture(new JsonObject().put("counted", MessageCounter.isCounting()));
    }

    public Health health() {
        return health;
    }

    public MeterRegistry metrics() {
        return metrics;
    }

    /**
     * Adds a command.
     *
     * @param path may end with a part that varies, such as {@code /tenants/{name}}, which is a parameter then
     * @param command takes the parameters; runs on an event loop. An {@link IllegalArgumentException} or a
     *     {@link CommandException}, thrown or as its failure, is answered to the operator
     */
    public void addCommand(HttpMethod method, String path, Function<MultiMap, Future<JsonObject>> command) {
        commands.add(new Command(method, path, false, (parameters, nothing) -> command.apply(parameters)));
    }

    /**
     * Adds a command that is sent something.
     *
     * @param command takes the parameters and what was sent, as text; otherwise like one that is sent nothing
     */
    public void addCommand(HttpMethod method, String path, BiFunction<MultiMap, String, Future<JsonObject>> command) {
        commands.add(new Command(method, path, true, command));
    }

    /** The port it listens on, also when the configuration said 0. */
    public int port() {
        return server.actualPort();
    }

    public Future<Void> close() {
        process.close();
        return server.close().onComplete(closed -> metrics.close());
    }

    private void answer(HttpServerRequest request) {
        if (commands.answer(request)) {
            return;
        }
        if (!READING.contains(request.method())) {
            request.response()
                    .setStatusCode(405)
                    .putHeader("Allow", "GET, HEAD")
                    .end();
            return;
        }
        switch (request.path() == null ? "" : request.path()) {
            case "/health/live" ->
                status(request, pulse.isRegular() ? Map.of() : Map.of("event-loops", "one is stuck"));
            case "/health/ready", "/health" -> status(request, health.problems());
            case "/metrics" ->
                request.response()
                        .putHeader("Content-Type", "text/plain; version=0.0.4; charset=utf-8")
                        .end(metrics.scrape());
            case "/" -> list(request, 200);
            default -> list(request, 404);
        }
    }

    private void list(HttpServerRequest request, int status) {
        StringBuilder lines = new StringBuilder("GET /health/live\nGET /health/ready\nGET /metrics\n");
        commands.names().forEach(name -> lines.append(name).append('\n'));
        request.response()
                .setStatusCode(status)
                .putHeader("Content-Type", "text/plain; charset=utf-8")
                .end(lines.toString());
    }

    private static void status(HttpServerRequest request, Map<String, String> problems) {
        JsonObject body = new JsonObject().put("status", problems.isEmpty() ? "ok" : "failing");
        if (!problems.isEmpty()) {
            JsonObject failing = new JsonObject();
            problems.forEach(failing::put);
            body.put("failing", failing);
        }
        request.response()
                .setStatusCode(problems.isEmpty() ? 200 : 503)
                .putHeader("Content-Type", "application/json")
                .putHeader("Cache-Control", "no-store")
                .end(body.encode());
    }
}
