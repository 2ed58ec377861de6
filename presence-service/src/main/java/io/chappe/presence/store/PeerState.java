package io.chappe.presence.store;

import io.chappe.core.bus.PeerPresence;
import io.chappe.core.bus.Wire;
import io.chappe.core.bus.WireReader;
import io.chappe.core.bus.WireWriter;
import io.chappe.core.model.NodeId;
import io.chappe.core.model.NodeLife;
import io.chappe.core.model.PresenceState;
import io.chappe.core.model.RoomId;
import io.chappe.core.model.SecretHash;
import io.chappe.core.model.SessionId;
import io.chappe.core.model.SessionLimit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One peer as a store keeps it, and what each operation of {@link PeerStore} does to it. For one thread at a time. */
public final class PeerState {
    /** How long a peer without sessions and watchers is kept for its tombstones. */
    public static final long FADE_MS = Tombstones.KEEP_MS;

    private static final Step FIRST = new Step(1, 1);

    private final Map<SessionId, SessionRecord> sessions = new LinkedHashMap<>();
    private final Map<NodeLife, Hold> watches = new LinkedHashMap<>();
    private Tombstones ended = new Tombstones();
    private long version;

    private PeerState(long version) {
        this.version = version;
    }

    /** A peer without a session. */
    public static PeerState begin(Moment moment) {
        return new PeerState(moment.seed());
    }

    public OpenResult open(
            SessionId session, SecretHash secret, long windowMs, Ticket ticket, SessionLimit limit, Moment moment) {
        ticket.requireValid(moment.now());
        SessionRecord old = sessions.get(session);
        if (old != null) {
            return notOpened(old.isOpenedBy(ticket) ? Verdict.DONE : Verdict.SUPERSEDED, ticket);
        } else if (ended.beat(session, FIRST, moment.now())) {
            return notOpened(Verdict.SUPERSEDED, ticket);
        }
        List<SessionId> displaced = SessionRecord.displaced(sessions, limit);
        if (presence().sessions() - displaced.size() >= limit.most()) {
            return notOpened(Verdict.FULL, ticket);
        }
        PeerPresence before = presence();
        displaced.forEach(other -> sessions.computeIfPresent(other, (same, record) -> record.over()));
        sessions.put(session, SessionRecord.opened(ticket.hold(), secret, windowMs));
        return new OpenResult(since(before, Verdict.DONE, List.of()), over());
    }

    private OpenResult notOpened(Verdict verdict, Ticket unused) {
        return new OpenResult(unchanged(verdict, List.of(unused.hold())), over());
    }

    private Map<SessionId, SessionRecord> over() {
        Map<SessionId, SessionRecord> over = new LinkedHashMap<>(sessions);
        over.values().removeIf(record -> !record.isOver());
        return over;
    }

    /** Puts back what its gateway has, unless somebody has done something later. */
    public PeerChange restore(SessionId session, HeldSession held, Ticket ticket, Moment moment) {
        ticket.requireValid(moment.now());
        SessionRecord old = sessions.get(session);
        Step step = new Step(held.generation(), 1);
        if (ended.beat(session, step, moment.now()) || (old != null && old.beats(held, ticket))) {
            return unchanged(Verdict.SUPERSEDED, List.of(ticket.hold()));
        }
        version = Math.max(version, moment.seed());
        Hold hold = ticket.hold();
        List<Hold> released = List.of();
        if (old != null && old.home().equals(hold.life())) {
            released = List.of(hold);
            hold = old.asHold();
        } else if (old != null) {
            released = List.of(old.asHold());
        }
        return put(session, SessionRecord.held(hold, held, old, moment.now()), released);
    }

    public TakeResult take(
            SessionId session, SecretHash secret, long attempt, Ticket ticket, long steadySince, Moment moment) {
        ticket.requireValid(moment.now());
        List<Hold> unused = List.of(ticket.hold());
        SessionRecord stored = sessions.get(session);
        if (stored == null || !stored.secret().equals(secret)) {
            return new TakeResult(unchanged(Verdict.ABSENT, unused), null);
        }
        SessionRecord old = stored.notBefore(steadySince);
        if (old.isPast(moment.now())) {
            SessionRecord over = old.over();
            return new TakeResult(put(session, over, unused, Verdict.ABSENT), over);
        }
        if (old.isTakenBy(ticket.hold().life(), attempt)) {
            return new TakeResult(unchanged(Verdict.DONE, unused), old);
        }
        SessionRecord taken = old.takenBy(ticket.hold(), attempt);
        return new TakeResult(put(session, taken, List.of(old.asHold())), taken);
    }

    public PeerChange lose(SessionId session, long generation, long sinceMs, Moment moment) {
        long since = moment.now() - Math.max(0, sinceMs);
        return change(session, generation, record -> record.isLost() ? null : record.lostAt(since));
    }

    public PeerChange end(SessionId session, long generation, Moment moment) {
        SessionRecord old = sessions.get(session);
        if (old != null && old.generation() > generation) {
            return unchanged(Verdict.SUPERSEDED, List.of());
        }
        ended.put(session, Step.lastOf(generation), moment.now());
        if (old == null) {
            return unchanged(Verdict.ABSENT, List.of());
        }
        PeerPresence before = presence();
        sessions.remove(session);
        return since(before, Verdict.DONE, List.of(old.asHold()));
    }

    /** Null if there is none, or its window has ended. */
    public @Nullable SessionRecord locate(SessionId session, long steadySince, Moment moment) {
        SessionRecord record = sessions.get(session);
        return record == null || record.notBefore(steadySince).isPast(moment.now()) ? null : record;
    }

    /** All that could be located. */
    public Map<SessionId, SessionRecord> sessions(long steadySince, long now) {
        Map<SessionId, SessionRecord> found = new LinkedHashMap<>(sessions);
        found.values().removeIf(record -> record.notBefore(steadySince).isPast(now));
        return found;
    }

    public PeerChange enter(SessionId session, Step step, RoomId room) {
        return change(session, step.generation(), record -> record.entering(room, step));
    }

    public PeerChange exit(SessionId session, Step step, RoomId room) {
        return change(session, step.generation(), record -> record.leaving(room, step));
    }

    public PeerChange watch(Ticket ticket, Moment moment) {
        ticket.requireValid(moment.now());
        Hold old = watches.putIfAbsent(ticket.hold().life(), ticket.hold());
        return unchanged(Verdict.DONE, old == null ? List.of() : List.of(ticket.hold()));
    }

    public PeerChange unwatch(NodeLife watcher) {
        Hold hold = watches.remove(watcher);
        return unchanged(Verdict.DONE, hold == null ? List.of() : List.of(hold));
    }

    public PeerLoss loseNode(NodeLife life, long steadySince, Moment moment) {
        PeerPresence before = presence();
        Map<SessionId, SessionRecord> theirs = new LinkedHashMap<>();
        sessions.replaceAll((session, record) -> {
            if (!record.home().equals(life)) {
                return record;
            }
            SessionRecord lost = record.lostAt(moment.now()).notBefore(steadySince);
            SessionRecord now = lost.isPast(moment.now()) ? lost.over() : lost;
            theirs.put(session, now);
            return now;
        });
        Hold watch = watches.remove(life);
        return new PeerLoss(since(before, Verdict.DONE, watch == null ? List.of() : List.of(watch)), theirs);
    }

    /** Whether there is nothing that needs to be remembered. */
    public boolean isEmpty() {
        return isFading() && ended.isEmpty();
    }

    /** Whether nothing but tombstones is left. */
    public boolean isFading() {
        return sessions.isEmpty() && watches.isEmpty();
    }

    public long version() {
        return version;
    }

    public void write(WireWriter out) {
        out.number(version);
        out.list(sessions.entrySet(), (to, entry) -> {
            Wire.session(to, entry.getKey());
            entry.getValue().write(to);
        });
        out.list(watches.values(), Hold::write);
        ended.write(out);
    }

    public static PeerState read(WireReader in) {
        PeerState peer = new PeerState(in.number());
        in.list(from -> Map.entry(Wire.session(from), SessionRecord.read(from)))
                .forEach(entry -> peer.sessions.put(entry.getKey(), entry.getValue()));
        in.list(Hold::read).forEach(hold -> peer.watches.put(hold.life(), hold));
        peer.ended = Tombstones.read(in);
        return peer;
    }

    /** Changes a session's record unless it is of a higher generation; null for no change. */
    private PeerChange change(
            SessionId session, long generation, Function<SessionRecord, @Nullable SessionRecord> operation) {
        SessionRecord old = sessions.get(session);
        if (old == null) {
            return unchanged(Verdict.ABSENT, List.of());
        }
        if (old.generation() > generation) {
            return unchanged(Verdict.SUPERSEDED, List.of());
        }
        if (old.isOver()) {
            return unchanged(Verdict.ABSENT, List.of());
        }
        SessionRecord changed = operation.apply(old);
        return changed == null ? unchanged(Verdict.DONE, List.of()) : put(session, changed, List.of());
    }

    private PeerChange put(SessionId session, SessionRecord record, List<Hold> released) {
        return put(session, record, released, Verdict.DONE);
    }

    private PeerChange put(SessionId session, SessionRecord record, List<Hold> released, Verdict verdict) {
        PeerPresence before = presence();
        sessions.put(session, record);
        return since(before, verdict, released);
    }

    private PeerChange unchanged(Verdict verdict, List<Hold> released) {
        return since(presence(), verdict, released);
    }

    private PeerChange since(PeerPresence before, Verdict verdict, List<Hold> released) {
        Set<NodeId> watchers = watches.keySet().stream().map(NodeLife::node).collect(Collectors.toUnmodifiableSet());
        boolean changed = !presence().equals(before);
        if (changed) {
            version++;
        }
        return new PeerChange(verdict, presence(), changed, watchers, released);
    }

    /** Sessions that are over are nobody's any more, though their records wait to be removed. */
    private PeerPresence presence() {
        PresenceState state = PresenceState.OFFLINE;
        int alive = 0;
        for (SessionRecord record : sessions.values()) {
            if (!record.isOver()) {
                alive++;
                boolean online = state == PresenceState.ONLINE || !record.isLost();
                state = online ? PresenceState.ONLINE : PresenceState.RECONNECTING;
            }
        }
        return new PeerPresence(version, state, alive);
    }
}
