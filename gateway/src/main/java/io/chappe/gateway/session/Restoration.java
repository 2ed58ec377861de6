package io.chappe.gateway.session;

import io.chappe.gateway.loop.EventLoop;
import io.chappe.gateway.loop.Paced;
import io.chappe.gateway.room.RoomView;
import io.chappe.gateway.room.Rooms;
import io.chappe.gateway.watch.Watches;
import io.vertx.core.Future;
import java.util.Collection;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts what this gateway has into a store that has lost it: a gateway is the truth about its own sessions. A few at a
 * time, each until it is heard.
 */
public final class Restoration {
    private static final Logger LOG = LoggerFactory.getLogger(Restoration.class);

    private final EventLoop loop;
    private final SessionLife life;
    private final Sessions sessions;
    private final Rooms rooms;
    private final Watches watches;

    /**
     * @param loop on which it keeps its pace
     */
    public Restoration(EventLoop loop, SessionLife life, Sessions sessions, Rooms rooms, Watches watches) {
        this.loop = loop;
        this.life = life;
        this.sessions = sessions;
        this.rooms = rooms;
        this.watches = watches;
    }

    /**
     * Puts back all sessions, and then their seats in rooms.
     *
     * @param goesOn whether there is a use in going on
     */
    public Future<Void> run(BooleanSupplier goesOn) {
        long begun = System.nanoTime();
        Collection<Session> all = List.copyOf(sessions.all());
        return Paced.forEach(loop, all, life::restore, goesOn).compose(restored -> {
            Collection<RoomView> views = List.copyOf(rooms.views());
            return Paced.forEach(loop, views, rooms::restore, goesOn).onSuccess(done -> {
                if (goesOn.getAsBoolean() && !all.isEmpty()) {
                    LOG.info(
                            "put {} sessions and {} rooms back into the store, in {} ms",
                            all.size(),
                            views.size(),
                            (System.nanoTime() - begun) / 1_000_000);
                }
            });
        });
    }

    /** All gateways have put back what they have: what was not told meanwhile can be found now. */
    public void settled(BooleanSupplier goesOn) {
        rooms.compareNow();
        Paced.forEach(loop, watches.peers(), watches::renew, goesOn);
    }
}
