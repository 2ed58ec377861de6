package io.chappe.presence.rooms;

import io.chappe.core.bus.RoomAnswer;
import io.chappe.core.bus.RoomRequest;
import io.chappe.core.model.RoomKey;
import io.chappe.presence.store.RoomStore;
import io.vertx.core.Future;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What gateways ask to keep their copies of rosters right. */
public final class Copies {
    private final RoomStore store;
    private final LongAnswers longAnswers;

    public Copies(RoomStore store, LongAnswers longAnswers) {
        this.store = store;
        this.longAnswers = longAnswers;
    }

    public Future<RoomAnswer> fetch(RoomRequest.Fetch fetch) {
        return fetch.answer() == 0
                ? store.roster(fetch.room()).map(roster -> longAnswers.first(fetch.room(), roster))
                : Future.succeededFuture(longAnswers.next(fetch));
    }

    public Future<RoomAnswer> compare(List<RoomRequest.Copy> copies) {
        return Future.all(copies.stream().map(this::differing).toList())
                .map(all -> new RoomAnswer.Differing(
                        all.<RoomKey>list().stream().filter(Objects::nonNull).toList()));
    }

    private Future<@Nullable RoomKey> differing(RoomRequest.Copy copy) {
        return store.stamp(copy.room()).map(stamp -> copy.stamp().equals(stamp) ? null : copy.room());
    }
}
