package io.chappe.gateway.protocol.chappe;

import io.chappe.node.config.Require;
import io.chappe.node.config.Setting;
import java.time.Duration;
import java.util.List;

/** Settings of the native protocol. */
public record NativeConfig(
        @Setting(def = "5s", help = "From the upgrade to the client's hello; then close code 4408.")
        Duration helloTimeout,

        @Setting(def = "20s", help = "What clients are told of how often the server lets hear from itself.")
        Duration pingInterval,

        @Setting(
                def = "[]",
                help =
                        "STUN and TURN servers that clients are told of, such as [{urls: ['stun:stun.example.com:3478']}].")
        List<IceServer> iceServers,

        @Setting(
                def = "[]",
                help = "Where else clients find a gateway: wss://b.example.com/v1/signal. Not needed where all gateways"
                        + " are behind one address.")
        List<String> urls) {
    public NativeConfig {
        Require.that(!helloTimeout.isNegative() && !helloTimeout.isZero(), "helloTimeout must be above zero");
        Require.that(!pingInterval.isNegative() && !pingInterval.isZero(), "pingInterval must be above zero");
        iceServers = List.copyOf(iceServers);
        urls = List.copyOf(urls);
        urls.forEach(url -> Require.that(
                url.startsWith("wss://") || url.startsWith("ws://"), "urls must begin with wss:// or ws://"));
    }

    /** A STUN or TURN server, as browsers want it (RTCIceServer). */
    public record IceServer(
            @Setting(help = "Its URLs, such as stun:stun.example.com:3478.")
            List<String> urls) {
        public IceServer {
            Require.that(!urls.isEmpty(), "urls must name at least one STUN or TURN URL");
            urls = List.copyOf(urls);
        }
    }
}
