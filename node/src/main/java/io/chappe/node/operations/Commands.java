package io.chappe.node.operations;

import io.chappe.node.config.OperationsConfig;
import io.chappe.node.config.Secret;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What an operator may tell a node to do. With a key in the configuration it must be shown; without one only a port on
 * loopback takes commands.
 */
final class Commands {
    private static final Logger LOG = LoggerFactory.getLogger(Commands.class);

    private record Name(HttpMethod method, String path) {}

    private final Map<Name, Function<MultiMap, Future<JsonObject>>> byName = new ConcurrentHashMap<>();
    private final @Nullable Secret key;
    private final boolean loopback;

    Commands(OperationsConfig config) {
        this.key = config.key();
        this.loopback = isLoopback(config.host());
    }

    private static boolean isLoopback(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    void add(HttpMethod method, String path, Function<MultiMap, Future<JsonObject>> command) {
        byName.put(new Name(method, path), command);
    }

    /** Method and path of each, in the order of the paths. */
    List<String> names() {
        return byName.keySet().stream()
                .sorted(Comparator.comparing(Name::path)
                        .thenComparing(name -> name.method().name()))
                .map(name -> name.method() + " " + name.path())
                .toList();
    }

    /** Whether there is such a command; if so, it is run, or refused. */
    boolean answer(HttpServerRequest request) {
        Function<MultiMap, Future<JsonObject>> command =
                byName.get(new Name(request.method(), String.valueOf(request.path())));
        if (command == null) {
            return false;
        }
        if (isAllowed(request)) {
            run(request, command);
        } else if (key == null) {
            answer(request, 403, problem("set operations.key to take commands off loopback, and send it along"));
        } else {
            request.response().putHeader("WWW-Authenticate", "Bearer");
            answer(request, 401, problem("send Authorization: Bearer and the operations.key"));
        }
        return true;
    }

    private boolean isAllowed(HttpServerRequest request) {
        if (key == null) {
            return loopback;
        }
        String shown = request.getHeader("Authorization");
        return shown != null && MessageDigest.isEqual(bytes(shown), bytes("Bearer " + key.value()));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static void run(HttpServerRequest request, Function<MultiMap, Future<JsonObject>> command) {
        Future<JsonObject> answer;
        try {
            answer = command.apply(request.params());
        } catch (IllegalArgumentException e) {
            answer(request, 400, problem(String.valueOf(e.getMessage())));
            return;
        }
        if (!request.method().equals(HttpMethod.GET)) {
            LOG.info("{} {} by {}", request.method(), request.uri(), request.remoteAddress());
        }
        answer.onSuccess(body -> answer(request, 200, body)).onFailure(failure -> {
            if (failure instanceof IllegalArgumentException) {
                answer(request, 400, problem(String.valueOf(failure.getMessage())));
                return;
            }
            LOG.error("{} {} failed", request.method(), request.path(), failure);
            answer(request, 500, problem("it failed; the log says why"));
        });
    }

    private static JsonObject problem(String text) {
        return new JsonObject().put("error", text);
    }

    private static void answer(HttpServerRequest request, int status, JsonObject body) {
        request.response()
                .setStatusCode(status)
                .putHeader("Content-Type", "application/json")
                .putHeader("Cache-Control", "no-store")
                .end(body.encode() + "\n");
    }
}
