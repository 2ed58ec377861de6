package io.chappe.gateway.tenant;

import io.chappe.core.model.PeerId;
import io.chappe.core.model.PeerKey;
import io.chappe.core.model.SessionId;
import io.chappe.core.model.TenantId;
import io.chappe.gateway.room.RefusedException;
import io.chappe.gateway.token.BadTokenException;
import io.chappe.gateway.token.Grants;
import io.chappe.gateway.token.Identity;
import io.chappe.gateway.token.TenantTokens;
import io.chappe.gateway.token.TokenHint;
import io.vertx.core.Future;
import org.jspecify.annotations.Nullable;

/** Decides who comes in. From any event loop; the client learns no reason, the log does. */
public final class Admissions {
    private final Tenants tenants;

    public Admissions(Tenants tenants) {
        this.tenants = tenants;
    }

    /**
     * Lets somebody in, or fails with a {@link NotAdmittedException}; or with a {@link RefusedException} where that can't be
     * told now.
     */
    public Future<Admission> admit(Visitor visitor) {
        TenantTerms terms;
        try {
            terms = terms(visitor);
            requireOrigin(terms, visitor.origin());
        } catch (NotAdmittedException e) {
            return refused(e);
        }
        String token = visitor.token();
        TenantTokens tokens = terms.tokens();
        if (token != null && tokens != null) {
            return byToken(terms, tokens, token, visitor.peer());
        }
        return anonymous(terms, visitor);
    }

    /** Renews an admission with another token, which must be of the same peer; fails as {@link #admit} does. */
    public Future<Admission> renew(PeerKey peer, String token) {
        TenantTerms terms = tenants.terms(peer.tenant());
        TenantTokens tokens = terms == null ? null : terms.tokens();
        return terms == null || tokens == null
                ? refused(new NotAdmittedException(
                        "a token is renewed for the tenant " + shown(peer.tenant()) + ", which takes none"))
                : byToken(terms, tokens, token, peer.peer());
    }

    private TenantTerms terms(Visitor visitor) throws NotAdmittedException {
        TenantId named = visitor.tenant();
        String token = visitor.token();
        if (named == null && token != null) {
            named = TokenHint.tenant(token);
        }
        TenantTerms terms = named == null ? tenants.only() : tenants.terms(named);
        if (terms != null) {
            return terms;
        } else if (named != null) {
            throw new NotAdmittedException(shown(named) + " is not among the configured tenants");
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

    private Future<Admission> anonymous(TenantTerms terms, Visitor visitor) {
        if (visitor.token() != null) {
            return refused(new NotAdmittedException(
                    "it brings a token to " + shown(terms.id()) + ", which has no tenants[].tokens"));
        } else if (!terms.anonymous()) {
            return refused(new NotAdmittedException(shown(terms.id())
                    + " lets nobody in without a token; to let everybody in, set its tenants[].anonymous"));
        }
        PeerId peer = visitor.peer() != null
                ? visitor.peer()
                : new PeerId("anonymous-" + SessionId.random().value());
        return Future.succeededFuture(
                new Admission(new PeerKey(terms.id(), peer), terms.resumeWindow(), Grants.ALL, null));
    }

    private Future<Admission> byToken(TenantTerms terms, TenantTokens tokens, String token, @Nullable PeerId claimed) {
        return tokens.identify(token)
                .recover(cause -> cause instanceof BadTokenException
                        ? refused(new NotAdmittedException(
                                "the token for " + shown(terms.id()) + " is not taken: " + cause.getMessage()))
                        : Future.failedFuture(cause))
                .compose(identity -> claimed == null || claimed.equals(identity.peer())
                        ? Future.succeededFuture(admission(terms, identity))
                        : refused(new NotAdmittedException(
                                "the token for " + shown(terms.id()) + " is of another peer than it is to be")));
    }

    private static Admission admission(TenantTerms terms, Identity identity) {
        return new Admission(
                new PeerKey(terms.id(), identity.peer()),
                terms.resumeWindow(),
                identity.grants(),
                identity.expiresAtMs());
    }

    private <T> Future<T> refused(NotAdmittedException reason) {
        tenants.strangers().tell("a client is refused: " + reason.getMessage());
        return Future.failedFuture(reason);
    }

    private static String shown(TenantId tenant) {
        return "the tenant " + Strangers.shown(tenant.value());
    }
}
