package io.chappe.presence.store.redis;

import io.chappe.core.model.RoomId;
import io.chappe.core.model.RoomKey;
import io.chappe.core.model.TenantId;
import io.chappe.node.logging.About;
import io.chappe.presence.store.FirstNames;
import io.chappe.presence.store.RoomSummary;
import io.vertx.core.Future;
import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The names of tenants' rooms. Whoever has to do with a room notes that it is there, now and then and without waiting for it; and
 * then looks after the rooms that nobody has noted for long, and removes the names of those that are over. For any thread.
 */
final class RoomIndex {
    private static final Logger LOG = LoggerFactory.getLogger(RoomIndex.class);

    /** Who comes may be the first. */
    private static final long ENTERED_MS = 30_000;

    /** Half of what is long, so that what stands is noted in time. */
    private static final long SEEN_MS = 150_000;

    /** More than one, so that more names go than come. */
    private static final String MOST_LOOKED_AFTER = "2";

    private static final String NONE = "0";

    /** What comes above is left to the next who has to do with the room. */
    private static final int MOST_UNDER_WAY = 64;

    private final ScriptRunner runner;
    private final Keys keys;
    private final Function<RoomKey, Future<@Nullable RoomSummary>> rooms;
    private final Script touch;
    private final Script forget;
    private final Script names;
    private final Lately entered;
    private final Lately seen;
    private final AtomicInteger underWay = new AtomicInteger();

    /**
     * @param rooms tells of one, null if it is over
     * @param millis of a clock of this process
     */
    RoomIndex(
            ScriptRunner runner,
            Keys keys,
            ScriptFiles files,
            Function<RoomKey, Future<@Nullable RoomSummary>> rooms,
            LongSupplier millis) {
        this.runner = runner;
        this.keys = keys;
        this.rooms = rooms;
        touch = files.script("index/touch", "index/index");
        forget = files.script("index/forget", "index/index");
        names = files.script("index/names", "index/index");
        entered = new Lately(ENTERED_MS, millis);
        seen = new Lately(SEEN_MS, millis);
    }

    /** Somebody has just come into a room. */
    void entered(RoomKey room) {
        if (entered.note(room)) {
            seen.note(room);
            note(room);
        }
    }

    /** A room was looked at, and somebody is in it. */
    void seen(RoomKey room) {
        if (seen.note(room)) {
            note(room);
        }
    }

    private void note(RoomKey room) {
        if (underWay.incrementAndGet() > MOST_UNDER_WAY) {
            underWay.decrementAndGet();
            again(room);
            return;
        }
        touch(room, MOST_LOOKED_AFTER)
                .onFailure(cause -> again(room))
                .compose(others -> lookAfter(room.tenant(), others))
                .onComplete((done, cause) -> {
                    underWay.decrementAndGet();
                    if (cause != null) {
                        About.room(LOG.atDebug(), room).log("the names of rooms are noted later: {}", cause.toString());
                    }
                });
    }

    private void again(RoomKey room) {
        entered.forget(room);
        seen.forget(room);
    }

    private Future<Response> touch(RoomKey room, String others) {
        return runner.run(touch, keys.index(room.tenant()), room.room().value(), others)
                .map(answer -> Texts.required(Texts.required(answer), 0));
    }

    private Future<?> lookAfter(TenantId tenant, Response others) {
        List<Future<?>> looks = new ArrayList<>();
        for (int i = 0; i < others.size(); i += 2) {
            RoomKey room = new RoomKey(tenant, new RoomId(Texts.text(others, i)));
            String when = Texts.text(others, i + 1);
            looks.add(rooms.apply(room).compose(there -> there == null ? forget(room, when) : touch(room, NONE)));
        }
        return Future.join(looks);
    }

    private Future<@Nullable Response> forget(RoomKey room, String when) {
        return runner.run(forget, keys.index(room.tenant()), room.room().value(), when);
    }

    /**
     * The first names; some may be of rooms that are over.
     *
     * @param after behind which; null for the very first
     */
    Future<List<RoomId>> names(TenantId tenant, String prefix, @Nullable RoomId after, int most) {
        String from = after != null && FirstNames.ORDER.compare(after.value(), prefix) >= 0
                ? "(" + after.value()
                : "[" + prefix;
        return runner.run(names, keys.index(tenant), from, prefix, Integer.toString(most))
                .map(answer -> Texts.required(Texts.required(answer), 0).stream()
                        .map(name -> new RoomId(name.toString()))
                        .toList());
    }
}
