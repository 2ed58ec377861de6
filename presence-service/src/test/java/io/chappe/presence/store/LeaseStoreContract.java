package io.chappe.presence.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.chappe.core.bus.NodeReport;
import io.chappe.core.model.NodeId;
import io.chappe.core.model.NodeLife;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every store has to do about leases. */
public abstract class LeaseStoreContract extends StoreContract {
    @Test
    void aLeaseThatIsRenewedIsNotClaimed() {
        // Given
        open(a);
        open(b);
        look(9_000);
        Renewal.Outcome renewed = renew(a);

        // When
        ClaimedLives claimed = look(2_000);

        // Then
        assertThat(renewed).isEqualTo(Renewal.Outcome.HELD);
        assertThat(claimed.lives()).contains(b).doesNotContain(a);
        assertThat(renew(a)).isEqualTo(Renewal.Outcome.HELD);
        assertThat(renew(b)).isEqualTo(Renewal.Outcome.LOST);
        assertThat(open(b)).isFalse();
        forget(a, b);
    }

    @Test
    void aLifeThatWasNeverOpenedCannotBeRenewed() {
        // When
        Renewal.Outcome renewed = renew(a);

        // Then
        assertThat(renewed).isEqualTo(Renewal.Outcome.LOST);
        assertThat(await(stores.leases().end(a, CLAIM))).isFalse();
    }

    @Test
    void aClaimIsForOneUntilItRunsOut() {
        // Given
        open(a);

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
        open(a);
        open(renewedLife);
        look(0);

        // When
        await(stores.leases().shorten(a.node(), Duration.ofMillis(2500)));
        await(stores.leases().shorten(b.node(), Duration.ofMillis(2500)));
        renew(renewedLife);

        // Then
        assertThat(look(2_400).lives()).isEmpty();
        assertThat(look(200).lives()).containsExactly(a);
        forget(a, renewedLife);
    }

    @Test
    void anEndedLeaseIsClaimedByTheOneWhoEndedIt() {
        // Given
        open(a);

        // When
        boolean ended = await(stores.leases().end(a, CLAIM));

        // Then
        assertThat(ended).isTrue();
        assertThat(await(stores.leases().end(a, CLAIM))).isFalse();
        assertThat(renew(a)).isEqualTo(Renewal.Outcome.LOST);
        assertThat(look(5_000).lives()).doesNotContain(a);
        assertThat(look(6_000).lives()).contains(a);
        forget(a);
    }

    @Test
    void noLeaseIsLostBeforeTheStoreHasBeenThereForAWholeLease() {
        // Given
        open(a);
        look(0);
        NOW.addAndGet(60_000);

        // When
        ClaimedLives afterABreak = look(100, Set.of());
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
        open(a);
        open(b);
        look(9_000);
        renew(b);
        ClaimedLives lost = look(2_000);

        // When
        await(stores.leases().postpone(a, NOW.get() + 20_000));
        await(stores.leases().postpone(b, NOW.get() + 1));

        // Then
        assertThat(lost.lives()).containsExactly(a);
        assertThat(renew(b)).isEqualTo(Renewal.Outcome.HELD);
        for (int i = 0; i < 2; i++) {
            assertThat(look(9_900).lives()).isEmpty();
            renew(b);
        }
        assertThat(look(300).lives()).containsExactly(a);
        assertThat(renew(a)).isEqualTo(Renewal.Outcome.LOST);
        forget(a, b);
    }

    private void forget(NodeLife... lives) {
        for (NodeLife life : lives) {
            await(stores.leases().remove(life));
        }
    }

    @Test
    void aNewStoreIsRecoveringUntilAllGatewaysHavePutBackWhatTheyHave() {
        // Given
        StoreMark before = mark;
        open(a);
        open(b);
        Set<NodeId> both = Set.of(a.node(), b.node());

        // When
        ClaimedLives doubted = look(100, true, both);

        // Then
        assertThat(before.recovering()).isFalse();
        assertThat(doubted.mark().incarnation()).isNotEqualTo(before.incarnation());
        assertThat(doubted.mark().recovering()).isTrue();
        assertThat(await(stores.leases().restored(a))).isTrue();
        NOW.addAndGet(2_900);
        assertThat(look(100, both).mark().recovering()).isTrue();
        assertThat(await(stores.leases().restored(b))).isTrue();
        assertThat(look(100, both).mark().recovering()).isTrue();
        NOW.addAndGet(200);
        StoreMark whole = look(100, both).mark();
        assertThat(whole.recovering()).isFalse();
        assertThat(whole.incarnation()).isEqualTo(doubted.mark().incarnation());
        assertThat(whole.steadySince()).isEqualTo(NOW.get());
        forget(a, b);
    }

    @Test
    void aStoreWaitsForAGatewayThatDoesNotPutBackForAWhileOnly() {
        // Given
        open(a);
        Set<NodeId> both = Set.of(a.node(), b.node());
        look(100, true, both);
        await(stores.leases().restored(a));

        // When
        ClaimedLives early = lookFor(14, both);
        ClaimedLives late = lookFor(1, both);

        // Then
        assertThat(early.mark().recovering()).isTrue();
        assertThat(early.unrestored()).isZero();
        assertThat(late.mark().recovering()).isFalse();
        assertThat(late.unrestored()).isEqualTo(1);
        assertThat(lookFor(1, both).unrestored()).isZero();
        forget(a);
    }

    private ClaimedLives lookFor(int seconds, Set<NodeId> gateways) {
        for (int passed = 1; passed < seconds; passed++) {
            NOW.addAndGet(1_000);
            look(0, gateways);
        }
        NOW.addAndGet(1_000);
        return look(0, gateways);
    }

    @Test
    void noLeaseIsLostWhileTheStoreIsRecoveringNorForALeaseAfterwards() {
        // Given
        open(a);
        look(100, true, Set.of(a.node()));

        // When
        List<NodeLife> whileRecovering = new ArrayList<>();
        while (mark.recovering()) {
            NOW.addAndGet(1_000);
            whileRecovering.addAll(look(100, Set.of(a.node())).lives());
        }
        List<NodeLife> beforeALease = look(9_000).lives();
        List<NodeLife> afterwards = look(2_000).lives();

        // Then
        assertThat(whileRecovering).isEmpty();
        assertThat(beforeALease).isEmpty();
        assertThat(afterwards).contains(a);
        forget(a);
    }

    @Test
    void whoRemembersMoreLooksThanTheStoreKnowsThatItHasGoneBack() {
        // Given
        open(a);
        StoreMark remembered = new StoreMark(mark.incarnation(), mark.looks() + 1, false, 0);

        // When
        Renewal renewal = await(stores.leases().renew(a, LEASE, remembered, null));

        // Then
        assertThat(renewal.outcome()).isEqualTo(Renewal.Outcome.STORE_CHANGED);
        assertThat(renewal.mark().recovering()).isTrue();
        assertThat(renewal.mark().incarnation()).isNotEqualTo(remembered.incarnation());
        Renewal again = await(stores.leases().renew(b, LEASE, remembered, null));
        assertThat(again.outcome()).isEqualTo(Renewal.Outcome.STORE_CHANGED);
        assertThat(again.mark().incarnation()).isEqualTo(renewal.mark().incarnation());
        forget(a);
    }

    @Test
    void whoComesFromAnotherStoreMakesThisOneRecover() {
        // Given
        StoreMark other = new StoreMark(mark.incarnation() + 1, 1, false, 0);

        // When
        Renewal renewal = await(stores.leases().renew(a, LEASE, other, null));

        // Then
        assertThat(renewal.outcome()).isEqualTo(Renewal.Outcome.STORE_CHANGED);
        assertThat(renewal.mark().recovering()).isTrue();
        assertThat(renewal.mark().incarnation()).isEqualTo(mark.incarnation());
        assertThat(look(0).mark().recovering()).isTrue();
        assertThat(look(4_000).mark().recovering()).isFalse();
    }

    @Test
    void onlyAHeldLifeCanSayThatItHasPutBack() {
        // Given
        open(a);
        await(stores.leases().end(a, CLAIM));

        // When
        boolean lost = await(stores.leases().restored(a));
        boolean never = await(stores.leases().restored(b));

        // Then
        assertThat(lost).isFalse();
        assertThat(never).isFalse();
        forget(a);
    }

    private static NodeReport report(long sessions) {
        return new NodeReport(
                "1.0 \"é\"",
                1_700_000_000_000L,
                sessions,
                1L << 48,
                0,
                sessions > 1,
                new NodeReport.Traffic(1_700_000_000_001L, sessions, 1L << 47));
    }

    private Renewal.Outcome renew(NodeLife life, @Nullable NodeReport report) {
        return await(stores.leases().renew(life, LEASE, mark, report)).outcome();
    }

    private @Nullable NodeLease leaseOf(NodeLife life) {
        return await(stores.leases().all()).stream()
                .filter(lease -> lease.life().equals(life))
                .findFirst()
                .orElse(null);
    }

    @Test
    void allHaveTheirLeaseUntilTheyAreSwept() {
        // Given
        open(a);
        look(4_000);
        open(b);
        await(stores.leases().end(a, CLAIM));
        NOW.addAndGet(1_000);

        // When
        List<NodeLease> all = await(stores.leases().all());
        await(stores.leases().remove(a));

        // Then
        assertThat(all).contains(new NodeLease(a, -1_000, true, null), new NodeLease(b, 9_000, false, null));
        assertThat(all).isSortedAccordingTo(NodeLease.ORDER);
        assertThat(leaseOf(a)).isNull();
        forget(b);
    }

    @Test
    void whatANodeTellsOfItselfIsKeptUntilItTellsMore() {
        // Given
        open(a);
        open(b);
        renew(a, report(1));
        renew(b, report(7));

        // When
        renew(a, null);
        NodeLease silent = leaseOf(a);
        renew(a, report(2));

        // Then
        assertThat(silent).isEqualTo(new NodeLease(a, LEASE.toMillis(), false, report(1)));
        assertThat(leaseOf(a)).isEqualTo(new NodeLease(a, LEASE.toMillis(), false, report(2)));
        assertThat(leaseOf(b)).isEqualTo(new NodeLease(b, LEASE.toMillis(), false, report(7)));
        forget(a, b);
    }

    @Test
    void whatANodeHasToldStaysWhileItIsSweptAndGoesWithIt() {
        // Given
        open(a);
        renew(a, report(1));
        await(stores.leases().shorten(a.node(), Duration.ofSeconds(2)));
        NodeLease shortened = leaseOf(a);
        look(3_000);
        await(stores.leases().postpone(a, NOW.get() + 1));
        NodeLease swept = leaseOf(a);

        // When
        await(stores.leases().remove(a));

        // Then
        assertThat(shortened).isEqualTo(new NodeLease(a, 2_000, false, report(1)));
        assertThat(swept).isEqualTo(new NodeLease(a, 0, true, report(1)));
        open(a);
        assertThat(leaseOf(a)).isEqualTo(new NodeLease(a, LEASE.toMillis(), false, null));
        forget(a);
    }

    @Test
    void whoDoesNotHoldItsLeaseTellsNothing() {
        // Given
        open(a);
        renew(a, report(1));
        await(stores.leases().end(a, CLAIM));

        // When
        List<Renewal.Outcome> renewed = List.of(renew(a, report(2)), renew(b, report(3)));

        // Then
        assertThat(renewed).containsOnly(Renewal.Outcome.LOST);
        assertThat(leaseOf(a)).isEqualTo(new NodeLease(a, 0, true, report(1)));
        assertThat(leaseOf(b)).isNull();
        forget(a);
    }
}
