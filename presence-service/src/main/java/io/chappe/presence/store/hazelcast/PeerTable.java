package io.chappe.presence.store.hazelcast;

import io.chappe.core.bus.Wire;
import io.chappe.core.bus.WireException;
import io.chappe.core.bus.WireReader;
import io.chappe.core.bus.WireWriter;
import io.chappe.core.model.RoomId;
import io.chappe.core.model.SessionId;
import io.chappe.core.model.SessionLimit;
import io.chappe.presence.store.HeldSession;
import io.chappe.presence.store.Moment;
import io.chappe.presence.store.OpenResult;
import io.chappe.presence.store.PeerChange;
import io.chappe.presence.store.PeerLoss;
import io.chappe.presence.store.PeerState;
import io.chappe.presence.store.SessionRecord;
import io.chappe.presence.store.TakeResult;
import java.util.HashMap;
import java.util.Map;

/** The peers, on the data members. */
final class PeerTable implements Table<PeerState> {
    static final int OPEN = 1;
    static final int TAKE = 2;
    static final int LOSE = 3;
    static final int END = 4;
    static final int LOCATE = 5;
    static final int ENTER = 6;
    static final int EXIT = 7;
    static final int WATCH = 8;
    static final int UNWATCH = 9;
    static final int LOSE_NODE = 10;
    static final int RESTORE = 11;

    /** Question of a {@link Query}. */
    static final int SESSIONS = 1;

    @Override
    public String name() {
        return "chappe.peers";
    }

    @Override
    public int stateType() {
        return 102;
    }

    @Override
    public Class<PeerState> stateClass() {
        return PeerState.class;
    }

    @Override
    public PeerState begin(Moment moment) {
        return PeerState.begin(moment);
    }

    @Override
    public boolean isEmpty(PeerState peer) {
        return peer.isEmpty();
    }

    @Override
    public long timeToLive(PeerState peer, Moment moment) {
        return peer.isFading() ? PeerState.FADE_MS : 0;
    }

    @Override
    public long version(PeerState peer) {
        return peer.version();
    }

    @Override
    public void run(WireReader call, PeerState peer, Moment moment, WireWriter answer) {
        int operation = call.octet();
        switch (operation) {
            case WATCH -> Answers.writeChange(answer, peer.watch(Answers.readTicket(call), moment));
            case UNWATCH -> Answers.writeChange(answer, peer.unwatch(Wire.life(call)));
            case LOSE_NODE -> {
                PeerLoss loss = peer.loseNode(Wire.life(call), call.number(), moment);
                Answers.writeChange(answer, loss.change());
                writeSessions(answer, loss.sessions());
            }
            case OPEN -> {
                OpenResult opened = peer.open(
                        Wire.session(call),
                        Wire.secretHash(call),
                        call.number(),
                        Answers.readTicket(call),
                        readLimit(call),
                        moment);
                Answers.writeChange(answer, opened.change());
                writeSessions(answer, opened.over());
            }
            case TAKE -> {
                TakeResult taken = peer.take(
                        Wire.session(call),
                        Wire.secretHash(call),
                        call.fixed64(),
                        Answers.readTicket(call),
                        call.number(),
                        moment);
                Answers.writeChange(answer, taken.change());
                Answers.writeRecord(answer, taken.record());
            }
            case LOCATE -> Answers.writeRecord(answer, peer.locate(Wire.session(call), call.number(), moment));
            default -> Answers.writeChange(answer, change(operation, Wire.session(call), call, peer, moment));
        }
    }

    private static PeerChange change(int operation, SessionId session, WireReader call, PeerState peer, Moment moment) {
        return switch (operation) {
            case RESTORE -> peer.restore(session, readHeld(call), Answers.readTicket(call), moment);
            case LOSE -> peer.lose(session, call.number(), call.number(), moment);
            case END -> peer.end(session, call.number(), moment);
            case ENTER -> peer.enter(session, Answers.readStep(call), new RoomId(call.text()));
            case EXIT -> peer.exit(session, Answers.readStep(call), new RoomId(call.text()));
            default -> throw new WireException("peer operation " + operation);
        };
    }

    @Override
    public void answer(WireReader question, String key, PeerState peer, long now, WireWriter answer) {
        int about = question.octet();
        if (about != SESSIONS) {
            throw new WireException("peer question " + about);
        }
        writeSessions(answer, peer.sessions(question.number(), now));
    }

    static void writeHeld(WireWriter call, HeldSession held) {
        Wire.secretHash(call.number(held.generation()), held.secret());
        call.number(held.windowMs()).number(held.lostForMs() + 1);
    }

    private static HeldSession readHeld(WireReader call) {
        return new HeldSession(call.number(), Wire.secretHash(call), call.number(), call.number() - 1);
    }

    static TakeResult readTaken(WireReader in) {
        return new TakeResult(Answers.readPeerChange(in), Answers.readRecord(in));
    }

    /** A node of an older build asks for no limit, and answers with nobody displaced. */
    private static SessionLimit readLimit(WireReader call) {
        return call.isAtEnd() ? SessionLimit.NONE : new SessionLimit((int) call.number(), call.octet() == 1);
    }

    static OpenResult readOpened(WireReader in) {
        return new OpenResult(Answers.readPeerChange(in), in.isAtEnd() ? Map.of() : readSessions(in));
    }

    static PeerLoss readLoss(WireReader in) {
        return new PeerLoss(Answers.readPeerChange(in), readSessions(in));
    }

    private static void writeSessions(WireWriter answer, Map<SessionId, SessionRecord> sessions) {
        answer.list(sessions.entrySet(), (to, session) -> {
            Wire.session(to, session.getKey());
            session.getValue().write(to);
        });
    }

    static Map<SessionId, SessionRecord> readSessions(WireReader in) {
        Map<SessionId, SessionRecord> sessions = new HashMap<>();
        in.list(from -> Map.entry(Wire.session(from), SessionRecord.read(from)))
                .forEach(session -> sessions.put(session.getKey(), session.getValue()));
        return sessions;
    }

    @Override
    public void write(WireWriter out, PeerState peer) {
        peer.write(out);
    }

    @Override
    public PeerState read(WireReader in) {
        return PeerState.read(in);
    }
}
