package io.chappe.presence.store;

import io.chappe.core.model.RoomId;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes a page out of names, of which any number may be of rooms that are over. It looks for more where they leave it short, a
 * few times; then the page is as short as it is.
 */
public final class RoomSearch {
    private static final int MAX_LOOKS = 4;

    /** Where the names are, and the rooms. */
    public interface Source {
        /**
         * Tells the first names.
         *
         * @param after behind which; null for the very first
         */
        Future<List<RoomId>> names(@Nullable RoomId after, int most);

        /** Those of these rooms that are there. */
        Future<Map<RoomId, RoomSummary>> summaries(List<RoomId> names);
    }

    private final Source source;
    private final int limit;
    private final List<RoomSummary> found = new ArrayList<>();

    private RoomSearch(Source source, int limit) {
        this.source = source;
        this.limit = limit;
    }

    /** See {@link RoomStore#list}. */
    public static Future<RoomPage> page(Source source, @Nullable RoomId after, int limit) {
        return limit < 1 || limit > RoomPage.MOST
                ? Future.failedFuture(new IllegalArgumentException("a page of " + limit + " rooms"))
                : new RoomSearch(source, limit).look(after, MAX_LOOKS);
    }

    private Future<RoomPage> look(@Nullable RoomId after, int looks) {
        // One more than it takes tells whether there are more.
        return source.names(after, limit + 1).compose(names -> {
            if (names.isEmpty()) {
                return Future.succeededFuture(new RoomPage(found, null));
            }
            List<RoomId> some = names.subList(0, Math.min(limit, names.size()));
            return source.summaries(some).compose(there -> {
                int taken = take(some, there);
                if (taken == names.size()) {
                    return Future.succeededFuture(new RoomPage(found, null));
                }
                RoomId last = names.get(taken - 1);
                return found.size() == limit || looks == 1
                        ? Future.succeededFuture(new RoomPage(found, last))
                        : look(last, looks - 1);
            });
        });
    }

    /** Takes what is there until the page is full, and returns how many names that took. */
    private int take(List<RoomId> names, Map<RoomId, RoomSummary> there) {
        int taken = 0;
        while (taken < names.size() && found.size() < limit) {
            RoomSummary summary = there.get(names.get(taken++));
            if (summary != null) {
                found.add(summary);
            }
        }
        return taken;
    }
}
