package io.chappe.presence.webhooks;

import io.chappe.presence.store.JournalStore;
import io.chappe.presence.store.JournalStore.JournalEntry;
import io.chappe.presence.store.JournalStore.Keeping;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** What is written of each webhook: its ledger, the last attempts, and the dead letters. */
final class HookJournals {
    static final int MOST_ATTEMPTS = 200;
    private static final Keeping LEDGER = new Keeping(Ledger.KEPT, Duration.ofDays(400));
    private static final Keeping ATTEMPTS = new Keeping(MOST_ATTEMPTS, Duration.ofDays(30));
    private static final Keeping DEAD = new Keeping(2_000, Duration.ofDays(30));

    private final JournalStore journals;

    HookJournals(JournalStore journals) {
        this.journals = journals;
    }

    /** The newest entries count, however many another build keeps. */
    Future<Ledger> ledger(HookKey hook) {
        return journals.before(hook.journal("webhook"), Long.MAX_VALUE, Ledger.KEPT)
                .map(newest -> {
                    List<JournalEntry> entries = new ArrayList<>(newest);
                    Collections.reverse(entries);
                    return Ledger.read(entries);
                });
    }

    /** Returns the number of the entry. */
    Future<Long> write(HookKey hook, String entry) {
        return journals.append(hook.journal("webhook"), List.of(entry), LEDGER);
    }

    Future<Long> attempted(HookKey hook, JsonObject attempt) {
        return journals.append(hook.journal("webhook-attempts"), List.of(attempt.encode()), ATTEMPTS);
    }

    Future<List<JournalEntry>> attempts(HookKey hook, long before, int limit) {
        return journals.before(hook.journal("webhook-attempts"), before, limit);
    }

    /** An event whose words would be too long with its error keeps its place without. */
    Future<Long> died(HookKey hook, List<String> events, String error) {
        List<String> letters = events.stream()
                .map(event -> {
                    String letter = new JsonObject()
                            .put("event", new JsonObject(event))
                            .put("error", error)
                            .encode();
                    return letter.length() <= JournalStore.LONGEST ? letter : "{\"event\":{\"type\":\"events.lost\"}}";
                })
                .toList();
        return journals.append(hook.journal("webhook-dead"), letters, DEAD);
    }

    /** The oldest first. */
    Future<List<JournalEntry>> deadAfter(HookKey hook, long number, int limit) {
        return journals.after(hook.journal("webhook-dead"), number, limit);
    }

    Future<List<JournalEntry>> deadBefore(HookKey hook, long number, int limit) {
        return journals.before(hook.journal("webhook-dead"), number, limit);
    }
}
