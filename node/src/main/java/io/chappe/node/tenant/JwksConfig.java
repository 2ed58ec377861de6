package io.chappe.node.tenant;

import io.chappe.node.config.Require;
import io.chappe.node.config.Setting;
import java.net.URI;
import java.util.List;
import java.util.Set;

/** Where whoever signs a tenant's tokens publishes its keys (JWK set, RFC 7517 section 5). */
public record JwksConfig(
        @Setting(
                help =
                        "Its address: https://id.example.com/.well-known/jwks.json. Fetched at the start, every ten minutes, and"
                                + " when a token names a key that is not there. While it can't be reached, the keys that are there count.")
        String url,

        @Setting(help = "The algorithms that its keys may be for, such as [ES256]; not HS256.")
        List<SignatureAlgorithm> algorithms) {
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    public JwksConfig {
        Require.that(isUsable(url), "url must begin with https://, or with http:// and a loopback address");
        Require.that(!algorithms.isEmpty(), "algorithms must name at least one");
        Require.that(
                !algorithms.contains(SignatureAlgorithm.HS256),
                "algorithms: HS256 has a secret, which is published nowhere");
        algorithms = List.copyOf(algorithms);
    }

    private static boolean isUsable(String url) {
        try {
            URI uri = URI.create(url);
            return uri.getHost() != null
                    && uri.getUserInfo() == null
                    && ("https".equals(uri.getScheme())
                            || ("http".equals(uri.getScheme()) && LOOPBACK.contains(uri.getHost())));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
