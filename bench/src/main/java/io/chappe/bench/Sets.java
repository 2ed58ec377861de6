package io.chappe.bench;

import io.chappe.bench.experiment.Directed;
import io.chappe.bench.experiment.Experiment;
import io.chappe.bench.experiment.Growth;
import io.chappe.bench.experiment.Idle;
import io.chappe.bench.experiment.Joining;
import io.chappe.bench.experiment.Room;
import io.chappe.bench.experiment.Start;
import io.chappe.bench.experiment.Storm;
import io.chappe.bench.system.Chappe;
import io.chappe.bench.system.Jvm;
import io.chappe.bench.system.MeasuredSystem;
import io.chappe.bench.system.NodeServer;
import io.chappe.bench.system.Relay;
import io.chappe.bench.system.Spreed;
import io.chappe.bench.system.Tls;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Which experiments there are, and with what. */
final class Sets {
    private final Path root;
    private final Tls tls;
    private final MeasuredSystem chappe;
    private final MeasuredSystem chappeTls;
    private final MeasuredSystem relay;
    private final MeasuredSystem relayTls;

    Sets(Path root, Tls tls) {
        this.root = root;
        this.tls = tls;
        this.chappe = chappe("Chappe", 1, false);
        this.chappeTls = chappe("Chappe, TLS", 1, true);
        this.relay = new Relay("raw relay", "epoll", null);
        this.relayTls = new Relay("raw relay, TLS", "epoll", tls);
    }

    private MeasuredSystem chappe(String name, int gateways, boolean secure) {
        return new Chappe(name, root, tls, secure, gateways, Jvm.USUAL);
    }

    private MeasuredSystem node(String name, String protocol, String script, int nodes) {
        return new NodeServer(name, root, protocol, script, nodes);
    }

    private MeasuredSystem started(String name, Jvm jvm) {
        return new Chappe(name, root, tls, true, 1, jvm);
    }

    /** Everything that can be asked for. */
    List<Experiment> all() {
        return Stream.concat(full().stream(), settings().stream()).toList();
    }

    /** What has goals, and what they are compared with. */
    List<Experiment> full() {
        Path classes = root.resolve("bench/target/gateway.jsa");
        String processors = "-XX:ActiveProcessorCount=" + Runtime.getRuntime().availableProcessors();
        return List.of(
                new Directed(
                        "one-gateway",
                        List.of(
                                chappe,
                                relay,
                                node("ws", "relay", "ws-relay.js", 1),
                                node("PeerJS server", "peerjs", "peerjs-server.js", 1),
                                node("socket.io", "socketio", "socketio-server.js", 1),
                                node("y-webrtc", "y-webrtc", "y-webrtc-server.js", 1),
                                new Spreed(root)),
                        true),
                new Directed("tls", List.of(chappeTls, relayTls), false),
                new Directed(
                        "two-gateways",
                        List.of(
                                chappe("Chappe", 2, false),
                                node("socket.io, Redis", "socketio", "socketio-server.js", 2)),
                        false),
                new Room("room", List.of(chappe("Chappe", 2, false))),
                new Idle("idle", List.of(chappe, chappeTls, relay, relayTls)),
                new Storm("connect", List.of("load=connect"), List.of(chappe, chappeTls, relay, relayTls)),
                new Storm("connect-again", List.of("load=connect", "sessions=true"), List.of(chappeTls, relayTls)),
                new Storm("resume", List.of("load=resume"), List.of(chappe("Chappe", 2, false))),
                new Joining("joining", List.of(chappe("Chappe", 2, false))),
                new Growth("sessions", List.of(chappe)),
                new Directed(
                        "gateways",
                        List.of(
                                chappe("Chappe, 2 gateways", 2, false),
                                chappe("Chappe, 4 gateways", 4, false),
                                chappe("Chappe, 8 gateways", 8, false)),
                        false),
                new Start(
                        "start",
                        List.of(
                                started("Chappe", Jvm.alone(classes)),
                                started("Chappe, first compiler only", Jvm.alone(classes, "-XX:TieredStopAtLevel=1")),
                                started("Chappe, no archive of classes", Jvm.with("-XX:+UseSerialGC", processors)))));
    }

    /** The gateway's JVM started in other ways. */
    List<Experiment> settings() {
        List<MeasuredSystem> systems = List.of(
                started("Serial", Jvm.with("-XX:+UseSerialGC")),
                started("Parallel", Jvm.with("-XX:+UseParallelGC")),
                started("G1", Jvm.with("-XX:+UseG1GC")),
                started("ZGC", Jvm.with("-XX:+UseZGC")),
                started(
                        "Serial, the JDK's sockets",
                        Jvm.with("-XX:+UseSerialGC", "-Dio.netty.transport.noNative=true")),
                started("Serial, pooled allocator", Jvm.with("-XX:+UseSerialGC", "-Dio.netty.allocator.type=pooled")),
                started(
                        "Serial, the JDK's TLS",
                        Jvm.with("-XX:+UseSerialGC", "-Dio.netty.handler.ssl.noOpenSsl=true")));
        List<MeasuredSystem> all = new ArrayList<>(systems);
        newest().ifPresent(home -> {
            all.add(started("JDK 25, Serial", new Jvm(home, List.of("-XX:+UseSerialGC"), null)));
            all.add(started(
                    "JDK 25, Serial, compact headers",
                    new Jvm(home, List.of("-XX:+UseSerialGC", "-XX:+UseCompactObjectHeaders"), null)));
        });
        return List.of(new Directed("settings", all, true), new Idle("settings-idle", all));
    }

    /** JDK 25, where Linux' packages put it. */
    private static Optional<Path> newest() {
        try (Stream<Path> homes = Files.list(Path.of("/usr/lib/jvm"))) {
            return homes.filter(home -> home.getFileName().toString().contains("25"))
                    .findFirst();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** The product and the raw relay, in ten minutes. */
    List<Experiment> brief() {
        return List.of(
                new Directed("one-gateway", List.of(chappe, relay), false),
                new Directed("two-gateways", List.of(chappe("Chappe", 2, false)), false),
                new Idle("idle", List.of(chappe, chappeTls)),
                new Storm("connect", List.of("load=connect"), List.of(chappe, chappeTls)));
    }
}
