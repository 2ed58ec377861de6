package io.chappe.bench;

import io.chappe.bench.experiment.Alone;
import io.chappe.bench.experiment.Contest;
import io.chappe.bench.experiment.Contestant;
import io.chappe.bench.experiment.Experiment;
import io.chappe.bench.experiment.Gathering;
import io.chappe.bench.experiment.Idle;
import io.chappe.bench.experiment.Joining;
import io.chappe.bench.experiment.Start;
import io.chappe.bench.experiment.Storm;
import io.chappe.bench.experiment.Switching;
import io.chappe.bench.system.Chappe;
import io.chappe.bench.system.Jvm;
import io.chappe.bench.system.KeptSystems;
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
    private static final int TURNS = 5;
    private static final int TURNS_WHEN_BRIEF = 2;
    private static final int PAIRS_OF_TRACES = 500;

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
        this.relay = new Relay("raw relay", "EPOLL", null);
        this.relayTls = new Relay("raw relay, TLS", "EPOLL", tls);
    }

    private MeasuredSystem chappe(String name, int gateways, boolean secure) {
        return new Chappe(name, root, tls, secure, gateways, Jvm.USUAL, false);
    }

    private MeasuredSystem node(String name, String protocol, String script, int nodes) {
        return new NodeServer(name, root, protocol, script, nodes);
    }

    private MeasuredSystem started(String name, Jvm jvm) {
        return new Chappe(name, root, tls, true, 1, jvm, false);
    }

    /** Everything that can be asked for. */
    List<Experiment> all() {
        return Stream.of(full(), settings(), crowd(), metrics(), traces())
                .flatMap(List::stream)
                .toList();
    }

    /** What counting costs. */
    List<Experiment> metrics() {
        Jvm switched = Jvm.with("-XX:+UseSerialGC", Chappe.SWITCH);
        return List.of(new Switching(
                "metrics",
                List.of(
                        new Chappe("one gateway", root, tls, false, 1, switched, false),
                        new Chappe("two gateways", root, tls, false, 2, switched, false)),
                Chappe::count,
                List.of()));
    }

    /** What it costs to note what happens with calls, and to trace one of a hundred: all signals are offers. */
    List<Experiment> traces() {
        return List.of(new Switching(
                "traces",
                List.of(traced("one gateway", 1), traced("two gateways", 2)),
                Chappe::traceCalls,
                List.of("kind=offer", "pairs=" + PAIRS_OF_TRACES)));
    }

    private Chappe traced(String name, int gateways) {
        return new Chappe(name, root, tls, false, gateways, Jvm.USUAL, true);
    }

    /** A crowd that comes into one room. */
    List<Experiment> crowd() {
        return List.of(new Gathering("crowd", chappe("Chappe", 4, false)));
    }

    /** What has goals, and what they are compared with. */
    List<Experiment> full() {
        List<Contestant> answering = List.of(
                Contestant.of(chappe),
                Contestant.of(relay),
                Contestant.of(node("ws", "relay", "ws-relay.js", 1)),
                Contestant.of(node("socket.io", "socketio", "socketio-server.js", 1)));
        List<Contestant> across = List.of(
                Contestant.of(chappe("Chappe", 2, false)),
                Contestant.of(relay),
                Contestant.of(node("socket.io, Redis", "socketio", "socketio-server.js", 2)));
        return List.of(
                new Contest("one-gateway", answering, true, TURNS),
                new Contest("unanswered", unanswered(), false, TURNS),
                new Contest("tls", List.of(Contestant.of(chappeTls), Contestant.of(relayTls)), false, TURNS),
                new Contest("two-gateways", across, false, TURNS),
                new Contest("room", room(), false, TURNS),
                new Alone("idle", List.of(chappe, chappeTls, relay, relayTls), new Idle()),
                new Alone("connect", List.of(chappe, chappeTls, relay, relayTls), new Storm(List.of("load=connect"))),
                new Contest("sessions", sessions(), false, TURNS),
                new Contest("gateways", gateways(), false, TURNS),
                new Alone(
                        "connect-again",
                        List.of(chappeTls, relayTls),
                        new Storm(List.of("load=connect", "sessions=true"))),
                new Alone(
                        "connect-token", List.of(chappeTls), new Storm(List.of("load=connect", "tokens=" + tls.key()))),
                new Alone("resume", List.of(chappe("Chappe", 2, false)), new Storm(List.of("load=resume"))),
                new Alone("joining", List.of(chappe("Chappe", 2, false)), new Joining()),
                new Alone("start", starts(), new Start()));
    }

    private List<Contestant> unanswered() {
        return Stream.of(
                        chappe,
                        relay,
                        node("ws", "relay", "ws-relay.js", 1),
                        node("PeerJS server", "peerjs", "peerjs-server.js", 1),
                        node("y-webrtc", "y-webrtc", "y-webrtc-server.js", 1),
                        new Spreed(root))
                .map(system -> Contestant.of(system, "answered=false"))
                .toList();
    }

    private List<Contestant> room() {
        return List.of(
                Contestant.of(chappe("Chappe", 2, false), "load=broadcast", "rooms=1", "pairs=150"),
                new Contestant("Chappe, directed, one gateway", chappe, 0, List.of()));
    }

    /** The same hundred pairs send, among more and more who do not. */
    private List<Contestant> sessions() {
        return List.of(
                among(1_000, 500), among(1_000, 2), among(1_000, 100), among(5_000, 2_500), among(19_000, 9_500));
    }

    private Contestant among(int sessions, int rooms) {
        return new Contestant(
                "%,d in %,d rooms".formatted(sessions, rooms),
                chappe,
                0,
                List.of("sending=100", "pairs=" + sessions / 2, "rooms=" + rooms));
    }

    private List<Contestant> gateways() {
        return List.of(
                Contestant.of(chappe("2 gateways", 2, false)),
                Contestant.of(chappe("4 gateways", 4, false)),
                Contestant.of(chappe("8 gateways", 8, false)),
                new Contestant("8 gateways, 2 with clients", chappe("Chappe", 8, false), 2, List.of()));
    }

    private List<MeasuredSystem> starts() {
        Path classes = root.resolve("bench/target/gateway.jsa");
        String processors = "-XX:ActiveProcessorCount=" + Runtime.getRuntime().availableProcessors();
        return List.of(
                started("Chappe", Jvm.alone(classes)),
                started("Chappe, first compiler only", Jvm.alone(classes, "-XX:TieredStopAtLevel=1")),
                started("Chappe, no archive of classes", Jvm.with("-XX:+UseSerialGC", processors)));
    }

    /** The gateway's JVM started in other ways. */
    List<Experiment> settings() {
        List<MeasuredSystem> systems = List.of(
                started("Serial", Jvm.with("-XX:+UseSerialGC")),
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
        List<Contestant> contestants = all.stream().map(Contestant::of).toList();
        return List.of(
                new Contest("settings", contestants, false, TURNS),
                new Alone("settings-idle", all, new Idle()),
                new Contest("sockets", sockets(), false, TURNS));
    }

    /** What the kernel's interface for sockets costs where little else is done. */
    private static List<Contestant> sockets() {
        return Stream.of("EPOLL", "IO_URING", "NIO")
                .map(sockets -> Contestant.of(new Relay("raw relay, " + sockets, sockets, null)))
                .toList();
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

    /**
     * The product and the raw relay, in ten minutes. Idle sessions come first: what they take of the machine is not seen in
     * a process that has had it before.
     *
     * @param kept has what more than one of them is about
     */
    List<Experiment> brief(KeptSystems kept) {
        MeasuredSystem one = kept.keep(chappe);
        MeasuredSystem oneTls = kept.keep(chappeTls);
        MeasuredSystem keptRelay = kept.keep(relay);
        return List.of(
                new Alone("idle", List.of(one, oneTls), new Idle()),
                new Alone("connect", List.of(one, oneTls), new Storm(List.of("load=connect"))),
                new Contest(
                        "one-gateway", List.of(Contestant.of(one), Contestant.of(keptRelay)), false, TURNS_WHEN_BRIEF),
                new Contest(
                        "two-gateways",
                        List.of(Contestant.of(chappe("Chappe", 2, false)), Contestant.of(keptRelay)),
                        false,
                        TURNS_WHEN_BRIEF));
    }
}
