package io.chappe.presence.admin;

import io.chappe.core.model.TenantId;
import io.chappe.node.logging.About;
import io.chappe.presence.store.JournalStore;
import io.chappe.presence.store.JournalStore.Keeping;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who has changed what: a journal of each tenant's changes, and one of all by keys that have no tenant: what a tenant does cannot
 * push out what others have done. A change is noted before it is made, so that there is
 * none of which nothing is known; what came of it is noted only where it failed.
 */
final class Audit {
    private static final Logger LOG = LoggerFactory.getLogger(Audit.class);
    private static final String ALL = "audit";
    private static final Keeping KEPT = new Keeping(10_000, Duration.ZERO);
    /** A tenant that nobody has changed for so long may be one that nobody has any more. */
    private static final Keeping KEPT_OF_TENANT = new Keeping(2_000, Duration.ofDays(400));

    private final JournalStore journals;
    private final StoreAccess store;

    Audit(JournalStore journals, StoreAccess store) {
        this.journals = journals;
        this.store = store;
    }

    /** The journal of one tenant's changes, or with null that of all. */
    static String journal(@Nullable TenantId tenant) {
        return tenant == null ? ALL : ALL + "/" + tenant.value();
    }

    /** Fails where it cannot be noted; then nothing must be changed. */
    Future<Void> begin(Change change) {
        About.tenant(LOG.atInfo(), change.tenant())
                .log("{} by the key {}: {}", change.operation(), change.key().name(), change.path());
        return write(change, change.toJson());
    }

    /** As well as it can: the answer says it, too. */
    void failed(Change change, ProblemException problem) {
        JsonObject outcome = change.toJson().put("failed", problem.type().status());
        write(change, outcome)
                .onFailure(cause -> About.tenant(LOG.atWarn(), change.tenant())
                        .log("that {} has failed could not be noted: {}", change.operation(), cause.toString()));
    }

    private Future<Void> write(Change change, JsonObject entry) {
        String text = entry.encode();
        return store.ask(() -> {
            List<Future<?>> writing = new ArrayList<>();
            if (change.key().tenant() == null) {
                writing.add(journals.append(journal(null), List.of(text), KEPT));
            }
            if (change.tenant() != null) {
                writing.add(journals.append(journal(change.tenant()), List.of(text), KEPT_OF_TENANT));
            }
            return Future.join(writing).mapEmpty();
        });
    }

    /**
     * What somebody wants to change.
     *
     * @param key with which
     * @param body that was sent; null for none
     */
    record Change(
            ApiKeyConfig key,
            String operation,
            String path,
            @Nullable TenantId tenant,
            @Nullable JsonObject body) {
        /** A longer one is left out: it would push others out of the store. */
        private static final int LONGEST_BODY = 2_000;

        JsonObject toJson() {
            JsonObject json = new JsonObject()
                    .put("key", key.name())
                    .put("operation", operation)
                    .put("path", path);
            if (body == null) {
                return json;
            }
            JsonObject kept = Secrets.without(body);
            return kept.encode().length() <= LONGEST_BODY ? json.put("body", kept) : json.put("bodyOmitted", true);
        }
    }
}
