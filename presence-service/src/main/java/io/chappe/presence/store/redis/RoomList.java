package io.chappe.presence.store.redis;

import io.chappe.core.model.RoomId;
import io.chappe.core.model.RoomKey;
import io.chappe.core.model.TenantId;
import io.chappe.presence.store.RoomSearch;
import io.chappe.presence.store.RoomSummary;
import io.vertx.core.Future;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The rooms of one tenant, by the names in the index, each asked for by itself: they are on any server of a cluster. */
final class RoomList implements RoomSearch.Source {
    /** So many rooms are asked for at a time, as others wait for Redis too. */
    private static final int WIDTH = 25;

    private final RoomIndex index;
    private final Function<RoomKey, Future<@Nullable RoomSummary>> rooms;
    private final TenantId tenant;
    private final String prefix;

    RoomList(RoomIndex index, Function<RoomKey, Future<@Nullable RoomSummary>> rooms, TenantId tenant, String prefix) {
        this.index = index;
        this.rooms = rooms;
        this.tenant = tenant;
        this.prefix = prefix;
    }

    @Override
    public Future<List<RoomId>> names(@Nullable RoomId after, int most) {
        return index.names(tenant, prefix, after, most);
    }

    @Override
    public Future<Map<RoomId, RoomSummary>> summaries(List<RoomId> names) {
        return collect(names, new HashMap<>());
    }

    private Future<Map<RoomId, RoomSummary>> collect(List<RoomId> rest, Map<RoomId, RoomSummary> found) {
        if (rest.isEmpty()) {
            return Future.succeededFuture(found);
        }
        List<RoomId> next = rest.subList(0, Math.min(WIDTH, rest.size()));
        List<Future<@Nullable RoomSummary>> asked = next.stream()
                .map(name -> rooms.apply(new RoomKey(tenant, name)))
                .toList();
        return Future.all(asked).compose(all -> {
            all.<@Nullable RoomSummary>list().forEach(summary -> {
                if (summary != null) {
                    found.put(summary.room(), summary);
                }
            });
            return collect(rest.subList(next.size(), rest.size()), found);
        });
    }
}
