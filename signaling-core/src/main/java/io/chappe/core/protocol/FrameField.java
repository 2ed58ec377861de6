package io.chappe.core.protocol;

import org.jspecify.annotations.Nullable;

/** The keys of the envelope. */
enum FrameField {
    TYPE("type"),
    ID("id"),
    TO("to"),
    KIND("kind"),
    DATA("data"),
    ROOM("room"),
    FROM("from"),
    WANT("want"),
    PREV("prev"),
    TIMEOUT("timeoutMs"),
    META("meta"),
    METADATA("metadata"),
    PEER("peer"),
    PEERS("peers"),
    TENANT("tenant"),
    TOKEN("token"),
    RESUME("resume"),
    ACKS("acks"),
    SESSION("session"),
    BAN("banMs"),
    TRACEPARENT("traceparent");

    private static final FrameField[] ALL = values();

    private final String wireName;

    FrameField(String wireName) {
        this.wireName = wireName;
    }

    /** The one whose key was read last; null for a key that the protocol does not know. */
    static @Nullable FrameField of(JsonReader json) {
        for (FrameField field : ALL) {
            if (json.keyIs(field.wireName)) {
                return field;
            }
        }
        return null;
    }

    @Override
    public String toString() {
        return wireName;
    }
}
