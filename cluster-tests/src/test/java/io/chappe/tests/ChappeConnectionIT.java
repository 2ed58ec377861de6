package io.chappe.tests;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.chappe.tests.harness.Admin;
import io.chappe.tests.harness.Cluster;
import io.chappe.tests.harness.CommandLine;
import io.chappe.tests.harness.CommandLine.Ended;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where {@code deploy/chappe} goes with its key, and what it says when that goes wrong. */
@Timeout(120)
class ChappeConnectionIT {
    @RegisterExtension
    static final Cluster CLUSTER = Cluster.shared();

    private final Admin admin = CLUSTER.admin(0);
    private final CommandLine chappe = CommandLine.of(admin);

    @TempDir
    Path folder;

    @Test
    void takesTheKeyFromAFile() throws IOException {
        // Given
        Path file = Files.writeString(folder.resolve("key"), admin.key() + "\n");
        CommandLine keyless = chappe.without("CHAPPE_KEY");

        // When
        Ended ended = keyless.run("nodes", "--key-file", file.toString());

        // Then
        assertThat(ended.status()).as(ended.errors()).isZero();
        assertThat(keyless.with("CHAPPE_KEY_FILE", file.toString()).run("nodes").status())
                .isZero();
        assertThat(chappe.with("CHAPPE_KEY_FILE", file.toString()).run("nodes").errors())
                .contains("both set");
        assertThat(keyless.run("nodes", "--key-file", folder.resolve("none").toString())
                        .errors())
                .contains("No such file");
    }

    @Test
    void saysWhichKeyIsMissingOrWrong() {
        // Given
        CommandLine keyless = chappe.without("CHAPPE_KEY");

        // When
        Ended missing = keyless.run("nodes");

        // Then
        assertThat(missing.status()).isEqualTo(2);
        assertThat(missing.errors()).contains("there is no key for " + admin.url(), "--key-file", "deploy/api-key");
        Ended wrong = keyless.with("CHAPPE_KEY", "chappe_x_wrong").run("nodes");
        assertThat(wrong.status()).isEqualTo(1);
        assertThat(wrong.errors()).contains("the key in CHAPPE_KEY", "401").doesNotContain("chappe_x_wrong");
        assertThat(keyless.with("CHAPPE_KEY", "two words").run("nodes").status())
                .isEqualTo(2);
        assertThat(chappe.run("nodes", "--key", admin.key()).errors())
                .contains("a key is never an argument")
                .doesNotContain(admin.key());
    }

    @Test
    void saysThatATenantIsMissing() {
        // When
        Ended ended = chappe.without("CHAPPE_TENANT").run("rooms");

        // Then
        assertThat(ended.status()).isEqualTo(2);
        assertThat(ended.errors()).contains("--tenant", "CHAPPE_TENANT");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://10.0.0.1:9443",
                "http://localhost.example.org:9443",
                "http://localhost@10.0.0.1:9443",
                "ftp://localhost",
                "localhost:9443",
                "http://[::2]:9443",
                "http://localhost:no"
            })
    void sendsItsKeyOverNoNetworkInTheClear(String url) {
        // When
        Ended ended = chappe.run("nodes", "--url", url);

        // Then
        assertThat(ended.status()).as(ended.errors()).isEqualTo(2);
    }

    @Test
    void saysSoWhereNothingListensOrNothingAnswers() throws IOException {
        // Given
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String url = "http://127.0.0.1:" + silent.getLocalPort();
            long began = System.nanoTime();

            // When
            Ended ended = chappe.run("nodes", "--url", url);

            // Then
            assertThat(ended.status()).isEqualTo(3);
            assertThat(ended.errors()).isEqualTo("chappe: " + url + ": no answer within 15 s\n");
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(30));
        }
        Ended refused = chappe.run("nodes", "--url", "http://127.0.0.1:1");
        assertThat(refused.status()).isEqualTo(3);
        assertThat(refused.errors()).contains("nothing listens there");
    }

    @Test
    void trustsTheAuthorityThatItIsToldAndNoOther() {
        // Given: a gateway's port, which is no admin API and has a certificate
        String url = CLUSTER.gateway(0).signalUrl().toString().replaceFirst("^wss(://[^/]+)/.*", "https$1");

        // When
        Ended stranger = chappe.run("nodes", "--url", url);

        // Then
        assertThat(stranger.status()).isEqualTo(3);
        assertThat(stranger.errors()).contains("its certificate is not trusted", "--ca-file");
        Ended known =
                chappe.with("CHAPPE_CA_FILE", CLUSTER.tls().ca().toString()).run("nodes", "--url", url);
        assertThat(known.status()).isEqualTo(3);
        assertThat(known.errors()).contains("is not the admin API of Chappe");
        assertThat(chappe.run("nodes", "--url", url, "--ca-file", "README.md").status())
                .isEqualTo(2);
        assertThat(chappe.run("nodes", "--url", admin.url().replace("http:", "https:"))
                        .errors())
                .contains("does not speak TLS");
    }

    @Test
    void asksAgainWhenItIsToldToAndChangesNothingTwice() throws IOException {
        // Given
        try (Answering server = new Answering()) {
            server.next(503, "{\"title\": \"It cannot be told now\"}", "Retry-After", "1");
            server.next(200, "{\"items\": []}", "X", "x");
            server.next(503, "{\"title\": \"It cannot be told now\"}", "Retry-After", "1");

            // When
            Ended asked = chappe.run("rooms", "--json", "--url", server.url());

            // Then
            assertThat(asked.output()).isEqualTo("[]\n");
            Ended changed = chappe.run("rooms", "lock", "try", "--url", server.url());
            assertThat(changed.status()).isEqualTo(1);
            assertThat(changed.errors())
                    .contains("It cannot be told now (503); try again in 1 s", "look before you repeat it");
            assertThat(server.asked).hasSize(3);
        }
    }

    @Test
    void takesItsKeyNowhereElse() throws IOException {
        // Given
        try (Answering elsewhere = new Answering();
                Answering server = new Answering()) {
            server.next(307, "", "Location", elsewhere.url());

            // When
            Ended ended = chappe.with("http_proxy", elsewhere.url()).run("nodes", "--url", server.url());

            // Then
            assertThat(ended.status()).isEqualTo(3);
            assertThat(ended.errors()).contains("another address, which is not followed");
            assertThat(server.asked).containsExactly("GET /admin/v1/nodes");
            assertThat(elsewhere.asked).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"[], is not the admin API", "{\"items\": 7}, another version", "<html>, is not the admin API"})
    void saysThatAnAnswerIsNone(String answer, String reason) throws IOException {
        // Given
        try (Answering server = new Answering()) {
            server.next(200, answer, "X", "x");

            // When
            Ended ended = chappe.run("rooms", "--url", server.url());

            // Then
            assertThat(ended.status()).isPositive();
            assertThat(ended.errors()).contains(reason).doesNotContain("Traceback");
        }
    }

    /** A server that answers what it was told to, in that order. */
    private static final class Answering implements AutoCloseable {
        private record Answer(int status, String body, String header, String value) {}

        private final HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1);
        private final List<Answer> answers = new CopyOnWriteArrayList<>();
        final List<String> asked = new CopyOnWriteArrayList<>();

        Answering() throws IOException {
            server.createContext("/", request -> {
                asked.add(request.getRequestMethod() + " "
                        + request.getRequestURI().getPath());
                Answer answer = answers.remove(0);
                request.getResponseHeaders().add(answer.header(), answer.value());
                byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
                request.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
                request.getResponseBody().write(body);
                request.close();
            });
            server.start();
        }

        void next(int status, String body, String header, String value) {
            answers.add(new Answer(status, body, header, value));
        }

        String url() {
            return "http://127.0.0.1:" + server.getAddress().getPort();
        }

        @Override
        public void close() {
            server.stop(0);
        }
    }
}
