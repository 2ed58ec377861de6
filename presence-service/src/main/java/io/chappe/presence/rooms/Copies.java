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

    public Copies(RoomStore store) {
        this.store = store;
    }

    public Future<RoomAnswer> fetch(RoomKey room) {
        return store.roster(room).map(RoomAnswer.Found::new);
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
