package io.chappe.client;

import io.vertx.core.Context;
import io.vertx.core.http.WebSocket;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A WebSocket of Vert.x. That takes no new handlers once it is closed, so it gets these, once. */
final class VertxLine implements Line {
    private static final int NO_CLOSE_FRAME = 1006;
    /** Of characters; a close frame has room for 123 bytes (RFC 6455 section 5.5). */
    private static final int MAX_REASON = 40;

    private final Context loop;
    private final WebSocket socket;
    private Consumer<String> onText = text -> {};
    private Consumer<Closed> onClose = closed -> {};
    private @Nullable Closed ended;

    /** On the socket's event loop, before it has read anything. */
    VertxLine(Context loop, WebSocket socket) {
        this.loop = loop;
        this.socket = socket;
        socket.textMessageHandler(text -> onText.accept(text))
                .closeHandler(v -> onEnd())
                // The close handler says all that there is to know.
                .exceptionHandler(e -> {});
    }

    private void onEnd() {
        Short code = socket.closeStatusCode();
        String reason = socket.closeReason();
        ended = new Closed(code == null ? NO_CLOSE_FRAME : code, reason == null ? "" : reason);
        onClose.accept(ended);
    }

    @Override
    public void send(String text) {
        if (ended == null) {
            socket.writeTextMessage(text).onFailure(e -> socket.close());
        }
    }

    @Override
    public void close(int code, String reason) {
        if (ended == null) {
            // It fails where the socket is about to close.
            socket.close((short) code, reason.substring(0, Math.min(reason.length(), MAX_REASON)))
                    .otherwiseEmpty();
        }
    }

    @Override
    public void handlers(Consumer<String> text, Consumer<Closed> close) {
        onText = text;
        onClose = close;
        Closed before = ended;
        if (before != null) {
            loop.runOnContext(v -> close.accept(before));
        }
    }

    @Override
    public void pause() {
        socket.pause();
    }

    @Override
    public void resume() {
        socket.resume();
    }
}
