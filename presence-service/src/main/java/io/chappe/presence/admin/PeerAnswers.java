package io.chappe.presence.admin;

import io.chappe.core.model.MemberState;
import io.chappe.core.model.PeerKey;
import io.chappe.core.model.PresenceState;
import io.chappe.core.model.RoomId;
import io.chappe.core.model.SessionId;
import io.chappe.presence.peers.Peers;
import io.chappe.presence.store.PeerStore;
import io.chappe.presence.store.SessionRecord;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;

/** About peers: where they are, and that a session of theirs is to end. */
final class PeerAnswers {
    private final PeerStore peers;
    private final Peers changes;
    private final StoreAccess store;

    PeerAnswers(PeerStore peers, Peers changes, StoreAccess store) {
        this.peers = peers;
        this.changes = changes;
        this.store = store;
    }

    void addTo(Answers answers) {
        answers.with("getPeer", this::get).with("endSession", this::end);
    }

    private Future<JsonObject> end(Asked asked) {
        return store.askComplete(() -> changes.dismiss(asked.peer(), asked.session()))
                .map(ended -> {
                    if (!ended) {
                        throw new ProblemException(ProblemType.NOT_FOUND, "the peer has no such session");
                    }
                    return new JsonObject();
                });
    }

    private Future<JsonObject> get(Asked asked) {
        PeerKey peer = asked.peer();
        return store.askComplete(() -> peers.sessions(peer, store.steadySince()))
                .map(sessions -> new JsonObject()
                        .put("peer", peer.peer().value())
                        .put("state", state(sessions).wireName())
                        .put("sessions", sessions(sessions)));
    }

    private static PresenceState state(Map<SessionId, SessionRecord> sessions) {
        if (sessions.isEmpty()) {
            return PresenceState.OFFLINE;
        }
        return sessions.values().stream().allMatch(SessionRecord::isLost)
                ? PresenceState.RECONNECTING
                : PresenceState.ONLINE;
    }

    private static JsonArray sessions(Map<SessionId, SessionRecord> sessions) {
        JsonArray all = new JsonArray();
        sessions.entrySet().stream()
                .sorted(Map.Entry.comparingByKey(Comparator.comparing(SessionId::value)))
                .forEach(session -> all.add(session(session.getKey(), session.getValue())));
        return all;
    }

    private static JsonObject session(SessionId id, SessionRecord record) {
        MemberState state = record.isLost() ? MemberState.RECONNECTING : MemberState.ONLINE;
        JsonObject session = new JsonObject()
                .put("session", id.value())
                .put("node", record.home().node().value())
                .put("state", state.wireName());
        if (record.isLost()) {
            session.put("until", Instant.ofEpochMilli(record.deadline()).toString());
        }
        JsonArray rooms = new JsonArray();
        record.rooms().keySet().stream().map(RoomId::value).sorted().forEach(rooms::add);
        return session.put("rooms", rooms);
    }
}
