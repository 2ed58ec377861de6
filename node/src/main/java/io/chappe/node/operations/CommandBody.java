package io.chappe.node.operations;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** What a command is sent. */
final class CommandBody {
    private static final int MOST_BYTES = 64 << 10;
    private static final int LIMIT_S = 10;

    private final Buffer received = Buffer.buffer();
    private final Promise<String> whole = Promise.promise();

    private CommandBody() {}

    /** All of it; fails with a {@link CommandException} for one that is too long, or does not come. */
    static Future<String> read(HttpServerRequest request) {
        CommandBody body = new CommandBody();
        request.handler(body::receive)
                .endHandler(end -> body.whole.tryComplete(body.received.toString(StandardCharsets.UTF_8)))
                .exceptionHandler(body.whole::tryFail);
        return body.whole
                .future()
                .timeout(LIMIT_S, TimeUnit.SECONDS)
                .recover(cause -> Future.failedFuture(
                        cause instanceof TimeoutException
                                ? new CommandException(408, "what was sent did not come within " + LIMIT_S + "s")
                                : cause));
    }

    /** The rest of one that is too long is read and let go: its sender sees the answer when all of it is sent. */
    private void receive(Buffer part) {
        if (received.length() + part.length() <= MOST_BYTES) {
            received.appendBuffer(part);
        } else {
            whole.tryFail(new CommandException(413, "what is sent must be at most " + MOST_BYTES + " bytes"));
        }
    }
}
