package io.chappe.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.chappe.testing.FreePorts;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.PfxOptions;
import io.vertx.core.net.ProxyOptions;
import io.vertx.core.net.ProxyType;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Through a real HTTP proxy, Debian's tinyproxy, which lets CONNECT through and nothing else that would do. */
class ProxyIT {
    private static final String PASSWORD = "changeit";
    private static final long LIMIT_S = 10;

    @TempDir
    Path folder;

    private final Vertx vertx = Vertx.vertx();
    private Process tinyproxy;
    private int proxyPort;

    @BeforeEach
    void startProxy() throws Exception {
        proxyPort = FreePorts.next();
        // CONNECT is allowed to any port unless ConnectPort lines say otherwise.
        Path config = Files.writeString(folder.resolve("tinyproxy.conf"), """
                Port %d
                Listen 127.0.0.1
                Allow 127.0.0.1
                Timeout 60
                MaxClients 10
                LogLevel Connect
                LogFile "%s"
                """.formatted(proxyPort, log()));
        tinyproxy = new ProcessBuilder("tinyproxy", "-d", "-c", config.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("out").toFile())
                .start();
        awaitProxy();
    }

    @AfterEach
    void stop() throws Exception {
        vertx.close().await(LIMIT_S, TimeUnit.SECONDS);
        tinyproxy.destroy();
        assertThat(tinyproxy.waitFor(LIMIT_S, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aPlainSocketGoesThroughByConnect() throws Exception {
        // Given
        ScriptedServer server = new ScriptedServer(vertx, ProxyIT::serve);

        // When
        Relayed relayed = signalThroughProxy(options(server));

        // Then
        assertThat(relayed.sessions()).isEqualTo(1);
        assertThat(Files.readString(log())).contains("CONNECT " + server.url().getAuthority());
    }

    @Test
    void anEncryptedSocketGoesThroughByConnectAndIsStillVerified() throws Exception {
        // Given
        PfxOptions store = certificate();
        ScriptedServer server = new ScriptedServer(
                vertx, new HttpServerOptions().setSsl(true).setKeyCertOptions(store), ProxyIT::serve);

        // When
        Relayed relayed = signalThroughProxy(options(server).withTrust(store));

        // Then
        assertThat(relayed.sessions()).isEqualTo(1);
        assertThat(Files.readString(log())).contains("CONNECT " + server.url().getAuthority());
    }

    private ClientOptions options(ScriptedServer server) {
        return ClientOptions.of(Identity.anonymous("t", "p"), server.url())
                .withProxy(new ProxyOptions()
                        .setType(ProxyType.HTTP)
                        .setHost("127.0.0.1")
                        .setPort(proxyPort));
    }

    private Relayed signalThroughProxy(ClientOptions options) throws Exception {
        return new ChappeClient(vertx)
                .connect(options)
                .compose(session -> session.signal(Target.peer("x"), "k", new JsonObject()))
                .await(LIMIT_S, TimeUnit.SECONDS);
    }

    private static void serve(ServerWebSocket socket, JsonObject frame) {
        ScriptedServer.say(socket, frame.containsKey("id") ? Script.ack(frame.getLong("id")) : Script.welcome("s"));
    }

    private Path log() {
        return folder.resolve("log");
    }

    private void awaitProxy() throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_S);
        while (System.nanoTime() < end) {
            try {
                new Socket(InetAddress.getLoopbackAddress(), proxyPort).close();
                return;
            } catch (IOException e) {
                TimeUnit.MILLISECONDS.sleep(20);
            }
        }
        throw new AssertionError("tinyproxy did not start: " + Files.readString(folder.resolve("out")));
    }

    private PfxOptions certificate() throws Exception {
        Path store = folder.resolve("server.p12");
        String keytool =
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        Process made = new ProcessBuilder(List.of(
                        keytool,
                        "-genkeypair",
                        "-alias",
                        "server",
                        "-keyalg",
                        "EC",
                        "-groupname",
                        "secp256r1",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "san=ip:127.0.0.1",
                        "-validity",
                        "2",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        PASSWORD))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("keytool").toFile())
                .start();
        assertThat(made.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return new PfxOptions().setPath(store.toString()).setPassword(PASSWORD);
    }
}
