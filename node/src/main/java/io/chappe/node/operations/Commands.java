package io.chappe.node.operations;

import io.chappe.node.config.OperationsConfig;
import io.chappe.node.config.Secret;
import io.chappe.node.logging.About;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What an operator may tell a node to do. With a key in the configuration it must be shown; without one only a port on
 * loopback takes commands.
 */
final class Commands {
    private static final Logger LOG = LoggerFactory.getLogger(Commands.class);

    private final List<Command> all = new CopyOnWriteArrayList<>();
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

    void add(Command command) {
        all.add(command);
    }

    /** Method and path of each, in the order of the paths. */
    List<String> names() {
        return all.stream()
                .sorted(Comparator.comparing(Command::path)
                        .thenComparing(command -> command.method().name()))
                .map(Command::name)
                .toList();
    }

    /** Whether there is such a command; if so, it is run, or refused. */
    boolean answer(HttpServerRequest request) {
        Optional<Command> command =
                all.stream().filter(known -> known.isFor(request)).findFirst();
        if (command.isEmpty()) {
            return false;
        }
        if (isAllowed(request)) {
            run(request, command.get());
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

    private static void run(HttpServerRequest request, Command command) {
        Future<String> sent = command.isSent() ? CommandBody.read(request) : Future.succeededFuture("");
        sent.compose(text -> {
                    Future<JsonObject> answer = command.work().apply(command.parameters(request), text);
                    if (!request.method().equals(HttpMethod.GET)) {
                        About.address(LOG.atInfo(), request.remoteAddress().hostAddress())
                                .log("{} {}", request.method(), request.uri());
                    }
                    return answer;
                })
                .onSuccess(body -> answer(request, 200, body))
                .onFailure(failure -> refuse(request, failure));
    }

    private static void refuse(HttpServerRequest request, Throwable failure) {
        if (failure instanceof CommandException refused) {
            Long retryAfterS = refused.retryAfterS();
            if (retryAfterS != null) {
                request.response().putHeader("Retry-After", retryAfterS.toString());
            }
            answer(request, refused.status(), problem(String.valueOf(failure.getMessage())));
        } else if (failure instanceof IllegalArgumentException) {
            answer(request, 400, problem(String.valueOf(failure.getMessage())));
        } else {
            LOG.error("{} {} failed", request.method(), request.path(), failure);
            answer(request, 500, problem("it failed; the log says why"));
        }
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
