package io.chappe.tests.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code deploy/up} as a person meets it. */
@Timeout(300)
class DeployUpIT {
    /** On a quiet machine it is well below 20 s; a machine that runs a build is not quiet. */
    private static final Duration READY = Duration.ofMinutes(2);

    private static final Duration END = Duration.ofMinutes(1);

    @TempDir
    Path folder;

    private final List<Script> scripts = new ArrayList<>();
    private int port;

    @BeforeEach
    void choosePorts() {
        port = IntStream.iterate(16_000, candidate -> candidate + 50)
                .limit(80)
                .filter(DeployUpIT::isFree)
                .findFirst()
                .orElseThrow();
    }

    @AfterEach
    void destroyAll() {
        scripts.forEach(Script::destroy);
    }

    @Test
    void startsAClusterAndStopsItAtCtrlC() throws Exception {
        // Given
        Script up = up("--port", Integer.toString(port));
        up.awaitOutput("Chappe is ready", READY);
        List<ProcessHandle> nodes = up.children();

        // When
        up.interrupt();

        // Then
        assertThat(up.awaitEnd(END)).isZero();
        assertThat(up.output())
                .contains(
                        "https://localhost:" + port + "/#try",
                        "https://localhost:" + (port + 1) + "/#try",
                        "ca.crt",
                        "/embed/example.html#token=",
                        "/agent/#queue=support&token=")
                .doesNotContain("killed");
        assertThat(nodes).hasSizeGreaterThanOrEqualTo(3).noneMatch(ProcessHandle::isAlive);
        assertThat(isFree(port)).isTrue();
    }

    @Test
    void goesOnWithoutAGatewayUntilTheLastOneDies() throws Exception {
        // Given
        Script up = up("--port=" + port);
        up.awaitOutput("Chappe is ready", READY);
        List<ProcessHandle> nodes = up.children();
        kill(nodes, "gateway-0");
        up.awaitOutput(
                "gateway-0 was killed by signal 9, the others go on; its log is .run/%d/gateway-0.log\n"
                        .formatted(port),
                END);
        assertThat(running(nodes, "gateway-1", "presence-0")).hasSize(2);

        // When
        kill(nodes, "gateway-1");

        // Then
        assertThat(up.awaitEnd(END)).isEqualTo(1);
        assertThat(up.output())
                .endsWith(
                        "deploy/up: gateway-1 was killed by signal 9, so all is stopped; its whole log is .run/%d/gateway-1.log\n"
                                .formatted(port));
        assertThat(nodes).noneMatch(ProcessHandle::isAlive);
    }

    private static void kill(List<ProcessHandle> nodes, String name) {
        running(nodes, name).forEach(ProcessHandle::destroyForcibly);
    }

    private static List<ProcessHandle> running(List<ProcessHandle> nodes, String... names) {
        return nodes.stream()
                .filter(node -> Stream.of(names)
                        .anyMatch(name -> node.info().commandLine().orElse("").contains(name + ".yaml")))
                .toList();
    }

    @Test
    void saysWhichPortIsTaken() throws Exception {
        // Given
        try (ServerSocket taken = new ServerSocket(port + 1, 1, InetAddress.getLoopbackAddress())) {

            // When
            Script up = up("--port", Integer.toString(port));

            // Then
            assertThat(up.awaitEnd(END)).isEqualTo(1);
            assertThat(up.output())
                    .isEqualTo(
                            "deploy/up: port %d is taken; end the process that has it, or choose other ports with --port\n"
                                    .formatted(taken.getLocalPort()));
        }
    }

    @Test
    void saysWhatItDoesNotUnderstand() throws Exception {
        // When
        Script up = up("--gateways", "many");

        // Then
        assertThat(up.awaitEnd(END)).isEqualTo(1);
        assertThat(up.output()).isEqualTo("deploy/up: --gateways wants a number from 1 to 20; see --help\n");
    }

    @Test
    void saysThatJavaHomeIsWrong() throws Exception {
        // When
        Script up = start("JAVA_HOME=" + folder.resolve("nothing"), "deploy/up");

        // Then
        assertThat(up.awaitEnd(END)).isEqualTo(1);
        assertThat(up.output()).startsWith("deploy/up: JAVA_HOME is " + folder.resolve("nothing"));
    }

    @ParameterizedTest
    @CsvSource({"-h, Usage: deploy/up", "--help, Usage: deploy/up", "--version, Chappe "})
    void answersWhatEveryCommandAnswers(String option, String answer) throws Exception {
        // When
        Script up = up(option);

        // Then
        assertThat(up.awaitEnd(END)).isZero();
        assertThat(up.output()).startsWith(answer);
    }

    @Test
    void refusesAnOldJdk() throws Exception {
        // Given
        Path java = folder.resolve("bin/java");
        writeExecutable(java, "#!/bin/sh\necho 'openjdk version \"11.0.20\" 2023-07-18' >&2\n");

        // When
        Script up = start("JAVA_HOME=" + folder, "deploy/up", "--port", Integer.toString(port));

        // Then
        assertThat(up.awaitEnd(END)).isEqualTo(1);
        assertThat(up.output())
                .isEqualTo("deploy/up: Java 11 is too old; install a JDK, 17 or newer, or set JAVA_HOME to one\n");
    }

    private Script up(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("deploy/up"));
        command.addAll(List.of(arguments));
        return start(command.toArray(String[]::new));
    }

    private Script start(String... command) throws IOException {
        Script script = Script.start(folder.resolve("output"), command);
        scripts.add(script);
        return script;
    }

    private static void writeExecutable(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }

    /** Whether the first ports of each kind are free, which all move with the public one. */
    private static boolean isFree(int port) {
        int distance = port - 8443;
        return IntStream.of(8443, 9080, 9180, 9443, 5701, 15701)
                .flatMap(first -> IntStream.range(first + distance, first + distance + 3))
                .allMatch(DeployUpIT::canListen);
    }

    private static boolean canListen(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }
}
