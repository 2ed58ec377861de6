package io.chappe.presence.store.redis;

import io.chappe.node.config.Require;
import io.chappe.node.config.Secret;
import io.chappe.node.config.Setting;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Where Redis is, and how this service shows that it may use it. */
public record RedisConfig(
        @Setting(
                def = "['redis://127.0.0.1:6379']",
                help = "redis://HOST:PORT, or rediss://HOST:PORT for TLS: the server, or some of the sentinels, or some"
                        + " servers of the cluster.")
        List<String> urls,

        @Setting(def = "standalone", help = "What the urls lead to.")
        RedisMode mode,

        @Setting(def = "mymaster", help = "By which the sentinels know the master.")
        String masterName,

        @Setting(def = "0", help = "Number of the database; a cluster has 0 only.")
        int database,

        @Setting(help = "Name of the ACL user; without it, Redis' default user.") @Nullable String user,

        @Setting(help = "Its password.") @Nullable Secret password,

        RedisTls tls,

        @Setting(
                def = "chappe",
                help = "With which every key begins; the same on every presence-service, another one for each cluster"
                        + " that shares the Redis.")
        String keyPrefix,

        @Setting(
                def = "10000",
                help = "Operations that may wait for Redis; what comes above is answered unavailable at once.")
        int maxPending) {
    private static final Pattern URL = Pattern.compile("rediss?://[^/@?#\\s]+:[0-9]{1,5}");
    private static final String TLS_SCHEME = "rediss:";

    public RedisConfig {
        urls = List.copyOf(urls);
        Require.that(!urls.isEmpty(), "urls must have at least one");
        urls.forEach(url -> Require.that(
                URL.matcher(url).matches(),
                "urls must be redis://HOST:PORT or rediss://HOST:PORT without anything else; '%s' is not"
                        .formatted(url.replaceAll("//.*@", "//...@"))));
        Require.that(
                urls.stream().map(url -> url.startsWith(TLS_SCHEME)).distinct().count() == 1,
                "urls must all be redis: or all be rediss:");
        Require.text("masterName", masterName);
        Require.range("database", database, 0, 1_000_000);
        Require.that(mode != RedisMode.CLUSTER || database == 0, "database must be 0 in a cluster");
        Require.that(user == null || password != null, "user wants a password");
        Require.that(
                keyPrefix.matches("[A-Za-z0-9._:-]{1,64}"),
                "keyPrefix must be 1 to 64 letters, digits, dots, colons, dashes and underscores");
        Require.range("maxPending", maxPending, 1, 60_000);
    }

    boolean isTls() {
        return urls.get(0).startsWith(TLS_SCHEME);
    }
}
