package io.chappe.core.bus;

import io.chappe.core.model.ErrorCode;
import io.chappe.core.model.NodeLife;
import io.chappe.core.model.RoomId;
import io.vertx.core.buffer.Buffer;
import java.util.List;

/** What the presence service answers. */
public sealed interface PresenceAnswer {
    record Done() implements PresenceAnswer {}

    /**
     * The lease holds.
     *
     * @param millis from the answer on, unless renewed
     * @param store the incarnation of the store that it is in
     * @param looks grows as long as the store goes on and forgets nothing
     * @param recovering whether the store has lost something that is being put back: what it does not know may exist
     * @param notices the version of the newest notice; {@link #UNKNOWN} where it is not known
     */
    record Leased(long millis, long store, long looks, boolean recovering, long notices) implements PresenceAnswer {
        public static final long UNKNOWN = -1;
    }

    /** The store is not the one that the lease was granted in: it has lost all, or its latest changes. */
    record StoreChanged() implements PresenceAnswer {}

    /** The node's life is over: its sessions are, or are about to be, swept. */
    record LeaseLost() implements PresenceAnswer {}

    /**
     * The session is this node's now.
     *
     * @param generation from now on
     * @param previous whose it was
     * @param rooms that it is in
     */
    record Taken(long generation, NodeLife previous, long windowMs, List<RoomId> rooms) implements PresenceAnswer {
        public Taken {
            rooms = List.copyOf(rooms);
        }
    }

    /** Nobody has a session like this, or not with this secret, or not any more. */
    record NoSuchSession() implements PresenceAnswer {}

    /** Nothing was done: another gateway has taken the session over since. */
    record Superseded() implements PresenceAnswer {}

    /**
     * Where a session is.
     *
     * @param lost whether its socket or its node is lost, and its resume window runs
     */
    record Located(NodeLife home, long generation, boolean lost) implements PresenceAnswer {}

    record Known(PeerPresence presence) implements PresenceAnswer {}

    /**
     * What every gateway must know.
     *
     * @param version up to which these are all
     * @param newest the version of the last one that there is
     */
    record Notified(List<Notice> notices, long version, long newest) implements PresenceAnswer {
        public Notified {
            notices = List.copyOf(notices);
        }
    }

    /** Nothing was done. */
    record Refused(ErrorCode code, String message) implements PresenceAnswer {}

    default Buffer encode() {
        WireWriter out = Wire.begin(kind(), 32);
        if (this instanceof Leased leased) {
            out.number(leased.millis).fixed64(leased.store).number(leased.looks);
            out.octet(leased.recovering ? 1 : 0);
            if (WireVersion.written() >= WireVersion.NOTICES) {
                out.number(leased.notices);
            }
        } else if (this instanceof Known known) {
            known.presence.write(out);
        } else if (this instanceof Taken taken) {
            out.number(taken.generation);
            Wire.life(out, taken.previous);
            out.number(taken.windowMs).list(taken.rooms, (to, room) -> to.text(room.value()));
        } else if (this instanceof Located located) {
            Wire.life(out, located.home);
            out.number(located.generation).octet(located.lost ? 1 : 0);
        } else if (this instanceof Notified notified) {
            out.list(notified.notices, (to, notice) -> notice.write(to));
            out.number(notified.version).number(notified.newest);
        } else if (this instanceof Refused refused) {
            Wire.errorCode(out, refused.code);
            out.text(refused.message);
        }
        return out.toBuffer();
    }

    private int kind() {
        if (this instanceof Done) {
            return 1;
        } else if (this instanceof Leased) {
            return 2;
        } else if (this instanceof LeaseLost) {
            return 3;
        }
        if (this instanceof Known) {
            return 4;
        } else if (this instanceof Refused) {
            return 5;
        } else if (this instanceof Taken) {
            return 6;
        } else if (this instanceof NoSuchSession) {
            return 7;
        }
        if (this instanceof Superseded) {
            return 8;
        } else if (this instanceof Notified) {
            return 11;
        }
        return this instanceof Located ? 9 : 10;
    }

    /**
     * @throws WireException for anything that is not one
     */
    static PresenceAnswer decode(Buffer buffer) {
        WireReader in = new WireReader(buffer);
        int kind = Wire.kind(in);
        return Wire.checked(in, () -> switch (kind) {
            case 1 -> new Done();
            case 2 ->
                new Leased(
                        in.number(),
                        in.fixed64(),
                        in.number(),
                        Wire.flag(in),
                        in.isSince(WireVersion.NOTICES) ? in.number() : Leased.UNKNOWN);
            case 3 -> new LeaseLost();
            case 4 -> new Known(PeerPresence.read(in));
            case 5 -> new Refused(Wire.errorCode(in), in.text());
            case 6 -> new Taken(in.number(), Wire.life(in), in.number(), in.list(from -> new RoomId(from.text())));
            case 7 -> new NoSuchSession();
            case 8 -> new Superseded();
            case 9 -> new Located(Wire.life(in), in.number(), Wire.flag(in));
            case 10 -> new StoreChanged();
            case 11 -> new Notified(in.list(Notice::read), in.number(), in.number());
            default -> throw new WireException("presence answer " + kind);
        });
    }
}
