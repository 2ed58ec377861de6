package io.chappe.presence.store.redis;

import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Asks the sentinels for the master: always the same one, and the next one when it does not answer. For one context. */
final class Sentinels {
    private static final long LIMIT_MS = 1_000;

    private final List<String> urls;
    private final String masterName;
    private final Function<String, Redis> clients;
    private int asked;

    /**
     * @param clients makes a client for one URL
     */
    Sentinels(List<String> urls, String masterName, Function<String, Redis> clients) {
        this.urls = urls;
        this.masterName = masterName;
        this.clients = clients;
    }

    /** Where the master is, {@code HOST:PORT}. */
    Future<String> master() {
        Redis client = clients.apply(urls.get(asked % urls.size()));
        Request question =
                Request.cmd(Command.SENTINEL).arg("GET-MASTER-ADDR-BY-NAME").arg(masterName);
        return client.send(question)
                .map(this::address)
                .timeout(LIMIT_MS, TimeUnit.MILLISECONDS)
                .onFailure(cause -> asked++)
                .eventually(client::close);
    }

    private String address(@Nullable Response answer) {
        if (answer == null) {
            throw new RedisAwayException("the sentinels know no master '%s'".formatted(masterName));
        }
        String host = Texts.text(answer, 0);
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + Texts.text(answer, 1);
    }
}
