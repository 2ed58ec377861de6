package io.chappe.gateway.listener;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A client that behaves, and that must not notice what others do: sends, gets its echo, sends again. */
final class Bystander implements AutoCloseable {
    private static final long PAUSE_MS = 2;
    private final CompletableFuture<Integer> ended = new CompletableFuture<>();
    private final RawSocket socket;
    private volatile boolean leaving;

    Bystander(int port) throws IOException {
        socket = RawSocket.open(port);
        Thread thread = new Thread(this::talk, "bystander");
        thread.setDaemon(true);
        thread.start();
    }

    private void talk() {
        try {
            int sent = 0;
            while (!leaving) {
                String text = "message " + sent++;
                socket.send(RawSocket.text(text));
                assertThat(socket.frame().text()).isEqualTo(text);
                TimeUnit.MILLISECONDS.sleep(PAUSE_MS);
            }
            ended.complete(sent);
        } catch (Throwable e) {
            ended.completeExceptionally(e);
        }
    }

    /** How many messages came back; throws if one did not. */
    int leave() throws Exception {
        leaving = true;
        return ended.get(10, TimeUnit.SECONDS);
    }

    @Override
    public void close() throws IOException {
        leaving = true;
        socket.close();
    }
}
