package io.chappe.gateway.token;

import static org.assertj.core.api.Assertions.assertThat;

import io.chappe.core.bus.Revocation;
import io.chappe.core.model.PeerId;
import io.chappe.core.model.PeerKey;
import io.chappe.core.model.TenantId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RevocationsTest {
    private static final TenantId ACME = new TenantId("acme");
    private static final TenantId OTHER = new TenantId("other");
    private static final PeerKey ANN = new PeerKey(ACME, new PeerId("ann"));
    private static final PeerKey BOB = new PeerKey(ACME, new PeerId("bob"));
    private static final PeerKey OTHER_ANN = new PeerKey(OTHER, new PeerId("ann"));
    private static final long NOW = 1_700_000_000_000L;

    private final Revocations revocations = new Revocations();

    private boolean cover(PeerKey peer, @Nullable String id, long issuedAt) {
        return revocations.cover(peer, new Permit(Grants.ALL, id, issuedAt));
    }

    @Test
    void ofATenantCoverAllThatWasIssuedUntilThen() {
        // When
        revocations.add(new Revocation(ACME, null, null, NOW));

        // Then
        assertThat(cover(ANN, null, NOW)).isTrue();
        assertThat(cover(BOB, "7", 0)).isTrue();
        assertThat(cover(ANN, null, NOW + 1)).isFalse();
        assertThat(cover(OTHER_ANN, null, NOW)).isFalse();
    }

    @Test
    void ofAPeerCoverItsOwnOnly() {
        // When
        revocations.add(new Revocation(ACME, ANN.peer(), null, NOW));

        // Then
        assertThat(cover(ANN, "7", NOW)).isTrue();
        assertThat(cover(ANN, "7", NOW + 1)).isFalse();
        assertThat(cover(BOB, "7", NOW)).isFalse();
        assertThat(cover(OTHER_ANN, "7", NOW)).isFalse();
    }

    @Test
    void ofATokenCoverThatOneWheneverItWasIssued() {
        // When
        revocations.add(new Revocation(ACME, null, "7", NOW));

        // Then
        assertThat(cover(ANN, "7", NOW + 1)).isTrue();
        assertThat(cover(BOB, "7", NOW)).isTrue();
        assertThat(cover(ANN, "8", NOW)).isFalse();
        assertThat(cover(ANN, null, NOW)).isFalse();
        assertThat(cover(OTHER_ANN, "7", NOW)).isFalse();
    }

    @Test
    void thatComeLateTakeNothingBackFromLaterOnes() {
        // Given
        revocations.add(new Revocation(ACME, null, null, NOW));

        // When
        revocations.add(new Revocation(ACME, null, null, NOW - 10));
        revocations.remove(new Revocation(ACME, null, null, NOW - 10));

        // Then
        assertThat(cover(ANN, null, NOW)).isTrue();
    }

    @Test
    void areForgottenWhenTheyAreOver() {
        // Given
        Revocation revoked = new Revocation(ACME, ANN.peer(), null, NOW);
        revocations.add(revoked);

        // When
        revocations.remove(revoked);

        // Then
        assertThat(cover(ANN, null, NOW)).isFalse();
    }
}
