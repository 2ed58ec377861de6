package io.chappe.core.bus;

import io.chappe.core.model.Call;
import io.chappe.core.model.Entry;
import io.chappe.core.model.ErrorCode;
import io.chappe.core.model.Member;
import io.chappe.core.model.Moderation;
import io.chappe.core.model.PeerId;
import io.chappe.core.model.RawJson;
import io.chappe.core.model.RoomId;
import io.chappe.core.model.RoomRules;
import io.chappe.core.model.Roster;
import io.chappe.core.model.RosterDelta;
import io.chappe.core.model.RosterStamp;
import io.chappe.core.model.SessionId;
import io.chappe.core.model.Standing;
import io.chappe.core.model.Take;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How rooms are written between nodes: their members, rules and changes. */
public final class RosterWire {
    /** What one message may have of rosters: a quarter of the least that a node may be told to take. */
    public static final int MOST_BYTES = 256 << 10;

    private static final int LOBBY = 1;
    private static final int LOCKED = 2;
    private static final int QUEUE = 4;
    private static final int METADATA = 8;
    private static final int KEPT = 16;

    /** By their numbers, which never change. */
    private static final List<Moderation.Action> ACTIONS = List.of(
            Moderation.Action.ADMIT,
            Moderation.Action.DENY,
            Moderation.Action.KICK,
            Moderation.Action.LOCK,
            Moderation.Action.UNLOCK,
            Moderation.Action.TAKE,
            Moderation.Action.MOVE,
            Moderation.Action.DESCRIBE);

    private RosterWire() {}

    public static void member(WireWriter out, Member member) {
        Wire.session(out, member.session());
        out.text(member.peer().value());
        Wire.life(out, member.home());
        out.number(member.generation()).number(member.joinVersion());
        Wire.memberState(out, member.state());
        out.json(member.meta());
        standing(out, member.standing());
    }

    public static Member member(WireReader in) {
        return new Member(
                Wire.session(in),
                new PeerId(in.text()),
                Wire.life(in),
                in.number(),
                in.number(),
                Wire.memberState(in),
                in.json().compact(),
                standing(in));
    }

    /** One byte for nearly all: rosters are long. */
    public static void standing(WireWriter out, Standing standing) {
        if (out.isSince(WireVersion.ROOM_RULES)) {
            out.octet(standing.flags());
            if (standing.hasAttributes()) {
                out.json(standing.attributes());
            }
            Call call = standing.call();
            if (call != null) {
                call(out, call);
            }
        }
    }

    private static void call(WireWriter out, Call call) {
        out.text(call.to().value());
        Wire.session(out, call.agent());
        refusal(out.number(call.request()).number(call.until()), call.refusal());
    }

    private static Call call(WireReader in) {
        return new Call(new RoomId(in.text()), Wire.session(in), in.number(), in.number(), refusal(in));
    }

    /** Why somebody does not go where it is called to; null if it goes. */
    public static void refusal(WireWriter out, @Nullable ErrorCode refusal) {
        out.text(refusal == null ? "" : refusal.wireName());
    }

    public static @Nullable ErrorCode refusal(WireReader in) {
        String refusal = in.text();
        return refusal.isEmpty() ? null : ErrorCode.ofWireName(refusal);
    }

    public static Standing standing(WireReader in) {
        if (!in.isSince(WireVersion.ROOM_RULES)) {
            return Standing.PLAIN;
        }
        int flags = in.octet();
        RawJson attributes = Standing.hasAttributes(flags) ? in.json().compact() : RawJson.NULL;
        Call call = Standing.hasCall(flags) ? call(in) : null;
        return Standing.of(flags, attributes, call);
    }

    public static void rules(WireWriter out, RoomRules rules) {
        if (out.isSince(WireVersion.ROOM_RULES)) {
            out.number(rules.version()).number(rules.maxMembers());
            out.octet(flags(rules));
            out.list(
                    rules.bans().entrySet(),
                    (to, ban) -> to.text(ban.getKey().value()).number(ban.getValue()));
            if (rules.queue()) {
                out.list(rules.takes(), RosterWire::take);
            }
            if (rules.hasMetadata()) {
                out.json(rules.metadata());
            }
            if (rules.keepMs() > 0) {
                out.number(rules.keepMs());
            }
        }
    }

    private static int flags(RoomRules rules) {
        return (rules.lobby() ? LOBBY : 0)
                | (rules.locked() ? LOCKED : 0)
                | (rules.queue() ? QUEUE : 0)
                | (rules.hasMetadata() ? METADATA : 0)
                | (rules.keepMs() > 0 ? KEPT : 0);
    }

    private static void take(WireWriter out, Take take) {
        out.text(take.to().value());
        Wire.session(out, take.session());
        out.text(take.peer().value()).number(take.at());
    }

    private static Take take(WireReader in) {
        return new Take(new RoomId(in.text()), Wire.session(in), new PeerId(in.text()), in.number());
    }

    public static RoomRules rules(WireReader in) {
        if (!in.isSince(WireVersion.ROOM_RULES)) {
            return RoomRules.OPEN;
        }
        long version = in.number();
        int maxMembers = in.count();
        int flags = in.octet();
        Map<PeerId, Long> bans = new HashMap<>();
        in.list(from -> Map.entry(new PeerId(from.text()), from.number()))
                .forEach(ban -> bans.put(ban.getKey(), ban.getValue()));
        boolean queue = (flags & QUEUE) != 0;
        List<Take> takes = queue ? in.list(RosterWire::take) : List.of();
        RawJson metadata = (flags & METADATA) != 0 ? in.json().compact() : RawJson.NULL;
        long keepMs = (flags & KEPT) != 0 ? in.number() : 0;
        RoomRules rules = new RoomRules(
                version, maxMembers, (flags & LOBBY) != 0, (flags & LOCKED) != 0, bans, queue, takes, metadata, keepMs);
        // Those of nearly all rooms, and there are many.
        return rules.equals(RoomRules.OPEN) ? RoomRules.OPEN : rules;
    }

    private static List<Member> known(WireWriter out, List<Member> members) {
        return out.isSince(WireVersion.ROOM_RULES)
                ? members
                : members.stream().filter(member -> !member.waits()).toList();
    }

    /** What a delta may leave out. */
    private static void changedRules(WireWriter out, @Nullable RoomRules rules) {
        if (out.isSince(WireVersion.ROOM_RULES)) {
            out.octet(rules == null ? 0 : 1);
            if (rules != null) {
                rules(out, rules);
            }
        }
    }

    private static @Nullable RoomRules changedRules(WireReader in) {
        return in.isSince(WireVersion.ROOM_RULES) && Wire.flag(in) ? rules(in) : null;
    }

    public static void entry(WireWriter out, Entry entry) {
        if (out.isSince(WireVersion.ROOM_RULES)) {
            standing(out, entry.standing());
            out.octet(entry.creates() ? 1 : 0);
            rules(out, entry.rules());
        }
    }

    public static Entry entry(WireReader in) {
        return in.isSince(WireVersion.ROOM_RULES) ? new Entry(standing(in), Wire.flag(in), rules(in)) : Entry.PLAIN;
    }

    public static void moderation(WireWriter out, Moderation moderation) {
        SessionId target = moderation.target();
        RoomId to = moderation.to();
        out.octet(ACTIONS.indexOf(moderation.action())).number(moderation.banMs());
        out.text(target == null ? "" : target.value()).text(to == null ? "" : to.value());
        out.number(moderation.request()).json(moderation.metadata());
    }

    public static Moderation moderation(WireReader in) {
        int action = in.octet();
        if (action >= ACTIONS.size()) {
            throw new WireException("moderation " + action);
        }
        long banMs = in.number();
        String target = in.text();
        String to = in.text();
        return new Moderation(
                ACTIONS.get(action),
                target.isEmpty() ? null : new SessionId(target),
                banMs,
                to.isEmpty() ? null : new RoomId(to),
                in.number(),
                in.json().compact());
    }

    public static void stamp(WireWriter out, RosterStamp stamp) {
        out.fixed64(stamp.incarnation()).number(stamp.version()).fixed64(stamp.digest());
    }

    public static RosterStamp stamp(WireReader in) {
        return new RosterStamp(in.fixed64(), in.number(), in.fixed64());
    }

    public static void roster(WireWriter out, Roster roster) {
        out.fixed64(roster.incarnation()).number(roster.version()).number(roster.shownVersion());
        // A node of an older build would take those who wait for members.
        boolean knowsLobbies = out.isSince(WireVersion.ROOM_RULES);
        out.list(knowsLobbies ? roster.seats().toList() : roster.members(), RosterWire::member);
        rules(out, roster.rules());
    }

    public static Roster roster(WireReader in) {
        return new Roster(in.fixed64(), in.number(), in.number(), in.list(RosterWire::member), rules(in));
    }

    public static void delta(WireWriter out, RosterDelta delta) {
        out.fixed64(delta.incarnation()).number(delta.version());
        out.list(known(out, delta.joined()), RosterWire::member);
        out.list(delta.left(), RosterWire::departure);
        out.list(known(out, delta.updated()), RosterWire::member);
        changedRules(out, delta.rules());
    }

    public static RosterDelta delta(WireReader in) {
        return new RosterDelta(
                in.fixed64(),
                in.number(),
                in.list(RosterWire::member),
                in.list(RosterWire::departure),
                in.list(RosterWire::member),
                changedRules(in));
    }

    private static void departure(WireWriter out, RosterDelta.Departure departure) {
        member(out, departure.member());
        Wire.leaveReason(out, departure.reason());
    }

    private static RosterDelta.Departure departure(WireReader in) {
        return new RosterDelta.Departure(member(in), Wire.leaveReason(in));
    }
}
