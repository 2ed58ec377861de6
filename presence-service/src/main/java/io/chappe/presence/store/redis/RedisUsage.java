package io.chappe.presence.store.redis;

import io.chappe.core.model.TenantId;
import io.chappe.presence.store.Usage;
import io.chappe.presence.store.UsageStore;
import io.vertx.core.Future;
import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

final class RedisUsage implements UsageStore {
    private final ScriptRunner runner;
    private final Keys keys;
    private final Script add;
    private final Script read;

    RedisUsage(ScriptRunner runner, Keys keys, ScriptFiles files) {
        this.runner = runner;
        this.keys = keys;
        add = files.script("usage/add", "usage/usage");
        read = files.script("usage/read", "usage/usage");
    }

    @Override
    public Future<Void> add(TenantId tenant, String source, long number, Usage more) {
        return runner.run(
                        add,
                        keys.usage(tenant),
                        source,
                        Long.toString(number),
                        Long.toString(more.connectedMs()),
                        Long.toString(more.messages()),
                        Long.toString(more.bytes()),
                        Long.toString(more.peak()),
                        Integer.toString(Span.HOUR.kept()),
                        Integer.toString(Span.DAY.kept()),
                        Long.toString(REMEMBERED_HOURS))
                .mapEmpty();
    }

    @Override
    public Future<List<Period>> read(TenantId tenant, Span span, long from, long to) {
        return runner.run(read, keys.usage(tenant), letter(span), Long.toString(from), Long.toString(to))
                .map(Texts::required)
                .map(answer -> periods(Texts.required(answer, 1)));
    }

    private static String letter(Span span) {
        return switch (span) {
            case HOUR -> "h";
            case DAY -> "d";
        };
    }

    private static List<Period> periods(Response pairs) {
        List<Period> periods = new ArrayList<>(pairs.size() / 2);
        for (int i = 0; i < pairs.size(); i += 2) {
            periods.add(new Period(Texts.number(pairs, i), usage(Texts.text(pairs, i + 1))));
        }
        periods.sort(Comparator.comparingLong(Period::number));
        return periods;
    }

    private static Usage usage(String text) {
        String[] parts = text.split(":", -1);
        return new Usage(
                Long.parseLong(parts[0]), Long.parseLong(parts[1]), Long.parseLong(parts[2]), Long.parseLong(parts[3]));
    }
}
