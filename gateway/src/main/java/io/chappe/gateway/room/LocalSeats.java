package io.chappe.gateway.room;

import io.chappe.core.bus.RoomRequest;
import io.chappe.core.bus.WireVersion;
import io.chappe.core.model.Member;
import io.chappe.core.model.NodeLife;
import io.chappe.core.model.Roster;
import io.chappe.core.model.SessionId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The sessions here that are in one room, or about to be. Changed on the room's event loop only; any thread may read. */
final class LocalSeats {
    /** In a room with fewer sessions an immutable map takes a third of what a map takes that is to grow. */
    private static final int GROWS_FROM = 16;

    private Map<SessionId, LocalSeat> seats = Map.of();

    private volatile Recipients recipients = Recipients.NONE;

    /** Who hears what is for all members: all who are here but those who wait. */
    Recipients recipients() {
        return recipients;
    }

    Collection<LocalSeat> all() {
        return seats.values();
    }

    @Nullable LocalSeat of(SessionId session) {
        return seats.get(session);
    }

    boolean isEmpty() {
        return seats.isEmpty();
    }

    /**
     * Takes the place of an earlier holder of the same session. Somebody whom the roster does not have yet may be let in.
     *
     * @return false where a later holder is here, who stays
     */
    boolean enter(LocalSeat seat, @Nullable Roster known) {
        LocalMember member = seat.member();
        LocalSeat before = seats.get(member.id());
        if (before != null) {
            if (before.member().generation() > member.generation()) {
                return false;
            }
            recipients = recipients.without(before.member());
        }
        growing().put(member.id(), seat);
        settle();
        if (known == null || !known.waits(member.id())) {
            recipients = recipients.with(member);
        }
        return true;
    }

    void exit(LocalMember member) {
        LocalSeat seat = seats.get(member.id());
        if (seat != null && seat.member() == member) {
            growing().remove(member.id());
            settle();
            recipients = recipients.without(member);
        }
    }

    private Map<SessionId, LocalSeat> growing() {
        if (!(seats instanceof HashMap)) {
            seats = new HashMap<>(seats);
        }
        return seats;
    }

    private void settle() {
        if (seats.size() < GROWS_FROM) {
            seats = Map.copyOf(seats);
        }
    }

    /** The lobby has changed. */
    void chooseRecipients(Roster known) {
        recipients = Recipients.of(seats.values().stream()
                .map(LocalSeat::member)
                .filter(member -> !known.waits(member.id()))
                .toList());
    }

    /** A member who is here has its ids already: what came over the bus are copies, kept as long as the roster. */
    Member own(Member member) {
        LocalSeat seat = seats.get(member.session());
        return seat == null
                ? member
                : member.named(seat.member().id(), seat.member().peer());
    }

    /** Those who are in the room or wait, as far as known, as they are to be put back. */
    List<RoomRequest.HeldSeat> held(@Nullable Roster known) {
        List<RoomRequest.HeldSeat> held = new ArrayList<>();
        for (LocalSeat seat : seats.values()) {
            Member member = known == null ? null : known.seat(seat.member().id());
            if (member != null && (!member.waits() || WireVersion.hasRoomRules())) {
                held.add(seat.held(member));
            }
        }
        return held;
    }

    /** Those who are said to be elsewhere since. */
    List<LocalMember> overtaken(@Nullable Roster known) {
        return seats.values().stream()
                .map(LocalSeat::member)
                .filter(member -> isOvertaken(member, known))
                .toList();
    }

    private static boolean isOvertaken(LocalMember member, @Nullable Roster known) {
        Member shown = known == null ? null : known.seat(member.id());
        return shown != null && shown.generation() > member.generation();
    }

    /** Whether a roster shows all whom this gateway knows as they are. */
    boolean areRightIn(@Nullable Roster shown, @Nullable Roster known, NodeLife home) {
        return known == null
                || seats.values().stream()
                        .filter(seat -> known.seat(seat.member().id()) != null)
                        .allMatch(seat -> isRightIn(shown, seat, home));
    }

    private static boolean isRightIn(@Nullable Roster shown, LocalSeat seat, NodeLife home) {
        Member member = shown == null ? null : shown.seat(seat.member().id());
        return member != null && seat.isRightly(member, home);
    }
}
