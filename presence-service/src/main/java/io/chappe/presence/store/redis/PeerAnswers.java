package io.chappe.presence.store.redis;

import io.chappe.core.bus.PeerPresence;
import io.chappe.core.model.NodeId;
import io.chappe.core.model.NodeLife;
import io.chappe.core.model.PresenceState;
import io.chappe.core.model.RoomId;
import io.chappe.core.model.SecretHash;
import io.chappe.core.model.SessionId;
import io.chappe.presence.store.OpenResult;
import io.chappe.presence.store.PeerChange;
import io.chappe.presence.store.PeerLoss;
import io.chappe.presence.store.SessionRecord;
import io.chappe.presence.store.TakeResult;
import io.chappe.presence.store.Verdict;
import io.vertx.core.json.JsonObject;
import io.vertx.redis.client.Response;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads what the scripts about peers answer, as {@code peers/peer.lua} says. */
final class PeerAnswers {
    private static final int RECORD = 7;
    private static final int SESSIONS = 7;

    private PeerAnswers() {}

    static PeerChange change(Response answer) {
        return new PeerChange(
                Verdict.valueOf(Texts.text(answer, 0)),
                new PeerPresence(Texts.number(answer, 2), PresenceState.ofWireName(Texts.text(answer, 3)), (int)
                        Texts.number(answer, 4)),
                Texts.number(answer, 1) != 0,
                watchers(Texts.required(answer, 5)),
                Texts.holds(Texts.required(answer, 6)));
    }

    static TakeResult taken(Response answer) {
        SessionRecord record = answer.size() > RECORD ? record(Texts.text(answer, RECORD)) : null;
        return new TakeResult(change(answer), record);
    }

    static OpenResult opened(Response answer) {
        return new OpenResult(change(answer), sessions(Texts.required(answer, SESSIONS)));
    }

    static PeerLoss loss(Response answer) {
        return new PeerLoss(change(answer), sessions(Texts.required(answer, SESSIONS)));
    }

    /** From session, record, session, record, ... */
    static Map<SessionId, SessionRecord> sessions(Response pairs) {
        Map<SessionId, SessionRecord> sessions = new HashMap<>();
        for (int i = 0; i < pairs.size(); i += 2) {
            sessions.put(new SessionId(Texts.text(pairs, i)), record(Texts.text(pairs, i + 1)));
        }
        return sessions;
    }

    static @Nullable SessionRecord located(@Nullable Response answer) {
        return answer == null ? null : record(answer.toString());
    }

    private static SessionRecord record(String text) {
        JsonObject json = new JsonObject(text);
        Map<RoomId, Long> rooms = new HashMap<>();
        json.getJsonObject("rooms")
                .forEach(room -> rooms.put(new RoomId(room.getKey()), ((Number) room.getValue()).longValue()));
        return new SessionRecord(
                Texts.life(json.getString("home")),
                Texts.bits(json.getString("hold")),
                json.getLong("generation"),
                new SecretHash(HexFormat.of().parseHex(json.getString("secret"))),
                json.getLong("window"),
                json.getLong("deadline"),
                Texts.bits(json.getString("attempt")),
                previous(json),
                rooms);
    }

    private static @Nullable NodeLife previous(JsonObject json) {
        String previous = json.getString("previous");
        return previous == null ? null : Texts.life(previous);
    }

    private static Set<NodeId> watchers(Response homes) {
        Set<NodeId> nodes = new HashSet<>();
        homes.forEach(home -> nodes.add(Texts.life(home.toString()).node()));
        return nodes;
    }
}
