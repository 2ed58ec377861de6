package io.chappe.presence.admin;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Why a request was not done, as whoever sent it is told (RFC 9457). */
final class ProblemException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * One field that was wrong.
     *
     * @param pointer into the body; null for a parameter
     * @param parameter its name; null for a field of the body
     */
    record Fault(@Nullable String pointer, @Nullable String parameter, String detail) {
        private JsonObject toJson() {
            JsonObject json = new JsonObject();
            if (pointer != null) {
                json.put("pointer", pointer);
            }
            if (parameter != null) {
                json.put("parameter", parameter);
            }
            return json.put("detail", detail);
        }
    }

    private final ProblemType type;
    private final transient List<Fault> faults;
    private final long retryAfterS;

    private ProblemException(ProblemType type, @Nullable String detail, List<Fault> faults, long retryAfterS) {
        super(detail, null, false, false);
        this.type = type;
        this.faults = List.copyOf(faults);
        this.retryAfterS = retryAfterS;
    }

    ProblemException(ProblemType type, @Nullable String detail) {
        this(type, detail, List.of(), 0);
    }

    /** Fields are wrong. */
    static ProblemException ofFields(List<Fault> faults) {
        String detail = faults.size() == 1 ? faults.get(0).detail() : faults.size() + " fields are wrong; see errors";
        return new ProblemException(ProblemType.BAD_REQUEST, detail, faults, 0);
    }

    static ProblemException ofField(String pointer, String detail) {
        return ofFields(List.of(new Fault(pointer, null, detail)));
    }

    static ProblemException ofParameter(String name, String detail) {
        return ofFields(List.of(new Fault(null, name, detail)));
    }

    /** The same request may be sent again. */
    static ProblemException retryable(ProblemType type, String detail, long afterS) {
        return new ProblemException(type, detail, List.of(), afterS);
    }

    ProblemType type() {
        return type;
    }

    /** In seconds; 0 if it is of no use to send the same again. */
    long retryAfterS() {
        return retryAfterS;
    }

    JsonObject toJson() {
        JsonObject json = new JsonObject()
                .put("type", type.uri())
                .put("title", type.title())
                .put("status", type.status());
        if (getMessage() != null) {
            json.put("detail", getMessage());
        }
        if (!faults.isEmpty()) {
            JsonArray errors = new JsonArray();
            faults.forEach(fault -> errors.add(fault.toJson()));
            json.put("errors", errors);
        }
        return json;
    }
}
