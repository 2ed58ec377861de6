package io.chappe.presence.calls;

import io.chappe.core.bus.CallFact;
import io.chappe.core.model.SessionId;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What has happened between two sessions, in the order of their gateways' clocks, and what has come of it. */
public final class CallStory {
    private static final Comparator<NotedFact> ORDER = Comparator.<NotedFact>comparingLong(
                    one -> one.fact().at())
            .thenComparingLong(one -> one.fact().number());

    private final List<NotedFact> facts;
    private final List<CallSide> sides = new ArrayList<>();

    private CallStory(List<NotedFact> facts) {
        this.facts = facts;
        facts.forEach(noted -> {
            side(noted.fact().from());
            side(noted.fact().to());
        });
        facts.forEach(noted -> side(noted.fact().from()).take(noted.fact()));
    }

    /** Of facts in any order, of which some may be there twice. */
    static CallStory of(List<NotedFact> noted) {
        Set<String> seen = new HashSet<>();
        return new CallStory(noted.stream()
                .filter(one -> seen.add(one.node() + "/" + one.fact().number()))
                .sorted(ORDER)
                .toList());
    }

    /** What was noted, in its order. */
    List<NotedFact> facts() {
        return facts;
    }

    /** The same with when both came to the room, and came back to their sessions. */
    List<NotedFact> withArrivals() {
        Set<NotedFact> arrivals = new LinkedHashSet<>();
        facts.forEach(noted -> {
            arrive(arrivals, noted, "join", noted.fact().joinedAt());
            arrive(arrivals, noted, "resume", noted.fact().resumedAt());
        });
        return Stream.concat(arrivals.stream(), facts.stream()).sorted(ORDER).toList();
    }

    private static void arrive(Set<NotedFact> arrivals, NotedFact noted, String what, long at) {
        if (at != 0) {
            arrivals.add(new NotedFact(noted.node(), noted.fact().arrival(what, at)));
        }
    }

    private CallSide side(CallFact.Side who) {
        for (CallSide side : sides) {
            if (side.who.session().equals(who.session())) {
                return side;
            }
        }
        CallSide side = new CallSide(who);
        sides.add(side);
        return side;
    }

    public boolean isEmpty() {
        return facts.isEmpty();
    }

    /** Who began to negotiate; null where nobody has. */
    @Nullable CallSide caller() {
        return facts.stream()
                .map(NotedFact::fact)
                .filter(fact -> fact.kind().equals("offer"))
                .findFirst()
                .map(fact -> side(fact.from()))
                .orElse(null);
    }

    CallSide other(CallSide side) {
        return sides.get(0) == side ? sides.get(1) : sides.get(0);
    }

    List<CallSide> sides() {
        return sides;
    }

    /** Whether both have made an offer before there was an answer. */
    boolean isGlare() {
        Set<SessionId> offering = new HashSet<>();
        for (NotedFact noted : facts) {
            if (noted.fact().kind().equals("answer")) {
                break;
            } else if (noted.fact().kind().equals("offer")) {
                offering.add(noted.fact().from().session());
            }
        }
        return offering.size() == 2;
    }

    /** Only of a story that is not empty. */
    public JsonObject toJson() {
        CallFact first = facts.get(0).fact();
        CallVerdict verdict = CallVerdict.of(this);
        JsonArray told = new JsonArray();
        withArrivals().forEach(noted -> told.add(toJson(noted)));
        JsonArray both = new JsonArray();
        sides.forEach(side -> both.add(side.toJson()));
        return new JsonObject()
                .put("pair", NotedFact.pair(first))
                .put("room", first.room().value())
                .put("begun", time(first))
                .put("verdict", verdict.code())
                .put("reason", verdict.words())
                .put("glare", isGlare())
                .put("sides", both)
                .put("facts", told);
    }

    private static JsonObject toJson(NotedFact noted) {
        CallFact fact = noted.fact();
        JsonObject json = new JsonObject()
                .put("at", time(fact))
                .put("node", noted.node())
                .put("from", fact.from().session().value())
                .put("kind", fact.kind());
        if (!fact.detail().isEmpty()) {
            json.put("detail", fact.detail());
        }
        return fact.outcome().isEmpty() ? json : json.put("outcome", fact.outcome());
    }

    private static String time(CallFact fact) {
        return Instant.ofEpochMilli(fact.at()).toString();
    }
}
