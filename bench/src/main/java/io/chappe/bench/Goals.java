package io.chappe.bench;

import io.chappe.bench.Goal.Cell;
import io.chappe.bench.experiment.Gathering;
import java.util.List;

/** What the product is to reach. */
final class Goals {
    private static final String CPU = "µs";
    private static final String BYTES = "B";

    private Goals() {}

    static List<Goal> all() {
        Cell one = new Cell("one-gateway", "Chappe", "cpu");
        Cell two = new Cell("two-gateways", "Chappe", "cpu");
        return List.of(
                Goal.ratio("CPU per message, one gateway", CPU, one, relay("one-gateway", "cpu"), 1.3, 1.1),
                Goal.ratio("the same against `ws`", CPU, one, new Cell("one-gateway", "ws", "cpu"), 0.45, 0.45),
                Goal.ratio("the same by TLS", CPU, chappeTls("tls", "cpu"), relayTls("tls", "cpu"), 1.3, 1.1),
                Goal.ratio(
                        "CPU per message across two gateways, all processes; the relay on one node",
                        CPU,
                        two,
                        relay("two-gateways", "cpu"),
                        2.2,
                        1.8),
                Goal.ratio(
                        "the same against socket.io with Redis",
                        CPU,
                        two,
                        new Cell("two-gateways", "socket.io, Redis", "cpu"),
                        0.2,
                        0.2),
                Goal.ratio(
                        "CPU per delivered frame, a room of 300 on two gateways, against a directed message on one",
                        CPU,
                        new Cell("room", "Chappe", "cpu"),
                        new Cell("room", "Chappe, directed, one gateway", "cpu"),
                        0.6,
                        0.5),
                Goal.atMost("live heap per idle session in a room, `ws`", BYTES, chappe("idle", "heap"), 4_096, 3_072),
                Goal.atMost("the same, `wss`", BYTES, chappeTls("idle", "heap"), 10_240, 6_144),
                Goal.atMost("RSS per idle session in a room, `wss`", BYTES, chappeTls("idle", "rss"), 16_384, 12_288),
                Goal.atLeast(
                        "connect, hello, join, a second and core, `ws`",
                        "",
                        chappe("connect", "perSecond"),
                        3_000,
                        6_000),
                Goal.atLeast("the same, `wss`, full handshake", "", chappeTls("connect", "perSecond"), 800, 1_500),
                Goal.atMost("allocation per relayed message", BYTES, chappe("one-gateway", "allocation"), 1_536, 512),
                Goal.ratio(
                        "p50 at half of saturation",
                        CPU,
                        chappe("one-gateway", "half p50"),
                        relay("one-gateway", "half p50"),
                        1.5,
                        1.2),
                Goal.ratio(
                        "p99 at half of saturation",
                        CPU,
                        chappe("one-gateway", "half p99"),
                        relay("one-gateway", "half p99"),
                        1.5,
                        1.2),
                Goal.ratio(
                        "CPU per message at 19,000 sessions, against 1,000",
                        CPU,
                        new Cell("sessions", "19,000 in 9,500 rooms", "cpu"),
                        new Cell("sessions", "1,000 in 500 rooms", "cpu"),
                        1.15,
                        1.05),
                Goal.ratio(
                        "CPU per message across gateways, 8 against 2",
                        CPU,
                        new Cell("gateways", "8 gateways", "cpu"),
                        new Cell("gateways", "2 gateways", "cpu"),
                        1.15,
                        1.05),
                Goal.atMost("gateway process from start to ready", "s", chappe("start", "seconds"), 3, 1.5));
    }

    /** What a crowd that comes into one room is to cost a member that was there before. */
    static List<Goal> ofRoom() {
        Cell thousand = new Cell("crowd", Gathering.subject(1_000), "bytes");
        Cell twoThousand = new Cell("crowd", Gathering.subject(2_000), "bytes");
        Cell frames = new Cell("crowd", Gathering.subject(10_000), "share of frames");
        return List.of(
                Goal.ratio(
                        "bytes to one member while 2,000 join, against 1,000", BYTES, twoThousand, thousand, 2.1, 2.1),
                Goal.atMost("frames to one member while 10,000 join, against one in 100 ms and 10", "", frames, 1, 1));
    }

    private static Cell chappe(String experiment, String figure) {
        return new Cell(experiment, "Chappe", figure);
    }

    private static Cell chappeTls(String experiment, String figure) {
        return new Cell(experiment, "Chappe, TLS", figure);
    }

    private static Cell relay(String experiment, String figure) {
        return new Cell(experiment, "raw relay", figure);
    }

    private static Cell relayTls(String experiment, String figure) {
        return new Cell(experiment, "raw relay, TLS", figure);
    }
}
