package io.chappe.node.tenant;

import io.chappe.node.config.Require;
import io.chappe.node.config.Secret;
import io.chappe.node.config.Setting;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A STUN or TURN server, as browsers want it (RTCIceServer, WebRTC 1.0 section 4.2.4). */
public record IceServerConfig(
        @Setting(help = "Its URLs, such as stun:stun.example.com:3478 or turns:turn.example.com:5349.")
        List<String> urls,

        @Setting(
                help =
                        "For TURN: what the server has, too (coturn's static-auth-secret); each client gets credentials of"
                                + " its own, which end.")
        @Nullable Secret secret,

        @Setting(help = "For TURN without a secret: the user name that all clients are given.") @Nullable String username,

        @Setting(
                help =
                        "For TURN without a secret: the password that all clients are given; every one of them can read it.")
        @Nullable Secret credential,

        @Setting(help = "Clients of gateways with another `chappe.region` are not told of it.") @Nullable String region) {
    private static final Pattern URL = Pattern.compile("(stuns?|turns?):\\S+");

    public IceServerConfig {
        Require.that(!urls.isEmpty(), "urls must name at least one STUN or TURN URL");
        urls.forEach(url -> Require.that(
                URL.matcher(url).matches(),
                "urls must begin with stun:, stuns:, turn: or turns:, '" + url + "' does not"));
        Require.that((username == null) == (credential == null), "username and credential go together");
        boolean isTurn = urls.stream().anyMatch(url -> url.startsWith("turn"));
        Require.that(secret == null || username == null, "secret and username exclude each other");
        Require.that(secret == null || !secret.value().isEmpty(), "secret must not be empty");
        Require.that(secret == null || isTurn, "secret is for TURN, and none of the urls is");
        // A browser refuses such a server, and with it the whole call.
        Require.that(
                username != null || secret != null || !isTurn,
                "secret is missing, or username and credential, which a TURN server wants");
        urls = List.copyOf(urls);
    }

    public boolean isFor(@Nullable String gatewaysRegion) {
        return region == null || gatewaysRegion == null || region.equals(gatewaysRegion);
    }
}
