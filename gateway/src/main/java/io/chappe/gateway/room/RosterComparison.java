package io.chappe.gateway.room;

import io.chappe.core.model.RoomKey;
import io.chappe.core.model.Roster;
import io.chappe.core.model.RosterStamp;
import io.chappe.gateway.loop.EventLoop;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Now and then compares this gateway's copies with the store's, in batches: what no event told is found by that. Each
 * event loop goes through its own rooms, one batch at a time.
 */
final class RosterComparison {
    private static final int BATCH = 200;

    private final RoomServices services;
    private final RosterRepair repair;
    private final RoomViews views;

    RosterComparison(RoomServices services, RosterRepair repair, RoomViews views) {
        this.services = services;
        this.repair = repair;
        this.views = views;
    }

    void start(long everyMillis) {
        views.loops().forEach(loop -> loop.after(everyMillis, () -> round(loop, everyMillis)));
    }

    void now() {
        views.loops().forEach(loop -> loop.run(() -> batch(loop, viewsOn(loop), 0)));
    }

    private void round(EventLoop loop, long everyMillis) {
        repair.tidy();
        loop.on(batch(loop, viewsOn(loop), 0), done -> loop.after(everyMillis, () -> round(loop, everyMillis)));
    }

    private List<RoomView> viewsOn(EventLoop loop) {
        return views.all().stream()
                .filter(view -> view.loop() == loop && view.roster() != null)
                .toList();
    }

    private Future<Void> batch(EventLoop loop, List<RoomView> views, int from) {
        if (from >= views.size()) {
            return Future.succeededFuture();
        }
        int to = Math.min(from + BATCH, views.size());
        Map<RoomKey, RosterStamp> copies = new HashMap<>();
        for (RoomView view : views.subList(from, to)) {
            view.catchUp();
            Roster roster = view.roster();
            if (roster != null) {
                copies.put(view.key(), roster.stamp());
            }
        }
        List<RoomView> compared = new ArrayList<>(views.subList(from, to));
        return services.differing(copies)
                .onSuccess(differing ->
                        loop.run(() -> compared.forEach(view -> compared(view, differing.contains(view.key())))))
                .transform(done -> batch(loop, views, to));
    }

    /** What has changed meanwhile is no fault, and is looked at in the next round. */
    private void compared(RoomView view, boolean differs) {
        if (view.isBehind()) {
            return;
        }
        if (differs) {
            repair.fetch(view);
        } else {
            repair.check(view);
        }
    }
}
