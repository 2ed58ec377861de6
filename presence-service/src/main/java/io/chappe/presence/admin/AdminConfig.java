package io.chappe.presence.admin;

import io.chappe.node.config.Require;
import io.chappe.node.config.Setting;
import io.chappe.node.tls.TlsConfig;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The REST admin API. Closed without a key. */
public record AdminConfig(
        @Setting(def = "127.0.0.1", help = "Address that the admin API listens on.")
        String host,

        @Setting(def = "9443", help = "Port of the admin API; 0 takes a free one.")
        int port,

        @Nullable TlsConfig certificate,

        @Setting(def = "[]", help = "Who may use the admin API; without a key it is not there.")
        List<ApiKeyConfig> keys,

        @Setting(def = "50", help = "Requests a second of each key, all at once or spread; what comes above is 429.")
        int requestsPerSecond) {
    public AdminConfig {
        Require.port("port", port);
        Require.range("requestsPerSecond", requestsPerSecond, 1, 100_000);
        keys = List.copyOf(keys);
        long names = keys.stream().map(ApiKeyConfig::name).distinct().count();
        Require.that(names == keys.size(), "keys must have names of their own; two are the same");
        long hashes = keys.stream().map(ApiKeyConfig::hash).distinct().count();
        Require.that(hashes == keys.size(), "keys must be keys of their own; two have the same hash");
        Require.that(
                keys.isEmpty() || certificate != null || isLoopback(host),
                "host is not loopback: the admin API needs a certificate there, or whoever listens has its keys");
    }

    private static boolean isLoopback(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            // Whoever listens on it says so.
            return false;
        }
    }
}
