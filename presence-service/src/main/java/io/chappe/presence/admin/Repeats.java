package io.chappe.presence.admin;

import io.chappe.presence.store.JournalStore;
import io.chappe.presence.store.JournalStore.JournalEntry;
import io.chappe.presence.store.JournalStore.Keeping;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets a creation that is asked for again, since its answer was lost, be answered again and not done again: by the header
 * {@code Idempotency-Key}. Each has a journal, in which the first claim counts, whichever instance has written it.
 */
final class Repeats {
    private static final Logger LOG = LoggerFactory.getLogger(Repeats.class);
    private static final String HEADER = "Idempotency-Key";
    private static final String CLAIM = "claim";
    private static final String ANSWER = "answer";
    private static final String FAILED = "failed";
    private static final Keeping A_DAY = new Keeping(50, Duration.ofDays(1));
    private static final int ALL = 50;

    /** Longer than any request takes: whoever has claimed it and has said nothing since has died. */
    private static final long DEAD_MS = 15_000;

    private static final long AGAIN_S = 1;

    private final JournalStore journals;
    private final StoreAccess store;

    Repeats(JournalStore journals, StoreAccess store) {
        this.journals = journals;
        this.store = store;
    }

    /** Creates what is asked for, or answers as it was answered before. */
    Future<Answer> once(Asked asked, String operation, Supplier<Future<Answer>> creation) {
        return once(asked, operation, asked.body(), creation);
    }

    /** The same where what is asked for stands elsewhere than in the body. */
    Future<Answer> once(Asked asked, String operation, JsonObject what, Supplier<Future<Answer>> creation) {
        String given = asked.header(HEADER);
        if (given == null) {
            return creation.get();
        }
        // One key's, and one tenant's: nobody is answered what was answered to others.
        String journal =
                "repeats/" + hash(asked.key().name() + "\n" + asked.tenant() + "\n" + operation + "\n" + given);
        String request = hash(what.encode());
        return read(journal).compose(entries -> {
            Claim there = Claim.counting(entries, Long.MAX_VALUE);
            return there != null && there.outcome() != null
                    ? Future.succeededFuture(there.answer(request))
                    : claim(journal, request, creation);
        });
    }

    private Future<Answer> claim(String journal, String request, Supplier<Future<Answer>> creation) {
        return append(journal, new JsonObject().put(CLAIM, request))
                .compose(mine -> read(journal).compose(entries -> {
                    Claim counting = Claim.counting(entries, mine);
                    return counting == null || counting.number() == mine
                            ? create(journal, creation)
                            : Future.succeededFuture(counting.answer(request));
                }));
    }

    private Future<Answer> create(String journal, Supplier<Future<Answer>> creation) {
        return creation.get().transform(created -> {
            JsonObject outcome = created.succeeded()
                    ? new JsonObject().put(ANSWER, created.result().toJson())
                    : new JsonObject().put(FAILED, true);
            return append(journal, outcome).recover(Repeats::unsaid).transform(noted -> (Future<Answer>) created);
        });
    }

    /** Whoever asks again is told for a while that it is under way, and then does it. */
    private static Future<Long> unsaid(Throwable lost) {
        LOG.warn("what came of a creation could not be noted for who repeats it: {}", lost.toString());
        return Future.succeededFuture(0L);
    }

    private Future<Long> append(String journal, JsonObject entry) {
        return store.ask(() -> journals.append(journal, List.of(entry.encode()), A_DAY));
    }

    private Future<List<JournalEntry>> read(String journal) {
        return store.ask(() -> journals.after(journal, 0, ALL));
    }

    /**
     * The claim that counts, and what came of it.
     *
     * @param number of its entry
     * @param request a digest of what was asked for
     * @param outcome as it was answered; null while nothing is known
     */
    private record Claim(
            long number, String request, @Nullable JsonObject outcome) {
        /** The one that counts of those up to a number; null for none. */
        static @Nullable Claim counting(List<JournalEntry> entries, long last) {
            @Nullable Claim counts = null;
            long at = 0;
            for (JournalEntry entry : entries) {
                JsonObject json = new JsonObject(entry.text());
                boolean isOpen = counts == null || (counts.outcome == null && at + DEAD_MS < entry.at());
                if (json.containsKey(CLAIM) && isOpen && entry.number() <= last) {
                    counts = new Claim(entry.number(), json.getString(CLAIM), null);
                    at = entry.at();
                } else if (json.containsKey(ANSWER) && counts != null) {
                    counts = new Claim(counts.number, counts.request, json.getJsonObject(ANSWER));
                } else if (json.containsKey(FAILED)) {
                    counts = null;
                }
            }
            return counts;
        }

        Answer answer(String repeated) {
            if (!request.equals(repeated)) {
                throw ProblemException.ofParameter(
                        HEADER, "something else was asked for with this key; take a new one");
            } else if (outcome == null) {
                throw ProblemException.retryable(ProblemType.UNAVAILABLE, "it is being done; ask again", AGAIN_S);
            }
            return Answer.ofJson(outcome);
        }
    }

    private static String hash(String text) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has it", e);
        }
    }
}
