package io.chappe.gateway.tenant;

import io.chappe.core.bus.Notice;
import io.chappe.core.bus.TenantNotice;
import io.chappe.core.model.ErrorCode;
import io.chappe.core.model.TenantId;
import io.chappe.gateway.room.RefusedException;
import io.chappe.node.config.ConfigException;
import io.chappe.node.operations.CommandException;
import io.chappe.node.tenant.TenantConfig;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/**
 * Writes tenants into the store, from which every gateway has them. What no gateway could take is refused, and nothing is
 * written.
 */
public final class TenantChanges {
    /** A gateway that has not heard of a removal must not live so long: it could put the tenant back. */
    private static final Duration REMEMBERED = Duration.ofDays(30);

    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;
    private static final int TOO_LARGE = 413;

    private final Tenants tenants;
    private final StoredTenants stored;
    private final BiFunction<TenantNotice, Duration, Future<Void>> store;
    private final Supplier<Optional<Duration>> lease;

    /**
     * @param store writes one, for so long; 0 for ever
     * @param lease how long this gateway's takes; empty while it has none
     */
    public TenantChanges(
            Tenants tenants,
            StoredTenants stored,
            BiFunction<TenantNotice, Duration, Future<Void>> store,
            Supplier<Optional<Duration>> lease) {
        this.tenants = tenants;
        this.stored = stored;
        this.store = store;
        this.lease = lease;
    }

    /**
     * Adds a tenant, or gives it other terms.
     *
     * @param text as it would stand in a configuration, without its name or with it
     * @throws CommandException for a text that no gateway could take
     */
    Future<Void> put(TenantId tenant, String text) {
        TenantSource source = tenants.source(tenant);
        if (source != null && source != TenantSource.STORE) {
            throw new CommandException(CONFLICT, source + " has the tenant '" + tenant + "': change it there");
        } else if (text.length() > Notice.LONGEST_CONTENT) {
            throw new CommandException(
                    TOO_LARGE,
                    "a tenant's text must be at most %d characters, this one has %d"
                            .formatted(Notice.LONGEST_CONTENT, text.length()));
        }
        TenantConfig config = read(tenant, text);
        lease.get().flatMap(config::leaseFault).ifPresent(fault -> {
            throw new IllegalArgumentException(fault);
        });
        return write(new TenantNotice(tenant, text), Duration.ZERO);
    }

    private static TenantConfig read(TenantId tenant, String text) {
        try {
            return TenantConfig.parse(tenant, text);
        } catch (ConfigException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    /**
     * Removes a tenant; its sessions end.
     *
     * @throws CommandException for one that the store does not have
     */
    Future<Void> remove(TenantId tenant) {
        if (!stored.has(tenant)) {
            TenantSource source = tenants.source(tenant);
            throw new CommandException(
                    NOT_FOUND,
                    "the store has no tenant '" + tenant + "'"
                            + (source == null
                                    ? "; GET /tenants lists those that are there"
                                    : ", but " + source + " has"));
        }
        return write(new TenantNotice(tenant, ""), REMEMBERED);
    }

    private Future<Void> write(TenantNotice notice, Duration keep) {
        return store.apply(notice, keep)
                .recover(cause ->
                        Future.failedFuture(cause instanceof RefusedException refused ? answer(refused) : cause));
    }

    private static CommandException answer(RefusedException refused) {
        return refused.code() == ErrorCode.UNAVAILABLE
                ? CommandException.unavailable(
                        refused.getMessage(), Math.max(1, TimeUnit.MILLISECONDS.toSeconds(refused.retryAfterMs())))
                : new CommandException(TOO_LARGE, refused.getMessage());
    }
}
