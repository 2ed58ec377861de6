package io.chappe.core.bus;

import io.chappe.core.model.NodeLife;
import io.chappe.core.model.PeerId;
import io.chappe.core.model.RoomId;
import io.chappe.core.model.RoomKey;
import io.chappe.core.model.SessionId;
import io.vertx.core.buffer.Buffer;
import java.util.Map;
import java.util.Objects;

/** The wire form of {@link RoomRequest}. */
final class RoomRequestCodec {
    private static final int JOIN = 1;
    private static final int LEAVE = 2;
    private static final int UPDATE = 3;
    private static final int FETCH = 4;
    private static final int COMPARE = 5;
    private static final int MOVE = 6;
    private static final int MARK = 7;
    private static final int RESTORE_SEATS = 8;
    private static final int MODERATE = 9;
    private static final int FOLLOW = 10;
    private static final Map<Class<? extends RoomRequest>, Integer> KINDS = Map.of(
            RoomRequest.Join.class, JOIN,
            RoomRequest.Leave.class, LEAVE,
            RoomRequest.Update.class, UPDATE,
            RoomRequest.Fetch.class, FETCH,
            RoomRequest.Compare.class, COMPARE,
            RoomRequest.Move.class, MOVE,
            RoomRequest.Mark.class, MARK,
            RoomRequest.RestoreSeats.class, RESTORE_SEATS,
            RoomRequest.Moderate.class, MODERATE,
            RoomRequest.Follow.class, FOLLOW);

    private RoomRequestCodec() {}

    static Buffer encode(RoomRequest request) {
        WireWriter out = Wire.begin(Objects.requireNonNull(KINDS.get(request.getClass())), 256);
        if (request instanceof RoomRequest.Join join) {
            begin(out, join.room(), join.session(), join.home(), join.generation());
            out.text(join.peer().value()).number(join.sequence()).json(join.meta());
            RosterWire.entry(out, join.entry());
            hasCopy(out, join.hasCopy());
        } else if (request instanceof RoomRequest.Move move) {
            begin(out, move.room(), move.session(), move.home(), move.generation());
            out.text(move.peer().value());
            hasCopy(out, move.hasCopy());
        } else if (request instanceof RoomRequest.Mark mark) {
            begin(out, mark.room(), mark.session(), mark.home(), mark.generation());
            Wire.memberState(out, mark.state());
        } else if (request instanceof RoomRequest.Leave leave) {
            begin(out, leave.room(), leave.session(), leave.home(), leave.generation());
            out.text(leave.peer().value()).number(leave.sequence());
            Wire.leaveReason(out, leave.reason());
        } else if (request instanceof RoomRequest.Update update) {
            begin(out, update.room(), update.session(), update.home(), update.generation());
            out.json(update.meta());
        } else if (request instanceof RoomRequest.RestoreSeats restore) {
            Wire.room(out, restore.room());
            Wire.life(out, restore.home());
            out.number(restore.version()).list(restore.seats(), (to, seat) -> seat.write(to));
            RosterWire.rules(out, restore.rules());
        } else if (request instanceof RoomRequest.Moderate moderate) {
            begin(out, moderate.room(), moderate.session(), moderate.home(), moderate.generation());
            RosterWire.moderation(out, moderate.moderation());
        } else if (request instanceof RoomRequest.Follow follow) {
            begin(out, follow.room(), follow.session(), follow.home(), follow.generation());
            RosterWire.refusal(out.text(follow.to().value()), follow.refusal());
        } else if (request instanceof RoomRequest.Fetch fetch) {
            Wire.room(out, fetch.room());
            if (out.isSince(WireVersion.LARGE_ROOMS)) {
                out.fixed64(fetch.answer()).number(fetch.offset());
            }
        } else if (request instanceof RoomRequest.Compare compare) {
            out.list(compare.copies(), (to, copy) -> copy.write(to));
        }
        return out.toBuffer();
    }

    private static void begin(WireWriter out, RoomKey room, SessionId session, NodeLife home, long generation) {
        Wire.room(out, room);
        Wire.session(out, session);
        Wire.life(out, home);
        out.number(generation);
    }

    private static void hasCopy(WireWriter out, boolean hasCopy) {
        if (out.isSince(WireVersion.LARGE_ROOMS)) {
            out.octet(hasCopy ? 1 : 0);
        }
    }

    private static boolean hasCopy(WireReader in) {
        return in.isSince(WireVersion.LARGE_ROOMS) && Wire.flag(in);
    }

    private static RoomRequest.Fetch fetch(WireReader in) {
        RoomKey room = Wire.room(in);
        return in.isSince(WireVersion.LARGE_ROOMS)
                ? new RoomRequest.Fetch(room, in.fixed64(), in.count())
                : new RoomRequest.Fetch(room);
    }

    static RoomRequest decode(Buffer buffer) {
        WireReader in = new WireReader(buffer);
        int kind = Wire.kind(in);
        return Wire.checked(in, () -> switch (kind) {
            case FETCH -> fetch(in);
            case COMPARE -> new RoomRequest.Compare(in.list(RoomRequest.Copy::read));
            case RESTORE_SEATS ->
                new RoomRequest.RestoreSeats(
                        Wire.room(in),
                        Wire.life(in),
                        in.number(),
                        in.list(RoomRequest.HeldSeat::read),
                        RosterWire.rules(in));
            default -> decode(kind, in, Wire.room(in), Wire.session(in), Wire.life(in));
        });
    }

    private static RoomRequest decode(int kind, WireReader in, RoomKey room, SessionId session, NodeLife home) {
        long generation = in.number();
        return switch (kind) {
            case JOIN -> {
                PeerId peer = new PeerId(in.text());
                yield new RoomRequest.Join(
                        room,
                        session,
                        peer,
                        home,
                        generation,
                        in.number(),
                        in.json().compact(),
                        RosterWire.entry(in),
                        hasCopy(in));
            }
            case MOVE -> new RoomRequest.Move(room, session, new PeerId(in.text()), home, generation, hasCopy(in));
            case MARK -> new RoomRequest.Mark(room, session, home, generation, Wire.memberState(in));
            case LEAVE -> {
                PeerId peer = new PeerId(in.text());
                yield new RoomRequest.Leave(room, session, peer, home, generation, in.number(), Wire.leaveReason(in));
            }
            case UPDATE ->
                new RoomRequest.Update(
                        room, session, home, generation, in.json().compact());
            case MODERATE -> new RoomRequest.Moderate(room, session, home, generation, RosterWire.moderation(in));
            case FOLLOW ->
                new RoomRequest.Follow(room, session, home, generation, new RoomId(in.text()), RosterWire.refusal(in));
            default -> throw new WireException("room request " + kind);
        };
    }
}
