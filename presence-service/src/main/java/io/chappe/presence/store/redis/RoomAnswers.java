package io.chappe.presence.store.redis;

import io.chappe.core.model.LeaveReason;
import io.chappe.core.model.Member;
import io.chappe.core.model.MemberState;
import io.chappe.core.model.NodeId;
import io.chappe.core.model.PeerId;
import io.chappe.core.model.RawJson;
import io.chappe.core.model.RoomId;
import io.chappe.core.model.RoomRules;
import io.chappe.core.model.Roster;
import io.chappe.core.model.RosterDelta;
import io.chappe.core.model.RosterStamp;
import io.chappe.core.model.SessionId;
import io.chappe.presence.store.JoinResult;
import io.chappe.presence.store.LostSeat;
import io.chappe.presence.store.RoomChange;
import io.chappe.presence.store.RoomLoss;
import io.chappe.presence.store.RoomSummary;
import io.chappe.presence.store.Verdict;
import io.vertx.core.json.JsonObject;
import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Reads what the scripts about rooms answer, as {@code rooms/room.lua} says. */
final class RoomAnswers {
    private static final int CHANGED_RULES = 9;
    private static final int SHOWN = 10;
    private static final int SEATS = 11;
    private static final int RULES = 12;
    private static final int THEIRS = 10;

    private RoomAnswers() {}

    static JoinResult entered(Response answer) {
        RoomChange change = change(answer, LeaveReason.LEFT);
        if (answer.size() <= SHOWN) {
            return new JoinResult(null, change);
        }
        Roster roster = new Roster(
                Texts.bits(Texts.text(answer, 2)),
                Texts.number(answer, 3),
                Texts.number(answer, SHOWN),
                members(Texts.required(answer, SEATS)),
                RoomTexts.rules(Texts.text(answer, RULES)));
        return new JoinResult(roster, change);
    }

    /**
     * Reads a change.
     *
     * @param reason of those who have left
     */
    static RoomChange change(Response answer, LeaveReason reason) {
        return new RoomChange(
                Verdict.valueOf(Texts.text(answer, 0)),
                Texts.number(answer, 1) == 0 ? null : delta(answer, reason),
                nodes(Texts.required(answer, 7)),
                Texts.holds(Texts.required(answer, 8)));
    }

    static @Nullable RoomSummary summary(RoomId room, @Nullable Response answer) {
        return answer == null
                ? null
                : new RoomSummary(
                        room,
                        Texts.bits(Texts.text(answer, 0)),
                        Texts.number(answer, 1),
                        (int) Texts.number(answer, 2),
                        (int) Texts.number(answer, 3),
                        (int) Texts.number(answer, 4),
                        RoomTexts.rules(Texts.text(answer, 5)));
    }

    private static RosterDelta delta(Response answer, LeaveReason reason) {
        return new RosterDelta(
                Texts.bits(Texts.text(answer, 2)),
                Texts.number(answer, 3),
                members(Texts.required(answer, 4)),
                members(Texts.required(answer, 5)).stream()
                        .map(member -> new RosterDelta.Departure(member, reason))
                        .toList(),
                members(Texts.required(answer, 6)),
                changedRules(answer.get(CHANGED_RULES)));
    }

    private static @Nullable RoomRules changedRules(@Nullable Response text) {
        return text == null ? null : RoomTexts.rules(text.toString());
    }

    static RoomLoss loss(Response answer) {
        return new RoomLoss(
                change(answer, LeaveReason.LOST),
                seats(
                        Texts.required(answer, THEIRS),
                        (session, seat) -> new LostSeat(
                                new PeerId(seat.getString("peer")),
                                session,
                                seat.getLong("generation"),
                                Texts.bits(seat.getString("hold")))));
    }

    static @Nullable Roster roster(@Nullable Response answer) {
        return answer == null
                ? null
                : new Roster(
                        Texts.bits(Texts.text(answer, 0)),
                        Texts.number(answer, 1),
                        Texts.number(answer, 2),
                        members(Texts.required(answer, 3)),
                        RoomTexts.rules(Texts.text(answer, 4)));
    }

    static @Nullable RosterStamp stamp(@Nullable Response answer) {
        return answer == null
                ? null
                : new RosterStamp(
                        Texts.bits(Texts.text(answer, 0)), Texts.number(answer, 1), Texts.bits(Texts.text(answer, 2)));
    }

    /** In the order in which they have joined, which Redis does not keep. */
    private static List<Member> members(Response seats) {
        List<Member> members = seats(seats, RoomAnswers::member);
        members.sort(Comparator.comparingLong(Member::joinVersion));
        return members;
    }

    private static Member member(SessionId session, JsonObject seat) {
        return new Member(
                session,
                new PeerId(seat.getString("peer")),
                Texts.life(seat.getString("home")),
                seat.getLong("generation"),
                Long.parseLong(seat.getString("joined")),
                MemberState.ofWireName(seat.getString("state")),
                RawJson.of(seat.getString("meta")),
                RoomTexts.standing(seat));
    }

    private static <T> List<T> seats(Response pairs, BiFunction<SessionId, JsonObject, T> reader) {
        List<T> seats = new ArrayList<>(pairs.size() / 2);
        for (int i = 0; i < pairs.size(); i += 2) {
            seats.add(reader.apply(new SessionId(Texts.text(pairs, i)), new JsonObject(Texts.text(pairs, i + 1))));
        }
        return seats;
    }

    private static Set<NodeId> nodes(Response names) {
        Set<NodeId> nodes = new HashSet<>();
        names.forEach(name -> nodes.add(new NodeId(name.toString())));
        return nodes;
    }
}
