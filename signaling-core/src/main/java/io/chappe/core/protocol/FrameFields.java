package io.chappe.core.protocol;

import io.chappe.core.model.ErrorCode;
import io.chappe.core.model.RawJson;
import io.chappe.core.protocol.JsonScanner.MalformedException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The fields of one frame, read in one streaming pass that builds no tree: it proves one well-formed JSON object, at
 * most {@value JsonReader#MAX_DEPTH} deep, with no key of the envelope twice, and leaves {@code data} and {@code meta}
 * the bytes that they are. Keys that the protocol does not know are skipped.
 */
final class FrameFields {
    static final int MAX_LIST = 100;

    private static final String NO_ADDRESS = "\"to\" must be an object with \"session\", \"peer\" or \"room\"";

    private final byte[] frame;
    private final JsonReader json;
    private final Map<FrameField, Object> values = new EnumMap<>(FrameField.class);

    private FrameFields(byte[] frame) {
        this.frame = frame;
        this.json = new JsonReader(frame);
    }

    /**
     * Reads a frame, or throws {@link ProtocolException} with the id if that came before what is wrong.
     *
     * @param utf8 valid UTF-8, as its socket has proven
     */
    static FrameFields read(byte[] utf8) throws ProtocolException {
        FrameFields fields = new FrameFields(utf8);
        try {
            fields.readObject();
        } catch (MalformedException e) {
            throw fields.bad("not well-formed JSON: " + e.getMessage());
        }
        return fields;
    }

    private void readObject() throws MalformedException, ProtocolException {
        if (json.peek() != '{') {
            throw bad("a frame is one JSON object");
        }
        json.enter();
        while (json.nextKey()) {
            FrameField key = FrameField.of(json);
            Object value = key == null ? skip() : readValue(key);
            if (key != null && value != null && values.putIfAbsent(key, value) != null) {
                throw bad("\"" + key + "\" stands twice");
            }
        }
        if (json.peek() != 0 || json.position() < frame.length) {
            throw bad("there is something after the JSON object");
        }
    }

    private @Nullable Object readValue(FrameField key) throws MalformedException, ProtocolException {
        return switch (key) {
            case DATA, META, METADATA -> slice();
            case ID, TIMEOUT, PREV, BAN -> integer(json, key);
            case TYPE, ROOM, KIND, WANT, TENANT, PEER, TOKEN, TRACEPARENT -> text(json, key);
            // Where a moderator moves somebody to; else whom a signal is for.
            case TO -> json.peek() == '"' ? text(json, key) : target();
            case PEERS -> texts();
            case RESUME -> ResumeFields.read(this, json);
            case ACKS -> flag();
            // Of what a moderator does; anywhere else it means nothing.
            case SESSION -> json.peek() == '"' ? text(json, key) : slice();
            // Of an acknowledgement; anywhere else it is a sender's claim about itself, which nobody believes.
            case FROM -> json.peek() == '"' ? text(json, key) : skip();
        };
    }

    private @Nullable Object skip() throws MalformedException {
        json.skip();
        return null;
    }

    private Boolean flag() throws MalformedException, ProtocolException {
        byte first = json.peek();
        if (first != 't' && first != 'f') {
            throw bad("\"acks\" must be true or false");
        }
        json.skip();
        return first == 't';
    }

    private RawJson slice() throws MalformedException {
        json.peek();
        int start = json.position();
        json.skip();
        return new RawJson(frame, start, json.position() - start);
    }

    Long integer(JsonReader json, Object key) throws MalformedException, ProtocolException {
        byte first = json.peek();
        Long value = first == '-' || (first >= '0' && first <= '9') ? json.integer() : null;
        if (value == null) {
            throw bad("\"" + key + "\" must be an integer");
        }
        return value;
    }

    String text(JsonReader json, Object key) throws MalformedException, ProtocolException {
        if (json.peek() != '"') {
            throw bad("\"" + key + "\" must be a string");
        }
        json.skip();
        return json.lastString();
    }

    /** Whom a signal is for: the one of {@code session}, {@code peer} and {@code room} that is there. */
    record Address(String kind, String name) {
        private static final List<String> KINDS = List.of("session", "peer", "room");
    }

    private Address target() throws MalformedException, ProtocolException {
        Address target = null;
        if (json.peek() == '{') {
            json.enter();
            while (json.nextKey()) {
                String kind = kindOfTarget();
                if (kind == null) {
                    json.skip();
                } else if (target == null) {
                    target = new Address(kind, text(json, "to." + kind));
                } else {
                    throw bad("\"to\" must have only one of \"session\", \"peer\" and \"room\"");
                }
            }
        }
        if (target == null) {
            throw bad(NO_ADDRESS);
        }
        return target;
    }

    private @Nullable String kindOfTarget() {
        for (String kind : Address.KINDS) {
            if (json.keyIs(kind)) {
                return kind;
            }
        }
        return null;
    }

    private List<String> texts() throws MalformedException, ProtocolException {
        if (json.peek() != '[') {
            throw bad("\"peers\" must be an array of strings");
        }
        json.enter();
        List<String> texts = new ArrayList<>();
        while (json.nextElement()) {
            if (texts.size() == MAX_LIST) {
                throw bad("\"peers\" must have at most " + MAX_LIST + " elements");
            }
            texts.add(text(json, FrameField.PEERS));
        }
        return texts;
    }

    @Nullable String text(FrameField key) {
        return (String) values.get(key);
    }

    /** Null only if it is not there: for a moderator that means all. */
    @Nullable String session() throws ProtocolException {
        Object session = values.get(FrameField.SESSION);
        if (session != null && !(session instanceof String)) {
            throw bad("\"session\" must be a string");
        }
        return (String) session;
    }

    @Nullable Long number(FrameField key) {
        return (Long) values.get(key);
    }

    @Nullable RawJson json(FrameField key) {
        return (RawJson) values.get(key);
    }

    boolean flag(FrameField key) {
        return Boolean.TRUE.equals(values.get(key));
    }

    @Nullable ResumeFields resume() {
        return (ResumeFields) values.get(FrameField.RESUME);
    }

    Address to() throws ProtocolException {
        if (required(FrameField.TO, values.get(FrameField.TO)) instanceof Address address) {
            return address;
        }
        throw bad(NO_ADDRESS);
    }

    String roomTo() throws ProtocolException {
        if (required(FrameField.TO, values.get(FrameField.TO)) instanceof String room) {
            return room;
        }
        throw bad("\"to\" must be the name of a room");
    }

    List<?> peers() throws ProtocolException {
        return (List<?>) required(FrameField.PEERS, values.get(FrameField.PEERS));
    }

    <T> T required(Object key, @Nullable T value) throws ProtocolException {
        if (value == null) {
            throw bad("\"" + key + "\" is missing");
        }
        return value;
    }

    ProtocolException bad(String message) {
        return new ProtocolException(ErrorCode.BAD_REQUEST, message, idIfValid());
    }

    long idIfValid() {
        return values.get(FrameField.ID) instanceof Long id && id > 0 && id <= ClientFrames.MAX_ID ? id : 0;
    }
}
