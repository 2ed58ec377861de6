package io.chappe.gateway.room;

import io.chappe.core.bus.RoomAnswer;
import io.chappe.core.bus.RoomRequest;
import io.chappe.core.bus.WireVersion;
import io.chappe.core.model.ErrorCode;
import io.chappe.core.model.Moderation;
import io.chappe.core.model.NodeLife;
import io.chappe.core.model.RoomId;
import io.chappe.core.model.RoomKey;
import io.chappe.core.model.RoomRules;
import io.chappe.core.model.Roster;
import io.vertx.core.Future;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Changes that sessions here ask for in their rooms, brought into this gateway's copies. From any event loop. */
final class Changes {
    private final RoomServices services;
    private final RoomViews views;
    private final RosterRepair repair;

    Changes(RoomServices services, RoomViews views, RosterRepair repair) {
        this.services = services;
        this.views = views;
        this.repair = repair;
    }

    /**
     * Asks for one; the future completes on the room's loop.
     *
     * @param isSo whether a roster is as it is asked to be
     * @param done runs before the sessions here are told
     * @return {@link RoomAnswer.Changed} or {@link RoomAnswer.Found}; any other answer is a failure
     */
    Future<RoomAnswer> ask(
            LocalMember member,
            RoomKey room,
            Function<NodeLife, RoomRequest> request,
            Predicate<Roster> isSo,
            Consumer<RoomView> done) {
        return views.on(room, view -> {
            NodeLife home = services.home();
            if (home == null || view == null) {
                return Future.failedFuture(RefusedException.unavailable("this gateway has no lease yet"));
            }
            return view.loop()
                    .bring(services.ask(view.key(), request.apply(home)))
                    .onSuccess(answer -> repair.doubt(member, answer))
                    .compose(answer -> take(view, answer, isSo, done));
        });
    }

    /** A member moderates a room; its gateway has made sure that it may. */
    Future<RoomAnswer> moderate(LocalMember member, RoomId room, Moderation moderation) {
        if (!WireVersion.hasRoomRules()) {
            return rollout();
        }
        RoomKey key = new RoomKey(member.tenant(), room);
        return askOrFetch(
                member,
                key,
                home -> new RoomRequest.Moderate(key, member.id(), home, member.generation(), moderation),
                known -> areRulesBy(moderation, known.rules()));
    }

    private static boolean areRulesBy(Moderation moderation, RoomRules known) {
        return switch (moderation.action()) {
            case LOCK -> known.locked();
            case UNLOCK -> !known.locked();
            case DESCRIBE -> known.metadata().equals(moderation.metadata());
            default -> false;
        };
    }

    static <T> boolean has(@Nullable T known, Predicate<T> wanted) {
        return known != null && wanted.test(known);
    }

    static <T> Future<T> rollout() {
        return RefusedException.future(
                ErrorCode.UNAVAILABLE,
                "nodes of an older version do not know rules of rooms; until the rollout is over");
    }

    /** The same for what may have been done for a request whose answer was lost, and with it the change. */
    Future<RoomAnswer> askOrFetch(
            LocalMember member, RoomKey room, Function<NodeLife, RoomRequest> request, Predicate<Roster> isSo) {
        return ask(member, room, request, isSo, view -> {}).onFailure(failure -> views.with(room, repair::fetch));
    }

    private Future<RoomAnswer> take(RoomView view, RoomAnswer answer, Predicate<Roster> isSo, Consumer<RoomView> done) {
        if (answer instanceof RoomAnswer.Found found) {
            Roster roster = found.roster();
            if (roster != null) {
                view.replace(roster);
                repair.settle(view);
            }
            return Future.succeededFuture(answer);
        }
        if (!(answer instanceof RoomAnswer.Changed changed)) {
            return Future.failedFuture(RefusedException.of(answer, null));
        }
        done.accept(view);
        if (changed.delta() != null) {
            view.apply(changed.delta());
            repair.settle(view);
        } else if (!has(view.roster(), isSo)) {
            // It was done for a request whose answer was lost, and with it the change.
            repair.fetch(view);
        }
        return Future.succeededFuture(answer);
    }
}
