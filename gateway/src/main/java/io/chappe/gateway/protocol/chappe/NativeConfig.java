package io.chappe.gateway.protocol.chappe;

import io.chappe.node.config.Require;
import io.chappe.node.config.Setting;
import io.chappe.node.tenant.IceServerConfig;
import java.time.Duration;
import java.util.List;
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
                help =
                        "STUN and TURN servers that clients are told of: [{urls: ['stun:stun.example.com:3478']}]. A tenant may have"
                                + " others.")
        List<IceServerConfig> iceServers,

        @Setting(
                def = "2h",
                help =
                        "For how long credentials are good that are made of a `secret`, up to 30d. Clients are given new ones when"
                                + " a good third of it is over.")
        Duration turnLife,

        @Setting(help = "Where this gateway is, if TURN servers elsewhere are not for its clients: see `region` there.")
        @Nullable String region,

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
    private static final Duration LEAST_LIFE = Duration.ofSeconds(10);
    private static final Duration LONGEST_LIFE = Duration.ofDays(30);

    public NativeConfig {
        Require.range("maxDescriptionBytes", maxDescriptionBytes, 1024, Integer.MAX_VALUE);
        Require.range("maxCandidateBytes", maxCandidateBytes, 256, Integer.MAX_VALUE);
        Require.range("maxCandidates", maxCandidates, 1, Integer.MAX_VALUE);
        Require.that(!helloTimeout.isNegative() && !helloTimeout.isZero(), "helloTimeout must be above zero");
        Require.that(!pingInterval.isNegative() && !pingInterval.isZero(), "pingInterval must be above zero");
        Require.that(
                turnLife.compareTo(LEAST_LIFE) >= 0 && turnLife.compareTo(LONGEST_LIFE) <= 0,
                "turnLife must be 10s to 30d");
        iceServers = List.copyOf(iceServers);
        urls = List.copyOf(urls);
        urls.forEach(url -> Require.that(
                url.startsWith("wss://") || url.startsWith("ws://"), "urls must begin with wss:// or ws://"));
    }
}
