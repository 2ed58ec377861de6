package io.chappe.presence.store;

import io.chappe.core.bus.Wire;
import io.chappe.core.bus.WireReader;
import io.chappe.core.bus.WireWriter;
import io.chappe.core.model.NodeLife;
import io.chappe.core.model.RoomId;
import io.chappe.core.model.SecretHash;
import io.chappe.core.model.SessionId;
import io.chappe.core.model.SessionLimit;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The truth about one session. Immutable; times in ms by the store's clock.
 *
 * @param home the node whose it is, as long as that one lives
 * @param hold on which it stands in the home's record
 * @param deadline when its resume window ends; {@link #NOT_LOST} while its socket is there
 * @param attempt the last one to take it over
 * @param previous whose it was before that; null if nobody has taken it over
 * @param rooms that it is in, each with the sequence of the join
 */
public record SessionRecord(
        NodeLife home,
        long hold,
        long generation,
        SecretHash secret,
        long windowMs,
        long deadline,
        long attempt,
        @Nullable NodeLife previous,
        Map<RoomId, Long> rooms) {
    static final long NOT_LOST = 0;

    /** A deadline that every clock has passed: nobody can take the session over any more. */
    private static final long OVER = 1;

    public SessionRecord {
        rooms = Map.copyOf(rooms);
    }

    static SessionRecord opened(Hold hold, SecretHash secret, long windowMs) {
        return new SessionRecord(hold.life(), hold.id(), 1, secret, windowMs, NOT_LOST, 0, null, Map.of());
    }

    /** Whether this is what was asked for with another ticket. */
    boolean isOpenedBy(Ticket ticket) {
        return generation == 1 && !isOver() && home.equals(ticket.hold().life());
    }

    /** Those of a peer's sessions that make room for one more: without a socket first, the one whose window ends next before all. */
    static List<SessionId> displaced(Map<SessionId, SessionRecord> sessions, SessionLimit limit) {
        List<Map.Entry<SessionId, SessionRecord>> alive = sessions.entrySet().stream()
                .filter(session -> !session.getValue().isOver())
                .toList();
        return alive.size() < limit.most()
                ? List.of()
                : alive.stream()
                        .sorted(Comparator.comparing((Map.Entry<SessionId, SessionRecord> session) ->
                                        !session.getValue().isLost())
                                .thenComparing(session -> session.getValue().deadline)
                                .thenComparing(session -> session.getKey().value()))
                        .limit(alive.size() + 1L - limit.most())
                        .filter(session ->
                                limit.replaces() || session.getValue().isLost())
                        .map(Map.Entry::getKey)
                        .toList();
    }

    Hold asHold() {
        return new Hold(home, hold);
    }

    public boolean isLost() {
        return deadline != NOT_LOST;
    }

    /** Whether its window has ended, or another has taken its place; what is left is to let its rooms know, and to remove it. */
    public boolean isOver() {
        return deadline == OVER;
    }

    boolean isPast(long now) {
        return deadline != NOT_LOST && deadline <= now;
    }

    boolean isTakenBy(NodeLife taker, long by) {
        return home.equals(taker) && attempt == by && previous != null;
    }

    /** The steps of the new generation are counted from 1 again, so that all of them are later than these. */
    SessionRecord takenBy(Hold by, long byAttempt) {
        Map<RoomId, Long> before = new HashMap<>(rooms);
        before.replaceAll((room, sequence) -> 0L);
        return new SessionRecord(
                by.life(), by.id(), generation + 1, secret, windowMs, NOT_LOST, byAttempt, home, before);
    }

    /** After its socket or its node is lost; the window that runs already goes on. */
    SessionRecord lostAt(long since) {
        return isLost() ? this : withDeadline(Math.max(OVER + 1, since + windowMs));
    }

    /** Nobody could take it up while the store was away: the window that ran then begins anew. */
    SessionRecord notBefore(long steadySince) {
        return isLost() && !isOver() && deadline < steadySince + windowMs ? withDeadline(steadySince + windowMs) : this;
    }

    /** Whether somebody has it later than, or instead of, a gateway that wants to put it back. */
    boolean beats(HeldSession held, Ticket ticket) {
        boolean isElsewhere = !home.node().equals(ticket.hold().life().node());
        return generation > held.generation() || (generation == held.generation() && (isElsewhere || isOver()));
    }

    /** As its gateway has it; what only the store knew stays. */
    static SessionRecord held(Hold by, HeldSession session, @Nullable SessionRecord old, long now) {
        long deadline =
                session.isLost() ? Math.max(OVER + 1, now - session.lostForMs() + session.windowMs()) : NOT_LOST;
        SessionRecord same = old == null || old.generation != session.generation() ? null : old;
        return new SessionRecord(
                by.life(),
                by.id(),
                session.generation(),
                session.secret(),
                session.windowMs(),
                deadline,
                same == null ? 0 : same.attempt,
                same == null ? null : same.previous,
                same == null ? Map.of() : same.rooms);
    }

    SessionRecord over() {
        return withDeadline(OVER);
    }

    private SessionRecord withDeadline(long changed) {
        return new SessionRecord(home, hold, generation, secret, windowMs, changed, attempt, previous, rooms);
    }

    /** Null for what it is in already, by a step that is not earlier. */
    @Nullable SessionRecord entering(RoomId room, Step step) {
        Long entered = rooms.get(room);
        return entered != null && entered >= step.sequence() ? null : withRoom(room, step.sequence());
    }

    /** Null for what it is not in, or has entered by a later step. */
    @Nullable SessionRecord leaving(RoomId room, Step step) {
        Long entered = rooms.get(room);
        return entered == null || (step.isNumbered() && entered > step.sequence()) ? null : withRoom(room, null);
    }

    private SessionRecord withRoom(RoomId room, @Nullable Long sequence) {
        Map<RoomId, Long> changed = new HashMap<>(rooms);
        if (sequence == null) {
            changed.remove(room);
        } else {
            changed.put(room, sequence);
        }
        return new SessionRecord(home, hold, generation, secret, windowMs, deadline, attempt, previous, changed);
    }

    /** In a block, so that an older node skips what it does not know. */
    public void write(WireWriter out) {
        WireWriter block = new WireWriter(256);
        Wire.life(block, home);
        block.fixed64(hold).number(generation);
        Wire.secretHash(block, secret);
        block.number(windowMs).number(deadline).fixed64(attempt);
        block.list(previous == null ? List.of() : List.of(previous), Wire::life);
        block.list(
                rooms.entrySet(), (to, room) -> to.text(room.getKey().value()).number(room.getValue()));
        out.block(block.toBytes());
    }

    public static SessionRecord read(WireReader in) {
        WireReader block = in.block();
        return new SessionRecord(
                Wire.life(block),
                block.fixed64(),
                block.number(),
                Wire.secretHash(block),
                block.number(),
                block.number(),
                block.fixed64(),
                block.list(Wire::life).stream().findFirst().orElse(null),
                readRooms(block));
    }

    private static Map<RoomId, Long> readRooms(WireReader block) {
        Map<RoomId, Long> rooms = new HashMap<>();
        block.list(from -> Map.entry(new RoomId(from.text()), from.number()))
                .forEach(room -> rooms.put(room.getKey(), room.getValue()));
        return rooms;
    }
}
