package io.chappe.gateway.tenant;

import static org.assertj.core.api.Assertions.assertThat;

import io.chappe.core.bus.Revocation;
import io.chappe.core.model.ErrorCode;
import io.chappe.core.model.PeerId;
import io.chappe.core.model.PeerKey;
import io.chappe.core.model.RoomId;
import io.chappe.core.model.TenantId;
import io.chappe.gateway.room.RefusedException;
import io.chappe.gateway.socket.ClientAddress;
import io.chappe.gateway.token.Revocations;
import io.chappe.gateway.token.Signer;
import io.chappe.gateway.token.TenantTokens;
import io.chappe.gateway.token.TokenChecks;
import io.chappe.node.tenant.SecondSession;
import io.chappe.node.tenant.SignatureAlgorithm;
import io.chappe.node.tenant.TenantConfig;
import io.chappe.node.tenant.TenantLimits;
import io.chappe.node.tenant.TokensConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jose4j.jwt.JwtClaims;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class AdmissionsTest {
    private static final Vertx VERTX = Vertx.vertx();
    private static final TokenChecks CHECKS = new TokenChecks(VERTX, new SimpleMeterRegistry());
    private static final int MAY_FAIL = 20;
    private static final String SITE = "https://app.acme.example";
    private static final ClientAddress HERE = Objects.requireNonNull(ClientAddress.parse("192.0.2.1"));
    private static final ClientAddress ELSEWHERE = Objects.requireNonNull(ClientAddress.parse("192.0.2.2"));
    private static final Signer ACME = Signer.of(SignatureAlgorithm.ES256, null);
    private static final Signer OTHER = Signer.of(SignatureAlgorithm.ES256, null);

    private final Admissions admissions =
            admissions(anonymous("open"), closed("closed"), tokens("acme", ACME), tokens("other", OTHER));

    @AfterAll
    static void stop() throws Exception {
        VERTX.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    private static Admissions admissions(TenantConfig... tenants) {
        return admissions(new Revocations(), () -> true, tenants);
    }

    private static Admissions admissions(Revocations revocations, BooleanSupplier informed, TenantConfig... tenants) {
        FailedAttempts failed = new FailedAttempts(MAY_FAIL, new SimpleMeterRegistry());
        return new Admissions(
                new Tenants(List.of(tenants), CHECKS::of, TestLoads.of(new SimpleMeterRegistry())),
                CHECKS,
                failed,
                revocations,
                informed);
    }

    private static TenantConfig tenant(String name, boolean anonymous, @Nullable TokensConfig tokens) {
        return new TenantConfig(
                name,
                anonymous,
                tokens,
                List.of(SITE),
                Duration.ofSeconds(20),
                SecondSession.ALLOWED,
                100,
                TenantLimits.NONE,
                List.of(),
                true,
                List.of(),
                List.of(),
                false);
    }

    private static TenantConfig anonymous(String name) {
        return tenant(name, true, null);
    }

    private static TenantConfig closed(String name) {
        return tenant(name, false, null);
    }

    private static TenantConfig tokens(String name, Signer signer) {
        return tenant(name, false, new TokensConfig(null, "chappe", List.of(signer.config()), null));
    }

    private static Visitor visitor(@Nullable String tenant, @Nullable String peer, @Nullable String token) {
        return new Visitor(
                tenant == null ? null : new TenantId(tenant),
                peer == null ? null : new PeerId(peer),
                token,
                null,
                SITE,
                HERE);
    }

    /** A token that says for which tenant it is. */
    private static String token(Signer signer, String tenant) {
        JwtClaims claims = Signer.claims();
        claims.setClaim("chappe", Map.of("tenant", tenant, "rooms", List.of("team")));
        return signer.sign(claims);
    }

    private static <T> @Nullable Throwable failureOf(Future<T> future) throws Exception {
        try {
            future.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
            return null;
        } catch (ExecutionException e) {
            return e.getCause();
        }
    }

    private Admission admitted(Visitor visitor) throws Exception {
        return admissions
                .admit(visitor)
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
    }

    private boolean isRefused(Visitor visitor) throws Exception {
        return failureOf(admissions.admit(visitor)) instanceof NotAdmittedException;
    }

    @Test
    void letsAnonymousPeersInWhereTheTenantDoes() throws Exception {
        // When
        Admission admission = admitted(visitor("open", "ann", null));

        // Then
        assertThat(admission.peer()).isEqualTo(new PeerKey(new TenantId("open"), new PeerId("ann")));
        assertThat(admission.expiresAtMs()).isNull();
        assertThat(admission.permit().grants().mayJoin(new RoomId("any"))).isTrue();
    }

    @Test
    void namesAnAnonymousPeerThatNamesNone() throws Exception {
        assertThat(admitted(visitor("open", null, null)).peer().peer().value()).startsWith("anonymous-");
    }

    @Test
    void letsInByATokenOfTheTenant() throws Exception {
        // When
        Admission admission = admitted(visitor("acme", null, token(ACME, "acme")));

        // Then
        assertThat(admission.peer()).isEqualTo(new PeerKey(new TenantId("acme"), new PeerId("ann")));
        assertThat(admission.expiresAtMs()).isGreaterThan(System.currentTimeMillis());
        assertThat(admission.permit().grants().mayJoin(new RoomId("team"))).isTrue();
        assertThat(admission.permit().grants().mayJoin(new RoomId("board"))).isFalse();
    }

    @Test
    void findsTheTenantInTheToken() throws Exception {
        assertThat(admitted(visitor(null, "ann", token(OTHER, "other"))).peer().tenant())
                .isEqualTo(new TenantId("other"));
    }

    @Test
    void takesTheOnlyTenantForAClientThatNamesNone() throws Exception {
        // Given
        Admissions one = admissions(anonymous("acme"));
        Admissions none = admissions();

        // When // Then
        assertThat(failureOf(one.admit(visitor(null, "ann", null)))).isNull();
        assertThat(failureOf(none.admit(visitor(null, "ann", null)))).isInstanceOf(NotAdmittedException.class);
    }

    @Test
    void refusesWhoDoesNotBelong() throws Exception {
        assertThat(isRefused(visitor(null, "ann", null))).as("no tenant named").isTrue();
        assertThat(isRefused(visitor("unknown", "ann", null)))
                .as("no such tenant")
                .isTrue();
        assertThat(isRefused(visitor("closed", "ann", null)))
                .as("nobody comes in")
                .isTrue();
        assertThat(isRefused(visitor("acme", "ann", null))).as("no token").isTrue();
        assertThat(isRefused(visitor("open", "ann", token(ACME, "acme"))))
                .as("a token for a tenant without")
                .isTrue();
        assertThat(isRefused(visitor("acme", null, token(OTHER, "other"))))
                .as("another tenant's token")
                .isTrue();
        assertThat(isRefused(visitor("acme", null, token(OTHER, "acme"))))
                .as("another tenant's key")
                .isTrue();
        assertThat(isRefused(visitor("acme", "bob", token(ACME, "acme"))))
                .as("another peer's name")
                .isTrue();
        assertThat(isRefused(visitor("acme", null, "x".repeat(1 << 20))))
                .as("a token of 1 MB")
                .isTrue();
    }

    /** Two customers may have one identity provider: whose user this is only that can say. */
    @Test
    void wantsATokenToNameItsTenantWhereTwoTrustOneKey() throws Exception {
        // Given
        Admissions both = admissions(tokens("a", ACME), tokens("b", ACME));
        Admissions one = admissions(tokens("a", ACME));
        String nameless = ACME.sign(Signer.claims());

        // When // Then
        assertThat(failureOf(both.admit(visitor("b", null, nameless)))).isInstanceOf(NotAdmittedException.class);
        assertThat(failureOf(both.admit(visitor("b", null, token(ACME, "a")))))
                .isInstanceOf(NotAdmittedException.class);
        assertThat(failureOf(both.admit(visitor("a", null, token(ACME, "a"))))).isNull();
        assertThat(failureOf(one.admit(visitor(null, null, nameless)))).isNull();
    }

    @Test
    void takesAHandshakesTokenForNothingWhereNoneIsWanted() throws Exception {
        // Given
        Visitor byProxy = new Visitor(new TenantId("open"), null, null, "of-a-proxy", SITE, HERE);
        Visitor byToken = new Visitor(new TenantId("acme"), null, null, token(ACME, "acme"), SITE, HERE);

        // When // Then
        assertThat(failureOf(admissions.admit(byProxy))).isNull();
        assertThat(failureOf(admissions.admit(byToken))).isNull();
    }

    @Test
    void refusesAPageOfAnotherSite() throws Exception {
        // Given
        Visitor foreign = new Visitor(new TenantId("open"), null, null, null, "https://evil.example", HERE);
        Visitor noPage = new Visitor(new TenantId("open"), null, null, null, null, HERE);

        // When // Then
        assertThat(isRefused(foreign)).isTrue();
        assertThat(isRefused(noPage)).isFalse();
    }

    @Test
    void renewsForTheSamePeerOnly() throws Exception {
        // Given
        PeerKey ann = new PeerKey(new TenantId("acme"), new PeerId("ann"));
        PeerKey bob = new PeerKey(new TenantId("acme"), new PeerId("bob"));

        // When // Then
        assertThat(failureOf(admissions.renew(ann, token(ACME, "acme")))).isNull();
        assertThat(failureOf(admissions.renew(bob, token(ACME, "acme")))).isInstanceOf(NotAdmittedException.class);
        assertThat(failureOf(
                        admissions.renew(new PeerKey(new TenantId("open"), new PeerId("ann")), token(ACME, "acme"))))
                .isInstanceOf(NotAdmittedException.class);
    }

    @Test
    void looksAtNobodyWhoseAddressHasFailedTooOften() throws Exception {
        // Given
        Visitor wrong = visitor("acme", null, token(OTHER, "acme"));
        for (int i = 0; i < MAY_FAIL; i++) {
            assertThat(isRefused(wrong)).isTrue();
        }
        Visitor good = visitor("acme", null, token(ACME, "acme"));
        Visitor elsewhere = new Visitor(good.tenant(), null, good.token(), null, SITE, ELSEWHERE);

        // When
        Throwable failure = failureOf(admissions.admit(good));

        // Then
        assertThat(failure).isInstanceOfSatisfying(RefusedException.class, refused -> {
            assertThat(refused.code()).isEqualTo(ErrorCode.RATE_LIMITED);
            assertThat(refused.retryAfterMs()).isBetween(1L, 3_001L);
        });
        assertThat(failureOf(admissions.admit(elsewhere))).isNull();
        assertThat(failureOf(admissions.admit(visitor("other", null, token(OTHER, "other")))))
                .isNull();
    }

    /** Or it could be found out which tenants there are. */
    @Test
    void countsForTenantsThatAreNotThereToo() throws Exception {
        // Given
        Visitor wrong = visitor("nobody", "ann", null);

        // When
        for (int i = 0; i < MAY_FAIL; i++) {
            assertThat(isRefused(wrong)).isTrue();
        }

        // Then
        assertThat(isRefused(wrong)).isFalse();
        assertThat(isRefused(visitor("nobody else", "ann", null))).isTrue();
    }

    /** Or it could be found out what it is called. */
    @Test
    void countsTheOnlyTenantApartWhereItIsNotNamed() throws Exception {
        // Given
        Admissions one = admissions(tokens("acme", ACME));
        for (int i = 0; i < MAY_FAIL; i++) {
            failureOf(one.admit(visitor("acme", null, token(OTHER, "acme"))));
        }

        // When // Then
        assertThat(failureOf(one.admit(visitor("acme", null, token(OTHER, "acme")))))
                .isInstanceOf(RefusedException.class);
        assertThat(failureOf(one.admit(visitor(null, null, token(OTHER, "acme")))))
                .isInstanceOf(NotAdmittedException.class);
    }

    @Test
    void letsNobodyInByATokenThatWasTakenBack() throws Exception {
        // Given
        Revocations revocations = new Revocations();
        Admissions aware = admissions(revocations, () -> true, tokens("acme", ACME), anonymous("open"));
        Visitor ann = visitor("acme", null, token(ACME, "acme"));
        Admission before = aware.admit(ann).await(10, TimeUnit.SECONDS);

        // When
        revocations.add(new Revocation(new TenantId("acme"), null, null, System.currentTimeMillis()));
        revocations.add(new Revocation(new TenantId("open"), null, null, System.currentTimeMillis() + 60_000));

        // Then
        assertThat(failureOf(aware.admit(ann))).isInstanceOf(NotAdmittedException.class);
        assertThat(aware.isRevoked(before)).isTrue();
        Admission guest = aware.admit(visitor("open", "bob", null)).await(10, TimeUnit.SECONDS);
        assertThat(aware.isRevoked(guest)).as("nothing was ever issued to it").isFalse();
    }

    @Test
    void takesBackWhoseTenantIsGone() throws Exception {
        // Given
        Tenants changing = new Tenants(List.of(), CHECKS::of, TestLoads.of(new SimpleMeterRegistry()));
        changing.replaceStored(List.of(anonymous("open")));
        FailedAttempts failed = new FailedAttempts(MAY_FAIL, new SimpleMeterRegistry());
        Admissions aware = new Admissions(changing, CHECKS, failed, new Revocations(), () -> true);
        Admission guest = aware.admit(visitor("open", "bob", null)).await(10, TimeUnit.SECONDS);
        boolean before = aware.isRevoked(guest);

        // When
        changing.replaceStored(List.of());

        // Then
        assertThat(before).isFalse();
        assertThat(aware.isRevoked(guest)).isTrue();
    }

    @Test
    void letsNobodyInWhoMayHaveBeenTakenBackUnheard() throws Exception {
        // Given
        Admissions unaware = admissions(new Revocations(), () -> false, anonymous("open"));

        // When
        Throwable failure = failureOf(unaware.admit(visitor("open", "ann", null)));

        // Then
        assertThat(failure)
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refused -> assertThat(refused.code()).isEqualTo(ErrorCode.UNAVAILABLE));
    }

    @Test
    void keepsTheTokenOutOfLogs() {
        assertThat(visitor("acme", null, "a.b.c").toString()).doesNotContain("a.b.c");
    }

    @Test
    void aTenantKeepsItsKeysWhenSomethingElseOfItChanges() {
        // Given
        Tenants tenants = new Tenants(List.of(), CHECKS::of, TestLoads.of(new SimpleMeterRegistry()));
        TenantConfig before = tokens("acme", ACME);
        tenants.replaceListed(List.of(before));
        TenantTokens keys =
                Objects.requireNonNull(tenants.terms(new TenantId("acme"))).tokens();

        // When
        tenants.replaceListed(List.of(new TenantConfig(
                "acme",
                false,
                before.tokens(),
                List.of(),
                Duration.ofMinutes(1),
                SecondSession.ALLOWED,
                100,
                TenantLimits.NONE,
                List.of(),
                true,
                List.of(),
                List.of(),
                false)));

        // Then
        TenantTerms since = Objects.requireNonNull(tenants.terms(new TenantId("acme")));
        assertThat(since.resumeWindow()).isEqualTo(Duration.ofMinutes(1));
        assertThat(since.tokens()).isNotNull().isSameAs(keys);
    }
}
