package io.chappe.presence.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.chappe.core.model.NodeLife;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every store has to do about leases. */
public abstract class LeaseStoreContract extends StoreContract {
    @Test
    void aLeaseThatIsRenewedIsNotClaimed() {
        // Given
        await(stores.leases().open(a, LEASE));
        await(stores.leases().open(b, LEASE));
        look(9_000);
        boolean renewed = await(stores.leases().renew(a, LEASE));

        // When
        ClaimedLives claimed = look(2_000);

        // Then
        assertThat(renewed).isTrue();
        assertThat(claimed.lives()).contains(b).doesNotContain(a);
        assertThat(await(stores.leases().renew(a, LEASE))).isTrue();
        assertThat(await(stores.leases().renew(b, LEASE))).isFalse();
        assertThat(await(stores.leases().open(b, LEASE))).isFalse();
        forget(a, b);
    }

    @Test
    void aLifeThatWasNeverOpenedCannotBeRenewed() {
        // When
        boolean renewed = await(stores.leases().renew(a, LEASE));

        // Then
        assertThat(renewed).isFalse();
        assertThat(await(stores.leases().end(a, CLAIM))).isFalse();
    }

    @Test
    void aClaimIsForOneUntilItRunsOut() {
        // Given
        await(stores.leases().open(a, LEASE));

        // When
        ClaimedLives first = look(11_000);
        ClaimedLives tooSoon = look(9_000);
        ClaimedLives afterTheClaim = look(2_000);
        await(stores.leases().remove(a));
        ClaimedLives afterTheSweep = look(11_000);

        // Then
        assertThat(List.of(first, tooSoon, afterTheClaim, afterTheSweep))
                .extracting(claimed -> claimed.lives().contains(a))
                .containsExactly(true, false, true, false);
    }

    @Test
    void aShortenedLeaseRunsOutSoonerUnlessItIsRenewed() {
        // Given
        NodeLife renewedLife = new NodeLife(b.node(), 3);
        await(stores.leases().open(a, LEASE));
        await(stores.leases().open(renewedLife, LEASE));
        look(0);

        // When
        await(stores.leases().shorten(a.node(), Duration.ofMillis(2500)));
        await(stores.leases().shorten(b.node(), Duration.ofMillis(2500)));
        await(stores.leases().renew(renewedLife, LEASE));

        // Then
        assertThat(look(2_400).lives()).isEmpty();
        assertThat(look(200).lives()).containsExactly(a);
        forget(a, renewedLife);
    }

    @Test
    void anEndedLeaseIsClaimedByTheOneWhoEndedIt() {
        // Given
        await(stores.leases().open(a, LEASE));

        // When
        boolean ended = await(stores.leases().end(a, CLAIM));

        // Then
        assertThat(ended).isTrue();
        assertThat(await(stores.leases().end(a, CLAIM))).isFalse();
        assertThat(await(stores.leases().renew(a, LEASE))).isFalse();
        assertThat(look(5_000).lives()).doesNotContain(a);
        assertThat(look(6_000).lives()).contains(a);
        forget(a);
    }

    @Test
    void noLeaseIsLostBeforeTheStoreHasBeenThereForAWholeLease() {
        // Given
        await(stores.leases().open(a, LEASE));
        look(0);
        NOW.addAndGet(60_000);

        // When
        ClaimedLives afterABreak = await(stores.leases().claim(CLAIM, LEASE, 100));
        ClaimedLives muchLater = look(11_000);

        // Then
        assertThat(afterABreak.lives()).isEmpty();
        assertThat(afterABreak.living()).isPositive();
        assertThat(muchLater.lives()).contains(a);
        forget(a);
    }

    @Test
    void aPostponedLifeIsClaimedAtItsTimeByWhoeverLooks() {
        // Given
        await(stores.leases().open(a, LEASE));
        await(stores.leases().open(b, LEASE));
        look(9_000);
        await(stores.leases().renew(b, LEASE));
        ClaimedLives lost = look(2_000);

        // When
        await(stores.leases().postpone(a, NOW.get() + 20_000));
        await(stores.leases().postpone(b, NOW.get() + 1));

        // Then
        assertThat(lost.lives()).containsExactly(a);
        assertThat(await(stores.leases().renew(b, LEASE))).isTrue();
        for (int i = 0; i < 2; i++) {
            assertThat(look(9_900).lives()).isEmpty();
            await(stores.leases().renew(b, LEASE));
        }
        assertThat(look(300).lives()).containsExactly(a);
        assertThat(await(stores.leases().renew(a, LEASE))).isFalse();
        forget(a, b);
    }

    private void forget(NodeLife... lives) {
        for (NodeLife life : lives) {
            await(stores.leases().remove(life));
        }
    }
}
