package io.chappe.presence.calls;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * What a client has said of its connection at one time; null is what it has not said.
 *
 * @param iceError code of an answer of a STUN or TURN server, or of the browser for none
 * @param local type of the candidate that is used
 * @param connectedMs from the beginning of the call there until it was connected
 * @param mediaMs from there until sound or pictures came
 */
record Reported(
        @Nullable Integer iceError,
        boolean isRelayOnly,
        @Nullable String state,
        @Nullable String local,
        @Nullable String remote,
        @Nullable String protocol,
        @Nullable Long connectedMs,
        @Nullable Long mediaMs) {
    private static final int LONGEST_WORD = 32;

    /** As a client says it, and so of any form: what can't be understood is left out. */
    static Reported of(String text) {
        JsonObject told;
        try {
            told = new JsonObject(text);
        } catch (DecodeException e) {
            told = new JsonObject();
        }
        return new Reported(
                told.getValue("iceError") instanceof Integer code ? code : null,
                Boolean.TRUE.equals(told.getValue("relayOnly")),
                word(told, "state"),
                word(told, "local"),
                word(told, "remote"),
                word(told, "protocol"),
                millis(told, "connectedMs"),
                millis(told, "mediaMs"));
    }

    private static @Nullable String word(JsonObject told, String name) {
        return told.getValue(name) instanceof String text && text.length() <= LONGEST_WORD ? text : null;
    }

    private static @Nullable Long millis(JsonObject told, String name) {
        return told.getValue(name) instanceof Number number && number.longValue() >= 0
                ? (Long) number.longValue()
                : null;
    }
}
