package io.chappe.presence.webhooks;

import io.chappe.presence.store.JournalStore.JournalEntry;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The journal of one webhook, as everybody reads it: who may post to it, how far that one has come, and what was ordered. Its
 * entries:
 * <ul>
 *   <li>{@code claim}: somebody wants to post. It counts if, by the journal's clock, nobody else may at that time, and its number
 *       is the term of its holder;
 *   <li>{@code note}: what a holder says of where it is. With {@code wait} it lets go, and nobody may post for so many ms;
 *       without, it holds on for {@link #HELD_MS}. Of a holder whose term was followed by another it does not count;
 *   <li>{@code start}: the webhook begins at an event, whatever was before;
 *   <li>{@code fresh}: it is another one now, and what has failed may go well;
 *   <li>{@code replay}: dead letters up to a number are to be posted again.
 * </ul>
 */
final class Ledger {
    /** Each step reads them all; a holder that is slow says a dozen words of one post. */
    static final int KEPT = 50;

    static final long HELD_MS = 15_000;

    private long term;
    private boolean isHeld;
    private long until;
    private long newest;
    private long newestAt;
    private final Map<Long, Long> times = new HashMap<>();
    private Standing standing = Standing.NEW;

    private Ledger() {}

    static Ledger read(List<JournalEntry> entries) {
        Ledger ledger = new Ledger();
        for (int i = 0; i < entries.size(); i++) {
            // Of the first that is kept nobody knows any more whether it counted; if it did, notes follow.
            boolean isCutOff = i == 0 && entries.size() == KEPT;
            ledger.read(entries.get(i), isCutOff);
        }
        return ledger;
    }

    private void read(JournalEntry entry, boolean isCutOff) {
        JsonObject json = new JsonObject(entry.text());
        newest = entry.number();
        newestAt = entry.at();
        times.put(entry.number(), entry.at());
        if (json.containsKey("claim") && entry.at() > until && !isCutOff) {
            term = entry.number();
            isHeld = true;
            until = entry.at() + HELD_MS;
        } else if (json.containsKey("note") && json.getLong("term") >= term) {
            term = json.getLong("term");
            standing = Standing.ofJson(json.getJsonObject("note")).orderedTo(standing.ordered());
            isHeld = !json.containsKey("wait");
            until = entry.at() + (isHeld ? HELD_MS : json.getLong("wait") - 1);
        } else if (json.containsKey("start")) {
            begin(entry.number(), json);
        } else if (json.containsKey("fresh") && !isHeld) {
            until = 0;
        } else if (json.containsKey("replay")) {
            standing = standing.orderedTo(json.getLong("replay"));
        }
    }

    /** Whoever held it has no say any more. */
    private void begin(long number, JsonObject json) {
        term = number;
        isHeld = false;
        until = 0;
        long replayed = Math.max(standing.ordered(), standing.replayed());
        standing = Standing.NEW
                .at(json.getLong("start"), json.getLong("at"))
                .orderedTo(replayed)
                .replayedTo(replayed);
    }

    boolean isHeldBy(long holder) {
        return isHeld && term == holder;
    }

    boolean isHeld() {
        return isHeld;
    }

    /** Until when nobody else may post, by the journal's clock. */
    long until() {
        return until;
    }

    /** Number of the last entry; 0 for none. */
    long newest() {
        return newest;
    }

    /** For how long at most nobody else may post: as if the newest entry was written just now. */
    long longest() {
        return until - newestAt;
    }

    /** When that entry was written, by the journal's clock; 0 if it is not there. */
    long at(long number) {
        return times.getOrDefault(number, 0L);
    }

    Standing standing() {
        return standing;
    }

    static String claim(String holder) {
        return new JsonObject().put("claim", holder).encode();
    }

    /** Of a holder that goes on. */
    static String note(long term, Standing standing) {
        return new JsonObject().put("note", standing.toJson()).put("term", term).encode();
    }

    /** Of a holder that lets go. */
    static String leave(long term, Standing standing, long waitMs) {
        return new JsonObject()
                .put("note", standing.toJson())
                .put("term", term)
                .put("wait", waitMs)
                .encode();
    }

    static String start(long event, long at) {
        return new JsonObject().put("start", event).put("at", at).encode();
    }

    static String fresh() {
        return new JsonObject().put("fresh", true).encode();
    }

    static String replay(long upTo) {
        return new JsonObject().put("replay", upTo).encode();
    }
}
