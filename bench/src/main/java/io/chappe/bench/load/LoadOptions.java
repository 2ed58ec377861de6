package io.chappe.bench.load;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the generator is told on its command line, as {@code name=value}.
 *
 * @param load which kind
 * @param protocol of the servers
 * @param servers where they are; connections take turns
 * @param secure whether they speak TLS
 * @param sessions whether TLS sessions are resumed
 * @param pairs half of the connections
 * @param sending so many of the pairs send
 * @param rooms over which the connections are spread
 * @param bytes of a message, as a frame's payload
 * @param kind of the signals, in Chappe's own protocol
 * @param answered whether the server is to say of each message that it has delivered it
 * @param perSecond messages of all together, where they go by the clock
 * @param atOnce so many connections are opened at a time
 * @param tokens that clients bring; null for clients without
 */
record LoadOptions(
        String load,
        String protocol,
        List<InetSocketAddress> servers,
        boolean secure,
        boolean sessions,
        int pairs,
        int sending,
        int rooms,
        int bytes,
        String kind,
        boolean answered,
        double perSecond,
        int atOnce,
        @Nullable Tokens tokens) {
    private static final Set<String> NAMES = Set.of(
            "load",
            "protocol",
            "servers",
            "secure",
            "sessions",
            "pairs",
            "sending",
            "rooms",
            "bytes",
            "kind",
            "answered",
            "perSecond",
            "atOnce",
            "tokens");

    static LoadOptions parse(String[] args) {
        Map<String, String> given = new HashMap<>();
        for (String arg : args) {
            int equals = arg.indexOf('=');
            if (equals < 0 || !NAMES.contains(arg.substring(0, equals))) {
                throw new IllegalArgumentException(
                        arg + " is not understood; give NAME=VALUE, with NAME one of " + NAMES);
            }
            given.put(arg.substring(0, equals), arg.substring(equals + 1));
        }
        int pairs = number(given, "pairs", 100);
        return new LoadOptions(
                text(given, "load", "closed"),
                text(given, "protocol", "chappe"),
                Arrays.stream(text(given, "servers", "127.0.0.1:8080").split(","))
                        .map(LoadOptions::address)
                        .toList(),
                flag(given, "secure", false),
                flag(given, "sessions", false),
                pairs,
                number(given, "sending", pairs),
                number(given, "rooms", pairs),
                number(given, "bytes", 540),
                text(given, "kind", "candidate"),
                flag(given, "answered", true),
                number(given, "perSecond", 1_000),
                number(given, "atOnce", 64),
                given.containsKey("tokens") ? Tokens.signedBy(Path.of(text(given, "tokens", ""))) : null);
    }

    private static String text(Map<String, String> given, String name, String otherwise) {
        return given.getOrDefault(name, otherwise);
    }

    private static int number(Map<String, String> given, String name, int otherwise) {
        return Integer.parseInt(text(given, name, Integer.toString(otherwise)));
    }

    private static boolean flag(Map<String, String> given, String name, boolean otherwise) {
        return Boolean.parseBoolean(text(given, name, Boolean.toString(otherwise)));
    }

    private static InetSocketAddress address(String text) {
        int colon = text.lastIndexOf(':');
        return new InetSocketAddress(text.substring(0, colon), Integer.parseInt(text.substring(colon + 1)));
    }

    /** Whether what is to be measured is the coming of the connections. */
    boolean storm() {
        return load.equals("connect");
    }

    /** One client, in the protocol that the servers speak. */
    Participant participant(int number, @Nullable String room) {
        return switch (protocol) {
            case "chappe" -> new NativeParticipant(number, room, tokens, kind);
            case "relay" -> new NativeParticipant(number, null, null);
            case "peerjs" -> new PeerJsParticipant();
            case "socketio" -> new SocketIoParticipant();
            case "y-webrtc" -> new YWebRtcParticipant();
            case "spreed" -> new SpreedParticipant();
            default -> throw new IllegalArgumentException("protocol=" + protocol + " is not known");
        };
    }
}
