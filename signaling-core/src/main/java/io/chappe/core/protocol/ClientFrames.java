package io.chappe.core.protocol;

import io.chappe.core.model.ErrorCode;
import io.chappe.core.model.Moderation;
import io.chappe.core.model.Names;
import io.chappe.core.model.PeerId;
import io.chappe.core.model.RawJson;
import io.chappe.core.model.RoomId;
import io.chappe.core.model.SessionId;
import io.chappe.core.model.TenantId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads what clients send. */
public final class ClientFrames {
    static final long MAX_ID = (1L << 53) - 1;
    static final int MAX_TIMEOUT_MS = 60_000;

    /** Each roster holds one for each member, and one of the room; as sent, in bytes. */
    static final int MAX_META = 4096;

    /** What a client says of its connection, in bytes. */
    static final int MAX_REPORT = 512;

    private ClientFrames() {}

    /**
     * @param utf8 a whole text frame, valid UTF-8; the message's {@code data} and {@code meta} are slices of it
     * @throws ProtocolException for anything that is not a message of this protocol
     */
    public static ClientMessage read(byte[] utf8) throws ProtocolException {
        FrameFields fields = FrameFields.read(utf8);
        try {
            return message(fields);
        } catch (IllegalArgumentException e) {
            throw fields.bad(String.valueOf(e.getMessage()));
        }
    }

    private static ClientMessage message(FrameFields fields) throws ProtocolException {
        String type = fields.required(FrameField.TYPE, fields.text(FrameField.TYPE));
        return switch (type) {
            case "signal" -> signal(fields);
            case "ack" ->
                new ClientMessage.Ack(
                        new SessionId(fields.required(FrameField.FROM, fields.text(FrameField.FROM))), id(fields));
            case "hello" -> hello(fields);
            case "join" -> new ClientMessage.Join(id(fields), room(fields), meta(fields, RawJson.NULL));
            case "leave" -> new ClientMessage.Leave(id(fields), room(fields));
            case "update" ->
                new ClientMessage.Update(
                        id(fields), optional(fields, FrameField.ROOM, RoomId::new), meta(fields, null));
            case "admit" -> moderate(fields, Moderation.Action.ADMIT, optionalSession(fields));
            case "deny" -> moderate(fields, Moderation.Action.DENY, session(fields));
            case "kick" -> moderate(fields, Moderation.Action.KICK, session(fields));
            case "lock" -> moderate(fields, Moderation.Action.LOCK, null);
            case "unlock" -> moderate(fields, Moderation.Action.UNLOCK, null);
            case "update-room" ->
                new ClientMessage.Moderate(id(fields), room(fields), Moderation.describe(metadata(fields)));
            case "take" -> new ClientMessage.Take(id(fields), room(fields), optionalSession(fields));
            case "move" ->
                new ClientMessage.Move(id(fields), room(fields), session(fields), new RoomId(fields.roomTo()));
            case "mute" -> new ClientMessage.Mute(id(fields), room(fields), session(fields));
            case "watch" -> new ClientMessage.Watch(id(fields), peers(fields));
            case "unwatch" -> new ClientMessage.Unwatch(id(fields), peers(fields));
            case "refresh" ->
                new ClientMessage.Refresh(id(fields), fields.required(FrameField.TOKEN, fields.text(FrameField.TOKEN)));
            case "report" -> new ClientMessage.Report(session(fields), reported(fields));
            case "ping" -> new ClientMessage.Ping();
            case "bye" -> new ClientMessage.Bye();
            default ->
                throw new ProtocolException(ErrorCode.UNKNOWN_TYPE, "this type is not known here", fields.idIfValid());
        };
    }

    private static ClientMessage hello(FrameFields fields) throws ProtocolException {
        ResumeFields resume = fields.resume();
        return new ClientMessage.Hello(
                optional(fields, FrameField.TENANT, TenantId::new),
                optional(fields, FrameField.PEER, PeerId::new),
                fields.text(FrameField.TOKEN),
                resume == null ? null : resume(resume),
                fields.flag(FrameField.ACKS),
                fields.text(FrameField.TRACEPARENT));
    }

    private static Resume resume(ResumeFields fields) {
        Map<RoomId, Long> rooms = new HashMap<>();
        fields.rooms().forEach((room, version) -> rooms.put(new RoomId(room), version));
        return new Resume(new SessionId(fields.session()), fields.secret(), rooms);
    }

    private static ClientMessage signal(FrameFields fields) throws ProtocolException {
        String kind = Names.require("\"kind\"", fields.required(FrameField.KIND, fields.text(FrameField.KIND)));
        Want want = want(fields);
        long id = fields.number(FrameField.ID) == null && want == Want.RELAYED ? 0 : id(fields);
        return new ClientMessage.Signal(
                id,
                target(fields),
                kind,
                fields.required(FrameField.DATA, fields.json(FrameField.DATA)),
                want,
                prev(fields, want, id),
                timeout(fields, want),
                fields.text(FrameField.TRACEPARENT));
    }

    private static Want want(FrameFields fields) throws ProtocolException {
        String want = fields.text(FrameField.WANT);
        if (want == null || want.equals(Want.RELAYED.wireName())) {
            return Want.RELAYED;
        }
        if (!want.equals(Want.RECEIVED.wireName())) {
            throw fields.bad("\"want\" must be \"relayed\" or \"received\"");
        }
        return Want.RECEIVED;
    }

    private static long prev(FrameFields fields, Want want, long id) throws ProtocolException {
        Long prev = fields.number(FrameField.PREV);
        if (prev == null) {
            return 0;
        }
        if (want != Want.RECEIVED || prev < 1 || prev >= id) {
            throw fields.bad("\"prev\" must be the id of an earlier signal, and goes with \"want\": \"received\"");
        }
        return prev;
    }

    private static int timeout(FrameFields fields, Want want) throws ProtocolException {
        Long timeout = fields.number(FrameField.TIMEOUT);
        if (timeout == null) {
            return want.defaultTimeoutMs();
        }
        if (timeout < 1 || timeout > MAX_TIMEOUT_MS) {
            throw fields.bad("\"timeoutMs\" must be from 1 to " + MAX_TIMEOUT_MS);
        }
        return timeout.intValue();
    }

    private static Target target(FrameFields fields) throws ProtocolException {
        FrameFields.Address to = fields.to();
        String name = to.name();
        return switch (to.kind()) {
            case "session" -> new Target.ToSession(new SessionId(name));
            case "peer" -> new Target.ToPeer(new PeerId(name));
            default -> new Target.ToRoom(new RoomId(name));
        };
    }

    private static long id(FrameFields fields) throws ProtocolException {
        long id = fields.required(FrameField.ID, fields.number(FrameField.ID));
        if (id < 1 || id > MAX_ID) {
            throw fields.bad("\"id\" must be an integer from 1 to 2^53-1");
        }
        return id;
    }

    private static RoomId room(FrameFields fields) throws ProtocolException {
        return new RoomId(fields.required(FrameField.ROOM, fields.text(FrameField.ROOM)));
    }

    private static RawJson meta(FrameFields fields, @Nullable RawJson absent) throws ProtocolException {
        RawJson meta = limited(fields, FrameField.META);
        return fields.required(FrameField.META, meta == null ? absent : meta).compact();
    }

    /** Of a room: an object, or null for none. */
    private static RawJson metadata(FrameFields fields) throws ProtocolException {
        RawJson metadata = fields.required(FrameField.METADATA, limited(fields, FrameField.METADATA));
        if (metadata.array()[metadata.offset()] != '{' && !metadata.equals(RawJson.NULL)) {
            throw fields.bad("\"metadata\" must be an object, or null for none");
        }
        return metadata.compact();
    }

    private static RawJson reported(FrameFields fields) throws ProtocolException {
        RawJson data = fields.required(FrameField.DATA, limited(fields, FrameField.DATA, MAX_REPORT));
        if (data.array()[data.offset()] != '{') {
            throw fields.bad("\"data\" of a report must be an object");
        }
        return data;
    }

    private static @Nullable RawJson limited(FrameFields fields, FrameField key) throws ProtocolException {
        return limited(fields, key, MAX_META);
    }

    private static @Nullable RawJson limited(FrameFields fields, FrameField key, int most) throws ProtocolException {
        RawJson value = fields.json(key);
        if (value != null && value.length() > most) {
            throw new ProtocolException(
                    ErrorCode.TOO_LARGE,
                    "\"" + key + "\" has " + value.length() + " bytes; at most " + most + " may be sent",
                    fields.idIfValid());
        }
        return value;
    }

    private static ClientMessage moderate(FrameFields fields, Moderation.Action action, @Nullable SessionId target)
            throws ProtocolException {
        long banMs = action == Moderation.Action.KICK ? ban(fields) : 0;
        return new ClientMessage.Moderate(
                id(fields),
                room(fields),
                new Moderation(action, target, action == Moderation.Action.DENY ? Moderation.DENIAL_MS : banMs));
    }

    private static long ban(FrameFields fields) throws ProtocolException {
        Long ban = fields.number(FrameField.BAN);
        if (ban == null) {
            return Moderation.DEFAULT_BAN_MS;
        }
        if (ban < Moderation.SHORTEST_BAN_MS || ban > Moderation.LONGEST_BAN_MS) {
            throw fields.bad(
                    "\"banMs\" must be from " + Moderation.SHORTEST_BAN_MS + " to " + Moderation.LONGEST_BAN_MS);
        }
        return ban;
    }

    private static @Nullable SessionId optionalSession(FrameFields fields) throws ProtocolException {
        String session = fields.session();
        return session == null ? null : new SessionId(session);
    }

    private static SessionId session(FrameFields fields) throws ProtocolException {
        return new SessionId(fields.required(FrameField.SESSION, fields.session()));
    }

    private static List<PeerId> peers(FrameFields fields) throws ProtocolException {
        List<PeerId> peers = new ArrayList<>();
        for (Object peer : fields.peers()) {
            peers.add(new PeerId((String) peer));
        }
        return peers;
    }

    private static <T> @Nullable T optional(FrameFields fields, FrameField key, Function<String, T> type)
            throws ProtocolException {
        String value = fields.text(key);
        if (value != null && value.isEmpty()) {
            throw fields.bad("\"" + key + "\" must not be empty; leave it out, or name one");
        }
        return value == null ? null : type.apply(value);
    }
}
