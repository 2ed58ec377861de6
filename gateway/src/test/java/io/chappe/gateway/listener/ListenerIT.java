package io.chappe.gateway.listener;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ListenerIT {
    @Test
    void echoesWhatItIsSentAndClosesWithTheClient() throws Exception {
        try (RunningListener listener = RunningListener.plain("", EchoAdapter::new)) {
            // Given
            Recorder recorder = new Recorder();
            WebSocket socket = HttpClient.newHttpClient()
                    .newWebSocketBuilder()
                    .subprotocols("echo")
                    .connectTimeout(Duration.ofSeconds(5))
                    .buildAsync(URI.create("ws://127.0.0.1:" + listener.port() + "/echo"), recorder)
                    .get(5, TimeUnit.SECONDS);

            // When
            socket.sendText("hällo", true).get(5, TimeUnit.SECONDS);

            // Then
            assertThat(recorder.text.get(5, TimeUnit.SECONDS)).isEqualTo("hällo");
            assertThat(socket.getSubprotocol()).isEqualTo("echo");
            socket.sendClose(1000, "").get(5, TimeUnit.SECONDS);
            assertThat(recorder.closed.get(5, TimeUnit.SECONDS)).isEqualTo(1000);
            assertThat(listener.count("chappe.sockets.closed", "by", "client", "code", "1000"))
                    .isEqualTo(1);
        }
    }

    private static final class Recorder implements WebSocket.Listener {
        final CompletableFuture<String> text = new CompletableFuture<>();
        final CompletableFuture<Integer> closed = new CompletableFuture<>();

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            text.complete(data.toString());
            socket.request(1);
            return CompletableFuture.completedStage(null);
        }

        @Override
        public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
            closed.complete(code);
            return CompletableFuture.completedStage(null);
        }
    }
}
