package io.chappe.presence.rooms;

import io.chappe.core.bus.RoomAnswer;
import io.chappe.core.bus.RoomRequest;
import io.chappe.core.model.ErrorCode;
import io.chappe.core.model.Moderation;
import io.chappe.core.model.NodeId;
import io.chappe.core.model.PeerId;
import io.chappe.core.model.RoomKey;
import io.chappe.presence.bus.Turns;
import io.chappe.presence.store.RoomChange;
import io.chappe.presence.store.RoomStore;
import io.chappe.presence.store.Verdict;
import io.vertx.core.Future;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Does what moderators say to rooms, and what those do whom they call to others. Confined to the loop of {@link Rooms}. */
public final class Moderations {
    /** Tells nodes of a change, but the one that has asked for it, if one has. */
    interface Told {
        void tell(RoomKey room, RoomChange change, @Nullable NodeId asker);
    }

    /** Of who is kicked. The store keeps no room for longer than the longest. */
    private static final long MIN_BAN_MS = 60_000;

    private static final long MAX_BAN_MS = 86_400_000;

    private final RoomStore store;
    private final Turns<RoomKey> turns;
    private final Told told;
    private final int memberLimit;

    Moderations(RoomStore store, Turns<RoomKey> turns, Told told, int memberLimit) {
        this.store = store;
        this.turns = turns;
        this.told = told;
        this.memberLimit = memberLimit;
    }

    public Future<RoomAnswer> moderate(RoomRequest.Moderate moderate) {
        Moderation moderation = bounded(moderate.moderation());
        RoomKey room = moderate.room();
        Supplier<Future<RoomChange>> operation =
                () -> store.moderate(room, moderate.session(), moderate.generation(), moderation, memberLimit);
        Future<RoomAnswer> done = turns.take(room, operation, change -> {
            told.tell(room, change, moderate.home().node());
            return change.verdict() == Verdict.DONE
                    ? Answers.changed(change)
                    : Refusals.ofModeration(moderation.action(), change.verdict());
        });
        boolean calls = moderation.action() == Moderation.Action.TAKE || moderation.action() == Moderation.Action.MOVE;
        return calls ? done.compose(answer -> found(room, answer)) : done;
    }

    /** Who was called before is to be seen in the room. */
    private Future<RoomAnswer> found(RoomKey room, RoomAnswer answer) {
        return answer instanceof RoomAnswer.Changed changed && changed.delta() == null
                ? store.roster(room).map(RoomAnswer.Found::new)
                : Future.succeededFuture(answer);
    }

    /** For an administrator, who may do in every room what its moderators may, but for taking somebody out of a queue. */
    public Future<Verdict> moderate(RoomKey room, Moderation moderation) {
        Supplier<Future<RoomChange>> operation =
                () -> store.moderate(room, Moderation.ADMINISTRATOR, 0, bounded(moderation), memberLimit);
        return turns.take(room, operation, change -> {
            told.tell(room, change, null);
            return change.verdict();
        });
    }

    /**
     * Takes out who is in a room, or waits there, for an administrator. Who comes meanwhile begins it anew.
     *
     * @return how many that were
     */
    public Future<Integer> close(RoomKey room) {
        return turns.take(room, () -> store.close(room), change -> {
            told.tell(room, change, null);
            return change.delta() == null ? 0 : change.delta().left().size();
        });
    }

    /**
     * Lets a room be there although nobody is in it, for an administrator, or no longer; see {@link RoomStore#ahead}.
     *
     * @param aheadMs at most {@link io.chappe.core.model.RoomRules#MAX_KEEP_MS}; 0 for no longer
     */
    public Future<Verdict> ahead(RoomKey room, long aheadMs) {
        return turns.take(room, () -> store.ahead(room, aheadMs), change -> {
            told.tell(room, change, null);
            return change.verdict();
        });
    }

    /**
     * Bans a peer from a room, or lifts its ban, for an administrator; see {@link RoomStore#ban}.
     *
     * @param banMs 0 to lift it; else at least a minute, and at most a day
     */
    public Future<Verdict> ban(RoomKey room, PeerId peer, long banMs) {
        long bounded = banMs == 0 ? 0 : bounded(banMs);
        return turns.take(room, () -> store.ban(room, peer, bounded), change -> {
            told.tell(room, change, null);
            return change.verdict();
        });
    }

    private static Moderation bounded(Moderation moderation) {
        return moderation.action() == Moderation.Action.KICK
                ? new Moderation(moderation.action(), moderation.target(), bounded(moderation.banMs()))
                : moderation;
    }

    private static long bounded(long banMs) {
        return Math.max(MIN_BAN_MS, Math.min(MAX_BAN_MS, banMs));
    }

    public Future<RoomAnswer> follow(RoomRequest.Follow follow) {
        RoomKey room = follow.room();
        Supplier<Future<RoomChange>> operation =
                () -> store.follow(room, follow.session(), follow.generation(), follow.to(), follow.refusal());
        return turns.take(room, operation, change -> {
            told.tell(room, change, follow.home().node());
            return switch (change.verdict()) {
                case DONE -> Answers.changed(change);
                case SUPERSEDED -> new RoomAnswer.Superseded();
                default -> new RoomAnswer.Refused(ErrorCode.NO_SUCH_SESSION, "the call is over");
            };
        });
    }
}
