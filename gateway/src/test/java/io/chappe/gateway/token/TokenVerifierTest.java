package io.chappe.gateway.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chappe.core.model.Entry;
import io.chappe.core.model.PeerId;
import io.chappe.core.model.RawJson;
import io.chappe.core.model.RoomId;
import io.chappe.core.model.RoomRules;
import io.chappe.core.model.Standing;
import io.chappe.core.model.TenantId;
import io.chappe.node.tenant.SignatureAlgorithm;
import io.chappe.node.tenant.TokensConfig;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokenVerifierTest {
    private static final TenantId ACME = new TenantId("acme");
    private static final Signer SIGNER = Signer.of(SignatureAlgorithm.ES256, "one");
    private static final Signer RSA = Signer.of(SignatureAlgorithm.RS256, "rsa");

    private final TokenVerifier verifier = verifier(SIGNER);

    private static TokenVerifier verifier(Signer... signers) {
        return new TokenVerifier(
                ACME,
                new TokensConfig(
                        "https://id.example",
                        "chappe",
                        Arrays.stream(signers).map(Signer::config).toList(),
                        null));
    }

    private static String base64(String json) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @EnumSource
    void takesATokenOfEachAlgorithm(SignatureAlgorithm algorithm) throws Exception {
        // Given
        Signer signer = Signer.of(algorithm, null);

        // When
        Identity identity = verifier(signer).verify(signer.sign(Signer.claims()));

        // Then
        assertThat(identity.peer()).isEqualTo(new PeerId("ann"));
    }

    @Test
    void readsWhatATokenGrants() throws Exception {
        // Given
        JwtClaims claims = Signer.claims();
        claims.setClaim(
                "chappe", Map.of("tenant", "acme", "rooms", List.of("team", "call-*"), "kinds", List.of("offer")));

        // When
        Grants grants = verifier.verify(SIGNER.sign(claims)).permit().grants();

        // Then
        assertThat(List.of("team", "call-7")).allMatch(room -> grants.mayJoin(new RoomId(room)));
        assertThat(List.of("teams", "board", "call")).noneMatch(room -> grants.mayJoin(new RoomId(room)));
        assertThat(grants.mayPublish("offer")).isTrue();
        assertThat(grants.mayPublish("answer")).isFalse();
    }

    @Test
    void readsOnWhatTermsATokenLetsIntoARoom() throws Exception {
        // Given
        JwtClaims claims = Signer.claims();
        claims.setClaim(
                "chappe",
                Map.of(
                        "moderate", List.of("class-*"),
                        "create", List.of("class-7"),
                        "attributes", Map.of("name", "Zoë")));
        RoomRules rules = RoomRules.begin(5, true);

        // When
        Grants grants = verifier.verify(SIGNER.sign(claims)).permit().grants();

        // Then
        RawJson attributes = RawJson.of("{\"name\":\"Zoë\"}");
        assertThat(grants.entry(new RoomId("class-7"), rules))
                .isEqualTo(new Entry(new Standing(false, true, attributes), true, rules));
        assertThat(grants.entry(new RoomId("hall"), rules))
                .isEqualTo(new Entry(new Standing(false, false, attributes), false, rules));
        assertThat(grants.mayModerate(new RoomId("class-8"))).isTrue();
        assertThat(grants.mayModerate(new RoomId("hall"))).isFalse();
    }

    @Test
    void readsWhetherATokenHidesItsPeer() throws Exception {
        // Given
        JwtClaims claims = Signer.claims();
        claims.setClaim("chappe", Map.of("hidden", true));

        // When
        Grants grants = verifier.verify(SIGNER.sign(claims)).permit().grants();

        // Then
        assertThat(grants.entry(new RoomId("hall"), RoomRules.OPEN).standing()).isEqualTo(Standing.PLAIN.hiding());
        assertThat(grants.ledEntry(false, RoomRules.OPEN).standing()).isEqualTo(Standing.PLAIN);
        claims.setClaim("chappe", Map.of("hidden", "yes"));
        assertThatThrownBy(() -> verifier.verify(SIGNER.sign(claims)))
                .isInstanceOf(BadTokenException.class)
                .hasMessageContaining("chappe.hidden");
    }

    @Test
    void opensRoomsAndModeratesNoneWhereATokenDoesNotSay() throws Exception {
        // When
        Grants grants = verifier.verify(SIGNER.sign(Signer.claims())).permit().grants();

        // Then
        assertThat(grants.entry(new RoomId("hall"), RoomRules.OPEN)).isEqualTo(Entry.PLAIN);
        assertThat(grants.mayModerate(new RoomId("hall"))).isFalse();
    }

    @Test
    void grantsNoRoomThatATokenDoesNotName() throws Exception {
        // Given
        JwtClaims claims = Signer.claims();
        claims.unsetClaim("chappe");

        // When
        Grants grants = verifier.verify(SIGNER.sign(claims)).permit().grants();

        // Then
        assertThat(grants.mayJoin(new RoomId("any"))).isFalse();
        assertThat(grants.mayPublish("any")).isTrue();
    }

    @Test
    void addsTheLeewayToTheEndOfAToken() throws Exception {
        // Given
        JwtClaims claims = Signer.claims();
        NumericDate end = NumericDate.now();
        claims.setExpirationTime(end);

        // When
        Identity identity = verifier.verify(SIGNER.sign(claims));

        // Then
        assertThat(identity.expiresAtMs()).isEqualTo((end.getValue() + 30) * 1000);
    }

    @Test
    void livesForTenYearsAtMost() throws Exception {
        // Given
        JwtClaims claims = Signer.claims();
        claims.setExpirationTime(NumericDate.fromSeconds(Long.MAX_VALUE));

        // When
        Identity identity = verifier.verify(SIGNER.sign(claims));

        // Then
        assertThat(identity.expiresAtMs() - System.currentTimeMillis()).isBetween(300_000_000_000L, 320_000_000_000L);
    }

    private record Flaw(String reason, Consumer<JwtClaims> made) {
        @Override
        public String toString() {
            return reason;
        }
    }

    private static List<Flaw> flaws() {
        NumericDate now = NumericDate.now();
        return List.of(
                new Flaw(
                        "it is over", claims -> claims.setExpirationTime(NumericDate.fromSeconds(now.getValue() - 31))),
                new Flaw(
                        "it is not valid yet",
                        claims -> claims.setNotBefore(NumericDate.fromSeconds(now.getValue() + 60))),
                new Flaw("it has no exp", claims -> claims.unsetClaim("exp")),
                new Flaw("it has no exp, or no sub", claims -> claims.unsetClaim("sub")),
                new Flaw("it is not for the audience", claims -> claims.setAudience("another service")),
                new Flaw("it is not for the audience", claims -> claims.unsetClaim("aud")),
                new Flaw("it is not by the issuer", claims -> claims.setIssuer("https://evil.example")),
                new Flaw("it is not by the issuer", claims -> claims.unsetClaim("iss")),
                new Flaw("", claims -> claims.setClaim("exp", "tomorrow")),
                new Flaw("", claims -> claims.setClaim("sub", 7)),
                new Flaw("its sub is no name", claims -> claims.setSubject("a\u0000b")),
                new Flaw("its sub is no name", claims -> claims.setSubject("a".repeat(129))),
                new Flaw("iat or jti is malformed", claims -> claims.setClaim("iat", -999_999_999_999_999_999L)),
                new Flaw("its claim chappe is no object", claims -> claims.setClaim("chappe", "all")),
                new Flaw("its chappe.rooms is no list", claims -> claims.setClaim("chappe", Map.of("rooms", "all"))),
                new Flaw(
                        "its chappe.rooms is no list",
                        claims -> claims.setClaim("chappe", Map.of("rooms", List.of(7)))),
                new Flaw(
                        "its sub is no name of a peer, or chappe has a pattern that is none",
                        claims -> claims.setClaim("chappe", Map.of("rooms", List.of("a".repeat(129))))),
                new Flaw("its chappe.kinds is no list", claims -> claims.setClaim("chappe", Map.of("kinds", Map.of()))),
                new Flaw("its chappe.create is no list", claims -> claims.setClaim("chappe", Map.of("create", true))),
                new Flaw(
                        "its chappe.moderate is no list",
                        claims -> claims.setClaim("chappe", Map.of("moderate", true))),
                new Flaw(
                        "its chappe.attributes is no object",
                        claims -> claims.setClaim("chappe", Map.of("attributes", List.of()))),
                new Flaw(
                        "its chappe.attributes is no object of at most 1024 bytes",
                        claims -> claims.setClaim("chappe", Map.of("attributes", Map.of("name", "ä".repeat(510))))),
                new Flaw(
                        "its chappe.tenant is no name",
                        claims -> claims.setClaim("chappe", Map.of("tenant", List.of()))),
                new Flaw("it is for another tenant", claims -> claims.setClaim("chappe", Map.of("tenant", "other"))));
    }

    @ParameterizedTest
    @MethodSource("flaws")
    void refusesClaimsWithAFlaw(Flaw flaw) {
        // Given
        JwtClaims claims = Signer.claims();
        flaw.made.accept(claims);

        // When // Then
        assertThatThrownBy(() -> verifier.verify(SIGNER.sign(claims)))
                .isInstanceOf(BadTokenException.class)
                .hasMessageContaining(flaw.reason);
    }

    @Test
    void refusesATokenThatIsNotSigned() {
        // Given
        String none =
                base64("{\"alg\":\"none\"}") + "." + base64(Signer.claims().toJson()) + ".";

        // When // Then
        assertThatThrownBy(() -> verifier.verify(none)).isInstanceOf(BadTokenException.class);
    }

    /** Who has only the public key signs with its bytes as a secret, which the header's algorithm would allow. */
    @Test
    void refusesAPublicKeyAsASecret() {
        // Given
        String publicKey = String.valueOf(RSA.config().publicKey());
        Signer forger = new Signer(
                SignatureAlgorithm.HS256,
                new javax.crypto.spec.SecretKeySpec(publicKey.getBytes(StandardCharsets.UTF_8), "HmacSHA256"),
                Signer.of(SignatureAlgorithm.HS256, "rsa").config());

        // When // Then
        assertThatThrownBy(() -> verifier(RSA).verify(forger.sign(Signer.claims())))
                .isInstanceOf(BadTokenException.class);
    }

    @Test
    void refusesAnAlgorithmThatTheKeyIsNotFor() {
        // Given
        String token = RSA.sign(Signer.claims(), SignatureAlgorithm.PS256.wireName(), "rsa");

        // When // Then
        assertThatThrownBy(() -> verifier(RSA).verify(token)).isInstanceOf(BadTokenException.class);
    }

    @Test
    void refusesAKeyThatIsNotTheTenants() {
        // Given
        Signer other = Signer.of(SignatureAlgorithm.ES256, "one");

        // When // Then
        assertThatThrownBy(() -> verifier.verify(other.sign(Signer.claims())))
                .isInstanceOf(BadTokenException.class)
                .hasMessageContaining("signature");
    }

    @ParameterizedTest
    @ValueSource(strings = {"two", "../../etc/passwd", "file:///dev/zero", "' or 1=1 --", ""})
    void refusesAKidThatNoKeyHas(String kid) {
        assertThatThrownBy(() -> verifier.verify(SIGNER.sign(Signer.claims(), "ES256", kid)))
                .isInstanceOf(BadTokenException.class)
                .hasMessageContaining("kid");
    }

    @Test
    void takesAKeyWithoutAKidForAnyToken() throws Exception {
        // Given
        Signer old = Signer.of(SignatureAlgorithm.ES256, null);
        Signer next = Signer.of(SignatureAlgorithm.ES256, null);

        // When
        Identity identity = verifier(old, next).verify(next.sign(Signer.claims(), "ES256", "whatever"));

        // Then
        assertThat(identity.peer()).isEqualTo(new PeerId("ann"));
    }

    /** What a header brings along is the forger's own. */
    @ParameterizedTest
    @ValueSource(strings = {"jku", "x5u", "jwk", "x5c", "crit"})
    void looksAtNoKeyThatAHeaderBrings(String name) {
        // Given
        String value = name.equals("x5c") || name.equals("crit") ? "[\"exp\"]" : "\"http://127.0.0.1:1/keys\"";
        String[] parts =
                Signer.of(SignatureAlgorithm.ES256, "one").sign(Signer.claims()).split("\\.", -1);
        String header = base64("{\"alg\":\"ES256\",\"kid\":\"one\",\"" + name + "\":" + value + "}");

        // When // Then
        assertThatThrownBy(() -> verifier.verify(header + "." + parts[1] + "." + parts[2]))
                .isInstanceOf(BadTokenException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "..",
                "...",
                "a.b.c",
                "a.b.c.d.e",
                "\u0000.\u0000.\u0000",
                "e30.e30.",
                "bnVsbA.bnVsbA.e30"
            })
    void refusesWhatIsNoToken(String text) {
        assertThatThrownBy(() -> verifier.verify(text)).isInstanceOf(BadTokenException.class);
    }

    @Test
    void refusesWhatIsTooLong() {
        // Given
        String token = SIGNER.sign(Signer.claims()) + "A".repeat(1 << 20);

        // When // Then
        assertThatThrownBy(() -> verifier.verify(token)).isInstanceOf(BadTokenException.class);
    }

    @Test
    void saysNothingOfATokenInItsReasons() {
        // Given
        JwtClaims claims = Signer.claims();
        claims.setAudience("somebody's own affair");
        String token = SIGNER.sign(claims);

        // When // Then
        assertThatThrownBy(() -> verifier.verify(token))
                .hasMessageNotContaining("affair")
                .hasMessageNotContaining(token.split("\\.", -1)[1]);
    }

    @Test
    void refusesAHeaderThatSaysSomethingTwice() {
        // Given
        String[] parts = SIGNER.sign(Signer.claims()).split("\\.", -1);
        String header = base64("{\"alg\":\"none\",\"alg\":\"ES256\",\"kid\":\"one\"}");

        // When // Then
        assertThatThrownBy(() -> verifier.verify(header + "." + parts[1] + "." + parts[2]))
                .isInstanceOf(BadTokenException.class);
    }
}
