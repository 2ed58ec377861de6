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
        List<IceServer> iceServers) {
    public NativeConfig {
        Require.that(!helloTimeout.isNegative() && !helloTimeout.isZero(), "helloTimeout must be above zero");
        Require.that(!pingInterval.isNegative() && !pingInterval.isZero(), "pingInterval must be above zero");
        iceServers = List.copyOf(iceServers);
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
