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
import io.chappe.bench.system.MeasuredSystem;
import io.chappe.bench.system.NodeServer;
import io.chappe.bench.system.Relay;
import io.chappe.bench.system.Spreed;
import io.chappe.bench.system.Tls;
import java.nio.file.Path;
import java.util.List;

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
        return new Chappe(name, root, tls, secure, gateways, List.of());
    }

    private MeasuredSystem node(String name, String protocol, String script, int nodes) {
        return new NodeServer(name, root, protocol, script, nodes);
    }

    /** All. */
    List<Experiment> full() {
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
                                relay,
                                node("socket.io, Redis", "socketio", "socketio-server.js", 2)),
                        false),
                new Room("room", List.of(chappe("Chappe", 2, false))),
                new Idle("idle", List.of(chappe, chappeTls, relay, relayTls)),
                new Storm("connect", "connect", List.of(chappe, chappeTls, relay, relayTls)),
                new Storm("resume", "resume", List.of(chappe("Chappe", 2, false))),
                new Joining("joining", List.of(chappe("Chappe", 2, false))),
                new Growth("sessions", List.of(chappe)),
                new Directed(
                        "gateways",
                        List.of(
                                chappe("Chappe, 2 gateways", 2, false),
                                chappe("Chappe, 4 gateways", 4, false),
                                chappe("Chappe, 8 gateways", 8, false)),
                        false),
                new Start("start", List.of(chappe)));
    }

    /** The product and the raw relay, in ten minutes. */
    List<Experiment> brief() {
        return List.of(
                new Directed("one-gateway", List.of(chappe, relay), false),
                new Directed("two-gateways", List.of(chappe("Chappe", 2, false), relay), false),
                new Idle("idle", List.of(chappe, chappeTls)),
                new Storm("connect", "connect", List.of(chappe, chappeTls)));
    }
}
