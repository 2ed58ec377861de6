package io.chappe.gateway.room;

import io.chappe.core.model.Call;
import io.chappe.core.model.Member;
import io.chappe.core.model.RoomId;
import io.chappe.core.model.Roster;
import io.chappe.core.model.SessionId;
import io.chappe.core.model.WaitingPlace;
import io.chappe.gateway.protocol.Dialect;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Tells the sessions here whom a room's lobby concerns: those who wait of their places, and moderators of those who wait. At
 * once, and then so seldom that a crowd at the door costs little. On the room's event loop.
 */
final class LobbyNews {
    private static final long PACE_MS = 1_000;

    private final RoomView view;
    private boolean resting;
    private boolean due;
    private boolean awaiting;

    LobbyNews(RoomView view) {
        this.view = view;
    }

    void changed() {
        if (resting) {
            due = true;
            return;
        }
        resting = true;
        tell();
        view.loop().after(PACE_MS, this::rested);
    }

    private void rested() {
        resting = false;
        if (due) {
            due = false;
            changed();
        }
    }

    private void tell() {
        Roster roster = view.roster();
        if (roster == null) {
            return;
        }
        long now = System.currentTimeMillis();
        List<Member> waiting = roster.waiting(now);
        Map<SessionId, WaitingPlace> places = places(roster, waiting);
        Map<Dialect, byte[]> frames = new HashMap<>(2);
        RoomId room = view.id();
        for (LocalSeat seat : view.local()) {
            LocalMember member = seat.member();
            WaitingPlace place = places.get(member.id());
            if (place != null) {
                member.loop().queue(() -> member.listener().waits(room, place));
            } else if (member.moderates(room) && roster.member(member.id()) != null) {
                byte[] frame = frames.computeIfAbsent(member.dialect(), dialect -> dialect.lobby(room, waiting));
                member.loop().queue(() -> member.listener().lobbyChanged(room, frame));
            }
        }
        awaitEndOfCalls(roster, now);
    }

    private static Map<SessionId, WaitingPlace> places(Roster roster, List<Member> waiting) {
        Map<SessionId, WaitingPlace> places = new HashMap<>();
        waiting.forEach(member -> places.put(member.session(), roster.place(places.size() + 1)));
        return places;
    }

    /** Whoever is called away and does not go is back, and no change of the room says so. */
    private void awaitEndOfCalls(Roster roster, long now) {
        if (!awaiting) {
            roster.lobby().stream()
                    .map(member -> member.standing().call())
                    .filter(call -> call != null && !call.isOver(now) && call.until() != Call.FOLLOWED)
                    .mapToLong(call -> Math.min(call.until() - now, Call.LASTS_MS))
                    .min()
                    .ifPresent(this::changedIn);
        }
    }

    private void changedIn(long millis) {
        awaiting = true;
        view.loop().after(millis, () -> {
            awaiting = false;
            changed();
        });
    }
}
