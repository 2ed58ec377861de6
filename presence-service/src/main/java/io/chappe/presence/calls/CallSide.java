package io.chappe.presence.calls;

import io.chappe.core.bus.CallFact;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What one of two has done for a call, and what it has said of its connection. */
final class CallSide {
    final CallFact.Side who;
    int offers;
    int answers;
    boolean saidBye;
    /** By types. */
    final Map<String, Integer> candidates = new TreeMap<>();
    /** Why signals of it to the other side were not delivered. */
    final Set<String> failures = new TreeSet<>();
    /** Of its browser, when it looked for ways: codes of STUN and TURN. */
    final Set<Integer> iceErrors = new TreeSet<>();

    boolean wasConnected;
    boolean isRelayOnly;

    @Nullable String state;

    @Nullable String local;

    @Nullable String remote;

    @Nullable String protocol;

    @Nullable Long connectedMs;

    @Nullable Long mediaMs;

    CallSide(CallFact.Side who) {
        this.who = who;
    }

    void take(CallFact fact) {
        switch (fact.kind()) {
            case "offer" -> offers++;
            case "answer" -> answers++;
            case "bye" -> saidBye = true;
            case "candidate" -> candidate(fact.detail());
            case CallFact.REPORT -> report(Reported.of(fact.detail()));
            default -> {}
        }
        if (!fact.outcome().isEmpty()) {
            failures.add(fact.outcome());
        }
    }

    private void candidate(String detail) {
        if (!detail.equals("end")) {
            candidates.merge(detail.split(" ", 2)[0], 1, Integer::sum);
        }
    }

    private void report(Reported told) {
        if (told.iceError() != null) {
            iceErrors.add(told.iceError());
        }
        isRelayOnly |= told.isRelayOnly();
        state = or(told.state(), state);
        wasConnected |= "connected".equals(state);
        local = or(told.local(), local);
        remote = or(told.remote(), remote);
        protocol = or(told.protocol(), protocol);
        connectedMs = or(told.connectedMs(), connectedMs);
        mediaMs = or(told.mediaMs(), mediaMs);
    }

    private static <T> @Nullable T or(@Nullable T told, @Nullable T before) {
        return told == null ? before : told;
    }

    String name() {
        return who.peer().value();
    }

    boolean hasCandidates() {
        return !candidates.isEmpty();
    }

    boolean hasOnly(String type) {
        return hasCandidates() && candidates.keySet().equals(Set.of(type));
    }

    JsonObject toJson() {
        JsonObject json = new JsonObject()
                .put("peer", name())
                .put("session", who.session().value())
                .put("offers", offers)
                .put("answers", answers)
                .put("candidates", new JsonObject(new TreeMap<String, Object>(candidates)));
        put(json, "state", state);
        put(json, "local", local);
        put(json, "remote", remote);
        put(json, "protocol", protocol);
        put(json, "connectedMs", connectedMs);
        put(json, "mediaMs", mediaMs);
        return json;
    }

    private static void put(JsonObject json, String name, @Nullable Object value) {
        if (value != null) {
            json.put(name, value);
        }
    }
}
