package io.chappe.presence.admin;

import io.chappe.core.model.TenantId;
import io.chappe.presence.notices.TenantRegister;
import io.chappe.presence.store.NoticePut;
import io.chappe.presence.store.NoticeStore;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Writes tenants so that of two who change one at the same time none undoes what the other did. */
final class TenantEdits {
    /** Whoever was not asked to look first looks again so often. */
    private static final int TRIES = 4;

    private final TenantRegister tenants;
    private final StoreAccess store;
    private final WebhookChanges webhooks;
    private final Duration lease;

    /** @param lease of the gateways */
    TenantEdits(TenantRegister tenants, StoreAccess store, WebhookChanges webhooks, Duration lease) {
        this.webhooks = webhooks;
        this.tenants = tenants;
        this.store = store;
        this.lease = lease;
    }

    /** Changes one that is there. */
    Future<Answer> edit(Asked asked, UnaryOperator<JsonObject> change) {
        return write(asked, there -> {
            if (there == null) {
                throw absent();
            }
            return change.apply(TenantTerms.of(there));
        });
    }

    /** Gives a tenant these terms, whether it is there or not. */
    Future<Answer> put(Asked asked, JsonObject terms) {
        return write(asked, there -> terms);
    }

    /** What becomes of a tenant that is there, or of one that is not. */
    private interface Change {
        JsonObject of(TenantRegister.@Nullable Entry there);
    }

    private Future<Answer> write(Asked asked, Change change) {
        Precondition precondition = Precondition.of(asked);
        return write(asked.tenant(), precondition, change, TRIES);
    }

    private Future<Answer> write(TenantId tenant, Precondition precondition, Change change, int tries) {
        return store.askComplete(() -> tenants.get(tenant)).compose(there -> {
            long known = there == null ? 0 : there.writtenAt();
            precondition.require(known);
            JsonObject before = there == null ? new JsonObject() : TenantTerms.of(there);
            JsonObject terms = change.of(there);
            String text = TenantTerms.text(tenant, terms, lease);
            webhooks.requireAllowed(terms);
            return webhooks.begin(tenant, before, terms)
                    .compose(begun ->
                            store.ask(() -> tenants.put(tenant, text, known).recover(TokenRevocations::refused)))
                    .compose(put -> put.outcome() == NoticePut.Outcome.CHANGED && tries > 1
                            ? write(tenant, precondition, change, tries - 1)
                            : written(
                                    put,
                                    there == null,
                                    TenantTerms.shown(tenant, terms),
                                    () -> webhooks.refresh(tenant, before, terms)));
        });
    }

    /** What is told of it afterwards may fail: it is written. */
    private static Future<Answer> written(
            NoticePut put, boolean isNew, JsonObject shown, Supplier<Future<Void>> after) {
        requireWritten(put);
        int status = isNew ? Answer.CREATED : Answer.OK;
        Answer answer = new Answer(status, Precondition.tag(put.writtenAt()), shown);
        return after.get().transform(told -> Future.succeededFuture(answer));
    }

    /** Its sessions end. */
    Future<Answer> remove(Asked asked) {
        Precondition precondition = Precondition.of(asked);
        TenantId tenant = asked.tenant();
        return store.askComplete(() -> tenants.get(tenant))
                .compose(there -> {
                    if (there == null) {
                        throw absent();
                    }
                    precondition.require(there.writtenAt());
                    return store.ask(
                            () -> tenants.remove(tenant, there.writtenAt()).recover(TokenRevocations::refused));
                })
                .map(put -> {
                    requireWritten(put);
                    return Answer.of(new JsonObject());
                });
    }

    static ProblemException absent() {
        return new ProblemException(
                ProblemType.NOT_FOUND, "the store has no such tenant; the configuration of the gateways may have it");
    }

    private static void requireWritten(NoticePut put) {
        switch (put.outcome()) {
            case WRITTEN -> {}
            case CHANGED ->
                throw new ProblemException(ProblemType.CONFLICT, "others change it at the same time; ask again");
            case FULL ->
                throw new ProblemException(
                        ProblemType.CONFLICT,
                        "there are " + NoticeStore.MOST
                                + " tenants and revocations, and can be no more; those that are removed count for a while");
        }
    }
}
