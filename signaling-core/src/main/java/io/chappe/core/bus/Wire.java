package io.chappe.core.bus;

import io.chappe.core.model.ErrorCode;
import io.chappe.core.model.LeaveReason;
import io.chappe.core.model.MemberState;
import io.chappe.core.model.NodeId;
import io.chappe.core.model.NodeLife;
import io.chappe.core.model.PeerId;
import io.chappe.core.model.PeerKey;
import io.chappe.core.model.RoomId;
import io.chappe.core.model.RoomKey;
import io.chappe.core.model.SecretHash;
import io.chappe.core.model.SessionId;
import io.chappe.core.model.TenantId;
import java.util.function.Supplier;

/** How the house's words are written between nodes. Every message begins with its {@link WireVersion}. */
public final class Wire {
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
