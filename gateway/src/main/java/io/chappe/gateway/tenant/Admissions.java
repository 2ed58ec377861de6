package io.chappe.gateway.tenant;

import io.chappe.core.model.PeerId;
import io.chappe.core.model.PeerKey;
import io.chappe.core.model.RoomKey;
import io.chappe.core.model.RoomRules;
import io.chappe.core.model.SessionId;
import io.chappe.core.model.TenantId;
import io.chappe.gateway.room.RefusedException;
import io.chappe.gateway.room.RoomSettings;
import io.chappe.gateway.token.BadTokenException;
import io.chappe.gateway.token.Permit;
import io.chappe.gateway.token.Revocations;
import io.chappe.gateway.token.TenantTokens;
import io.chappe.gateway.token.TokenChecks;
import io.chappe.gateway.token.TokenHint;
import io.chappe.node.tenant.IceServerConfig;
import io.vertx.core.Future;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Decides who comes in. From any event loop; the client learns no reason, the log does. */
public final class Admissions implements RoomSettings {
    /** A room may open in a year, and its time may be changed tomorrow. */
    private static final long ASK_AGAIN_MS = 3_600_000;

    private static final Logger LOG = LoggerFactory.getLogger(Admissions.class);

    private final Tenants tenants;
    private final TokenChecks checks;
    private final FailedAttempts failed;
    private final Revocations revocations;
    private final BooleanSupplier informed;
    private final Strangers crowds = new Strangers(System::nanoTime, LOG::info);

    /**
     * @param informed whether this gateway knows which tenants there are and who is revoked
     */
    public Admissions(
            Tenants tenants,
            TokenChecks checks,
            FailedAttempts failed,
            Revocations revocations,
            BooleanSupplier informed) {
        this.tenants = tenants;
        this.checks = checks;
        this.failed = failed;
        this.revocations = revocations;
        this.informed = informed;
    }

    /**
     * Lets somebody in, or fails with a {@link NotAdmittedException}; or with a {@link RefusedException} where that can't be
     * told now, or not so often.
     */
    public Future<Admission> admit(Visitor visitor) {
        if (!informed.getAsBoolean()) {
            return Future.failedFuture(RefusedException.unavailable("this gateway is not ready yet"));
        }
        TenantId wanted = wanted(visitor.tenant(), visitor.proof());
        long waitMs = failed.waitMs(visitor.client(), wanted);
        if (waitMs > 0) {
            crowds.tell("too many clients are refused that come from " + visitor.client()
                    + ": more are not looked at for a while");
            return Future.failedFuture(RefusedException.rateLimited(waitMs));
        }
        return look(visitor, wanted).onFailure(cause -> {
            if (cause instanceof NotAdmittedException) {
                failed.add(visitor.client(), wanted);
            }
        });
    }

    private Future<Admission> look(Visitor visitor, @Nullable TenantId wanted) {
        String token = visitor.proof();
        try {
            TenantTerms terms = terms(wanted);
            requireOrigin(terms, visitor.origin());
            TenantTokens tokens = terms.tokens();
            return token != null && tokens != null
                    ? byToken(terms, tokens, token, visitor.peer(), false)
                    : Future.succeededFuture(anonymous(terms, visitor));
        } catch (NotAdmittedException e) {
            tenants.strangers().tell("a client is refused: " + e.getMessage());
            // Whoever brings a token waits as long as if it were looked at.
            return token == null ? Future.failedFuture(e) : checks.refuse(e);
        }
    }

    /** Renews an admission with another token, which must be of the same peer; fails as {@link #admit} does. */
    public Future<Admission> renew(PeerKey peer, String token) {
        TenantTerms terms = tenants.terms(peer.tenant());
        TenantTokens tokens = terms == null ? null : terms.tokens();
        return terms == null || tokens == null
                ? refused("a token is renewed for " + shown(peer.tenant()) + ", which takes none")
                : byToken(terms, tokens, token, peer.peer(), true);
    }

    /**
     * The tenant that it names, or where there are several the one that its token claims to be for; null for none. Not the only
     * one there is: what is counted by it would tell its name.
     */
    private @Nullable TenantId wanted(@Nullable TenantId named, @Nullable String token) {
        return named == null && token != null && tenants.only() == null ? TokenHint.tenant(token) : named;
    }

    private TenantTerms terms(@Nullable TenantId wanted) throws NotAdmittedException {
        TenantTerms terms = wanted == null ? tenants.only() : tenants.terms(wanted);
        if (terms != null) {
            return terms;
        } else if (wanted != null) {
            throw new NotAdmittedException(shown(wanted) + " is not among the configured tenants");
        }
        throw new NotAdmittedException(
                tenants.isEmpty()
                        ? "no tenant is configured, see the setting tenants"
                        : "it names no tenant, nor does its token (chappe.tenant), and there is more than one");
    }

    private static void requireOrigin(TenantTerms terms, @Nullable String origin) throws NotAdmittedException {
        if (origin != null && !terms.origins().test(origin)) {
            throw new NotAdmittedException(
                    shown(terms.id()) + " does not have " + Strangers.shown(origin) + " in its tenants[].origins");
        }
    }

    private static Admission anonymous(TenantTerms terms, Visitor visitor) throws NotAdmittedException {
        if (visitor.token() != null) {
            throw new NotAdmittedException(
                    "it brings a token to " + shown(terms.id()) + ", which has no tenants[].tokens");
        } else if (!terms.anonymous()) {
            throw new NotAdmittedException(shown(terms.id())
                    + " lets nobody in without a token; to let everybody in, set its tenants[].anonymous");
        }
        PeerId peer = visitor.peer() != null
                ? visitor.peer()
                : new PeerId("anonymous-" + SessionId.random().value());
        return admission(terms, peer, Permit.anonymous(), null);
    }

    private Future<Admission> byToken(
            TenantTerms terms, TenantTokens tokens, String token, @Nullable PeerId claimed, boolean isIn) {
        return tokens.identify(token, isIn)
                .recover(cause -> cause instanceof BadTokenException
                        ? refused("the token for " + shown(terms.id()) + " is not taken: " + cause.getMessage())
                        : Future.failedFuture(cause))
                .compose(identity -> {
                    if (claimed != null && !claimed.equals(identity.peer())) {
                        return refused("the token for " + shown(terms.id()) + " is of another peer than it is to be");
                    } else if (!identity.namesTenant() && tenants.only() == null) {
                        // Two tenants may trust one issuer, and whose user this is only the issuer can say.
                        return refused("the token for " + shown(terms.id())
                                + " names no tenant (chappe.tenant), and there is more than one");
                    }
                    Admission admission = admission(terms, identity.peer(), identity.permit(), identity.expiresAtMs());
                    return isRevoked(admission)
                            ? refused("the token for " + shown(terms.id()) + " is revoked")
                            : Future.succeededFuture(admission);
                });
    }

    /** The servers for a tenant's calls: its own, or else those for all; none for one that is not there any more. */
    public List<IceServerConfig> iceServers(TenantId tenant, List<IceServerConfig> forAll) {
        TenantTerms terms = tenants.terms(tenant);
        if (terms == null) {
            return List.of();
        }
        List<IceServerConfig> own = terms.config().iceServers();
        return own.isEmpty() ? forAll : own;
    }

    @Override
    public RoomRules rules(RoomKey room) {
        TenantTerms terms = tenants.terms(room.tenant());
        return terms == null ? RoomRules.OPEN : terms.rules(room.room());
    }

    @Override
    public long opensInMs(RoomKey room) {
        TenantTerms terms = tenants.terms(room.tenant());
        long opensAtMs = terms == null ? 0 : terms.opensAt(room.room()).toEpochMilli();
        return Math.max(0, Math.min(ASK_AGAIN_MS, opensAtMs - System.currentTimeMillis()));
    }

    /** Whether somebody who was let in is not any more: it may be that this was heard meanwhile. */
    public boolean isRevoked(Admission admission) {
        return !tenants.has(admission.peer().tenant())
                || (admission.expiresAtMs() != null && revocations.cover(admission.peer(), admission.permit()));
    }

    private static Admission admission(TenantTerms terms, PeerId peer, Permit permit, @Nullable Long expiresAtMs) {
        return new Admission(
                new PeerKey(terms.id(), peer),
                terms.resumeWindow(),
                terms.sessions(),
                terms.load(),
                permit,
                expiresAtMs);
    }

    /** The reasons are ours, and few: no stranger's text is in them that could crowd others out of the log. */
    private <T> Future<T> refused(String reason) {
        tenants.reasons().tell("a client is refused: " + reason);
        return Future.failedFuture(new NotAdmittedException(reason));
    }

    private static String shown(TenantId tenant) {
        return "the tenant " + Strangers.shown(tenant.value());
    }
}
