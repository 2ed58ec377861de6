package io.chappe.core.bus;

import io.chappe.core.model.Entry;
import io.chappe.core.model.ErrorCode;
import io.chappe.core.model.LeaveReason;
import io.chappe.core.model.Member;
import io.chappe.core.model.MemberState;
import io.chappe.core.model.Moderation;
import io.chappe.core.model.NodeId;
import io.chappe.core.model.NodeLife;
import io.chappe.core.model.PeerId;
import io.chappe.core.model.PeerKey;
import io.chappe.core.model.RawJson;
import io.chappe.core.model.RoomId;
import io.chappe.core.model.RoomKey;
import io.chappe.core.model.RoomRules;
import io.chappe.core.model.Roster;
import io.chappe.core.model.RosterDelta;
import io.chappe.core.model.RosterStamp;
import io.chappe.core.model.SecretHash;
import io.chappe.core.model.SessionId;
import io.chappe.core.model.Standing;
import io.chappe.core.model.TenantId;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** How the house's words are written between nodes. Every message begins with its {@link WireVersion}. */
public final class Wire {
    private static final int LOBBY = 1;
    private static final int LOCKED = 2;

    private Wire() {}

    static WireWriter begin(int kind, int expectedSize) {
        int version = WireVersion.written();
        return new WireWriter(expectedSize).writtenIn(version).octet(version).octet(kind);
    }

    /** @return the kind of the message */
    static int kind(WireReader in) {
        int version = in.octet();
        if (!WireVersion.isReadable(version)) {
            throw new WireException("wire version " + version + ", this node speaks " + WireVersion.newest());
        }
        in.writtenIn(version);
        return in.octet();
    }

    static void require(int expected, int kind) {
        if (kind != expected) {
            throw new WireException("message kind " + kind + " where " + expected + " was expected");
        }
    }

    /** Names that are no names are as wrong as bytes that are cut off, or, in a version that is known, left over. */
    static <T> T checked(WireReader in, Supplier<T> decoding) {
        try {
            T message = decoding.get();
            in.end();
            return message;
        } catch (IllegalArgumentException e) {
            throw new WireException(String.valueOf(e.getMessage()));
        }
    }

    public static void room(WireWriter out, RoomKey key) {
        out.text(key.tenant().value()).text(key.room().value());
    }

    public static RoomKey room(WireReader in) {
        return new RoomKey(new TenantId(in.text()), new RoomId(in.text()));
    }

    public static void peer(WireWriter out, PeerKey key) {
        out.text(key.tenant().value()).text(key.peer().value());
    }

    public static PeerKey peer(WireReader in) {
        return new PeerKey(new TenantId(in.text()), new PeerId(in.text()));
    }

    public static void session(WireWriter out, SessionId session) {
        out.text(session.value());
    }

    public static SessionId session(WireReader in) {
        return new SessionId(in.text());
    }

    public static void life(WireWriter out, NodeLife life) {
        out.text(life.node().value()).fixed64(life.incarnation());
    }

    public static NodeLife life(WireReader in) {
        return new NodeLife(new NodeId(in.text()), in.fixed64()).shared();
    }

    public static void member(WireWriter out, Member member) {
        session(out, member.session());
        out.text(member.peer().value());
        life(out, member.home());
        out.number(member.generation()).number(member.joinVersion());
        memberState(out, member.state());
        out.json(member.meta());
        standing(out, member.standing());
    }

    public static Member member(WireReader in) {
        return new Member(
                session(in),
                new PeerId(in.text()),
                life(in),
                in.number(),
                in.number(),
                memberState(in),
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
        }
    }

    public static Standing standing(WireReader in) {
        if (!in.isSince(WireVersion.ROOM_RULES)) {
            return Standing.PLAIN;
        }
        int flags = in.octet();
        return Standing.of(flags, Standing.hasAttributes(flags) ? in.json().compact() : RawJson.NULL);
    }

    public static void rules(WireWriter out, RoomRules rules) {
        if (out.isSince(WireVersion.ROOM_RULES)) {
            out.number(rules.version()).number(rules.maxMembers());
            out.octet((rules.lobby() ? LOBBY : 0) | (rules.locked() ? LOCKED : 0));
            out.list(
                    rules.bans().entrySet(),
                    (to, ban) -> to.text(ban.getKey().value()).number(ban.getValue()));
        }
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
        return new RoomRules(version, maxMembers, (flags & LOBBY) != 0, (flags & LOCKED) != 0, bans);
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
        return in.isSince(WireVersion.ROOM_RULES) && flag(in) ? rules(in) : null;
    }

    public static void entry(WireWriter out, Entry entry) {
        if (out.isSince(WireVersion.ROOM_RULES)) {
            standing(out, entry.standing());
            out.octet(entry.creates() ? 1 : 0);
            rules(out, entry.rules());
        }
    }

    public static Entry entry(WireReader in) {
        return in.isSince(WireVersion.ROOM_RULES) ? new Entry(standing(in), flag(in), rules(in)) : Entry.PLAIN;
    }

    public static void moderation(WireWriter out, Moderation moderation) {
        SessionId target = moderation.target();
        out.octet(moderation.action().ordinal()).number(moderation.banMs());
        out.text(target == null ? "" : target.value());
    }

    public static Moderation moderation(WireReader in) {
        int action = in.octet();
        if (action >= Moderation.Action.values().length) {
            throw new WireException("moderation " + action);
        }
        long banMs = in.number();
        String target = in.text();
        return new Moderation(
                Moderation.Action.values()[action], target.isEmpty() ? null : new SessionId(target), banMs);
    }

    public static void stamp(WireWriter out, RosterStamp stamp) {
        out.fixed64(stamp.incarnation()).number(stamp.version()).fixed64(stamp.digest());
    }

    public static RosterStamp stamp(WireReader in) {
        return new RosterStamp(in.fixed64(), in.number(), in.fixed64());
    }

    public static void roster(WireWriter out, Roster roster) {
        out.fixed64(roster.incarnation()).number(roster.version()).number(roster.shownVersion());
        out.list(roster.seats().toList(), Wire::member);
        rules(out, roster.rules());
    }

    public static Roster roster(WireReader in) {
        return new Roster(in.fixed64(), in.number(), in.number(), in.list(Wire::member), rules(in));
    }

    public static void delta(WireWriter out, RosterDelta delta) {
        out.fixed64(delta.incarnation()).number(delta.version());
        out.list(delta.joined(), Wire::member);
        out.list(delta.left(), Wire::departure);
        out.list(delta.updated(), Wire::member);
        changedRules(out, delta.rules());
    }

    public static RosterDelta delta(WireReader in) {
        return new RosterDelta(
                in.fixed64(),
                in.number(),
                in.list(Wire::member),
                in.list(Wire::departure),
                in.list(Wire::member),
                changedRules(in));
    }

    private static void departure(WireWriter out, RosterDelta.Departure departure) {
        member(out, departure.member());
        leaveReason(out, departure.reason());
    }

    private static RosterDelta.Departure departure(WireReader in) {
        return new RosterDelta.Departure(member(in), leaveReason(in));
    }

    /** By name, so that a new one in between does not change what the others mean to an older node. */
    public static void leaveReason(WireWriter out, LeaveReason reason) {
        out.text(reason.wireName());
    }

    public static LeaveReason leaveReason(WireReader in) {
        return LeaveReason.ofWireName(in.text());
    }

    /** One byte: rosters are long. */
    public static void memberState(WireWriter out, MemberState state) {
        out.octet(state == MemberState.ONLINE ? 0 : 1);
    }

    public static MemberState memberState(WireReader in) {
        int state = in.octet();
        if (state > 1) {
            throw new WireException("member state " + state);
        }
        return state == 0 ? MemberState.ONLINE : MemberState.RECONNECTING;
    }

    public static void secretHash(WireWriter out, SecretHash hash) {
        out.block(hash.bytes());
    }

    public static SecretHash secretHash(WireReader in) {
        return new SecretHash(in.bytes());
    }

    static boolean flag(WireReader in) {
        int octet = in.octet();
        if (octet > 1) {
            throw new WireException("a flag of " + octet);
        }
        return octet == 1;
    }

    static void errorCode(WireWriter out, ErrorCode code) {
        out.text(code.wireName());
    }

    static ErrorCode errorCode(WireReader in) {
        return ErrorCode.ofWireName(in.text());
    }
}
