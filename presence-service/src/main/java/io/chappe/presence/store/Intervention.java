package io.chappe.presence.store;

import io.chappe.core.model.LeaveReason;
import io.chappe.core.model.Moderation;
import io.chappe.core.model.PeerId;
import io.chappe.core.model.RawJson;
import io.chappe.core.model.SessionId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a moderator does to one room. For one thread. */
final class Intervention {
    private final Seats seats;
    private final Door door;
    private final Draft draft;
    private final long now;
    private final long version;

    /**
     * @param draft takes what comes of it
     * @param version of the room then
     */
    Intervention(Door door, Draft draft, long now, long version) {
        this.seats = door.seats();
        this.door = door;
        this.draft = draft;
        this.now = now;
        this.version = version;
    }

    /** Its gateway may not have heard yet that the moderator is out of the room, or somewhere else. */
    Verdict run(SessionId moderator, long generation, Moderation moderation) {
        if (moderator.equals(Moderation.ADMINISTRATOR)) {
            return run(moderator, moderation);
        }
        Seat seat = seats.of(moderator);
        if (seat == null || seat.waits()) {
            return Verdict.OUTSIDE;
        }
        return seat.member().generation() > generation ? Verdict.SUPERSEDED : run(moderator, moderation);
    }

    private Verdict run(SessionId moderator, Moderation moderation) {
        @Nullable SessionId target = moderation.target();
        @Nullable Seat seat = target == null ? null : seats.of(target);
        return switch (moderation.action()) {
            case ADMIT -> target == null ? admit(seats.lobby()) : admit(seat);
            case DENY -> deny(seat, moderation.banMs());
            case KICK -> kick(seat, moderation.banMs());
            case LOCK -> lock(true);
            case UNLOCK -> lock(false);
            case DESCRIBE -> describe(moderation.metadata());
            case TAKE -> calling().take(moderator, target, moderation.to());
            case MOVE -> calling().move(moderator, seat, moderation.to(), moderation.request());
        };
    }

    private Calling calling() {
        return new Calling(seats, draft, now, version);
    }

    private Verdict admit(@Nullable Seat seat) {
        if (seat == null) {
            return Verdict.ABSENT;
        }
        return seat.waits() ? admit(List.of(seat)) : Verdict.DONE;
    }

    private Verdict admit(List<Seat> waiting) {
        List<Seat> admitted = waiting.stream().limit(door.places()).toList();
        admitted.forEach(seat -> draft.update(seat, seat.with(seat.member().admittedAt(version))));
        return admitted.isEmpty() && !waiting.isEmpty() ? Verdict.FULL : Verdict.DONE;
    }

    /** Whoever was let in meanwhile stays. */
    private Verdict deny(@Nullable Seat seat, long banMs) {
        if (seat == null || !seat.waits()) {
            return Verdict.ABSENT;
        }
        PeerId peer = seat.member().peer();
        takeOut(peer, seats.of(peer).stream().filter(Seat::waits).toList(), LeaveReason.DENIED, banMs);
        return Verdict.DONE;
    }

    private Verdict kick(@Nullable Seat seat, long banMs) {
        if (seat == null) {
            return Verdict.ABSENT;
        }
        PeerId peer = seat.member().peer();
        takeOut(peer, seats.of(peer), LeaveReason.KICKED, banMs);
        return Verdict.DONE;
    }

    private void takeOut(PeerId peer, List<Seat> leaving, LeaveReason reason, long banMs) {
        leaving.forEach(seat -> draft.remove(seat, reason));
        draft.change(door.rules().banned(peer, now + banMs, now, version));
    }

    private Verdict lock(boolean lock) {
        if (door.rules().locked() != lock) {
            draft.change(door.rules().locked(lock, version));
        }
        return Verdict.DONE;
    }

    private Verdict describe(RawJson metadata) {
        if (!door.rules().metadata().equals(metadata)) {
            draft.change(door.rules().described(metadata, version));
        }
        return Verdict.DONE;
    }
}
