package io.chappe.presence.store.redis;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisClientType;
import io.vertx.redis.client.RedisOptions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Makes connections as the configuration says. Confined to one context. */
final class RedisClients {
    private static final int CONNECT_TIMEOUT_MS = 2_000;

    /** For the whole of it: TCP, TLS, the first words, and in a cluster all servers. */
    private static final long LIMIT_MS = 3_000;

    /** Above what may be pending, which is limited before. */
    private static final int MAX_IN_FLIGHT = 1 << 16;

    private final Vertx vertx;
    private final RedisConfig config;
    private final Sentinels sentinels;
    private final String where;
    private int attempts;

    RedisClients(Vertx vertx, RedisConfig config) {
        this.vertx = vertx;
        this.config = config;
        this.sentinels = new Sentinels(config.urls(), config.masterName(), url -> client(List.of(url), false));
        this.where = String.join(", ", config.urls());
    }

    /** The configured URLs, in words for an operator. */
    String where() {
        return where;
    }

    boolean isCluster() {
        return config.mode() == RedisMode.CLUSTER;
    }

    boolean hasSentinels() {
        return config.mode() == RedisMode.SENTINEL;
    }

    /** Where a connection should be made to now, as in {@link RedisLine#to}. */
    Future<String> target() {
        return hasSentinels() ? sentinels.master() : Future.succeededFuture(where);
    }

    Future<RedisLine> connect() {
        return target().compose(to -> {
            Redis client = client(endpoints(to), isCluster());
            return client.connect()
                    .timeout(LIMIT_MS, TimeUnit.MILLISECONDS)
                    .map(connection -> new RedisLine(to, client, connection))
                    .recover(cause -> client.close().transform(closed -> Future.failedFuture(cause)));
        });
    }

    /** From another one at each attempt: one that takes connections and does not answer must not keep from the others. */
    private List<String> endpoints(String to) {
        List<String> urls = new ArrayList<>(config.urls());
        if (hasSentinels()) {
            urls = new ArrayList<>(List.of((config.isTls() ? "rediss://" : "redis://") + to));
        }
        if (config.database() != 0) {
            urls.replaceAll(url -> url + "/" + config.database());
        }
        Collections.rotate(urls, attempts++);
        return urls;
    }

    private Redis client(List<String> urls, boolean isCluster) {
        RedisOptions options = new RedisOptions()
                .setType(isCluster ? RedisClientType.CLUSTER : RedisClientType.STANDALONE)
                .setEndpoints(urls)
                .setMaxWaitingHandlers(MAX_IN_FLIGHT)
                .setNetClientOptions(network());
        if (config.user() != null) {
            options.setUser(config.user());
        }
        if (config.password() != null) {
            options.setPassword(config.password().value());
        }
        return Redis.createClient(vertx, options);
    }

    private NetClientOptions network() {
        NetClientOptions network =
                new NetClientOptions().setTcpKeepAlive(true).setTcpNoDelay(true).setConnectTimeout(CONNECT_TIMEOUT_MS);
        if (!config.isTls()) {
            return network;
        }
        RedisTls tls = config.tls();
        network.setSsl(true).setHostnameVerificationAlgorithm("HTTPS");
        if (tls.authority() != null) {
            network.setTrustOptions(
                    new PemTrustOptions().addCertPath(tls.authority().toString()));
        }
        if (tls.certificate() != null && tls.key() != null) {
            network.setKeyCertOptions(new PemKeyCertOptions()
                    .addCertPath(tls.certificate().toString())
                    .addKeyPath(tls.key().toString()));
        }
        return network;
    }
}
