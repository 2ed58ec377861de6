package io.chappe.gateway.protocol.chappe;

import io.chappe.node.config.Require;
import io.chappe.node.config.Secret;
import io.chappe.node.config.Setting;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Settings of the native protocol. */
public record NativeConfig(
        @Setting(def = "5s", help = "From the upgrade to the client's hello; then close code 4408.")
        Duration helloTimeout,

        @Setting(
                def = "7s",
                help =
                        "After so long without an answer a client asks whether the server is there; after as much silence"
                                + " again it looks for another gateway. Shorter finds a dead host sooner and costs more messages of"
                                + " idle clients; twice it should be well below the resume windows.")
        Duration pingInterval,

        @Setting(
                def = "[]",
                help = "STUN and TURN servers that clients are told of: [{urls: ['stun:stun.example.com:3478']}].")
        List<IceServer> iceServers,

        @Setting(
                def = "[]",
                help = "Where else clients find a gateway: wss://b.example.com/v1/signal. Not needed where all gateways"
                        + " are behind one address.")
        List<String> urls,

        @Setting(def = "65536", help = "Bytes of the data of an `offer` or `answer`; above it `too_large`.")
        int maxDescriptionBytes,

        @Setting(def = "2048", help = "The same of a `candidate`.")
        int maxCandidateBytes,

        @Setting(
                def = "200",
                help =
                        "How many candidates a client may send for each of its offers and answers; above it `rate_limited`"
                                + " until the next one.")
        int maxCandidates) {
    public NativeConfig {
        Require.range("maxDescriptionBytes", maxDescriptionBytes, 1024, Integer.MAX_VALUE);
        Require.range("maxCandidateBytes", maxCandidateBytes, 256, Integer.MAX_VALUE);
        Require.range("maxCandidates", maxCandidates, 1, Integer.MAX_VALUE);
        Require.that(!helloTimeout.isNegative() && !helloTimeout.isZero(), "helloTimeout must be above zero");
        Require.that(!pingInterval.isNegative() && !pingInterval.isZero(), "pingInterval must be above zero");
        iceServers = List.copyOf(iceServers);
        urls = List.copyOf(urls);
        urls.forEach(url -> Require.that(
                url.startsWith("wss://") || url.startsWith("ws://"), "urls must begin with wss:// or ws://"));
    }

    /** A STUN or TURN server, as browsers want it (RTCIceServer). */
    public record IceServer(
            @Setting(help = "Its URLs, such as stun:stun.example.com:3478 or turns:turn.example.com:5349.")
            List<String> urls,

            @Setting(help = "For TURN: the user name that all clients are given.") @Nullable String username,

            @Setting(help = "For TURN: the password that all clients are given; every one of them can read it.")
            @Nullable Secret credential) {
        private static final Pattern URL = Pattern.compile("(stuns?|turns?):\\S+");

        public IceServer {
            Require.that(!urls.isEmpty(), "urls must name at least one STUN or TURN URL");
            urls.forEach(url -> Require.that(
                    URL.matcher(url).matches(),
                    "urls must begin with stun:, stuns:, turn: or turns:, '" + url + "' does not"));
            Require.that((username == null) == (credential == null), "username and credential go together");
            // A browser refuses such a server, and with it the whole call.
            Require.that(
                    username != null || urls.stream().noneMatch(url -> url.startsWith("turn")),
                    "username and credential are missing, which a TURN server wants");
            urls = List.copyOf(urls);
        }

        /** The JSON object for a client. */
        Map<String, Object> forClients() {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("urls", urls);
            if (username != null && credential != null) {
                json.put("username", username);
                json.put("credential", credential.value());
            }
            return json;
        }
    }
}
