package io.chappe.gateway.quota;

import static org.assertj.core.api.Assertions.assertThat;

import io.chappe.core.bus.TenantUsage;
import io.chappe.core.model.NodeId;
import io.chappe.core.model.PeerId;
import io.chappe.core.model.TenantId;
import io.chappe.node.tenant.TenantLimits;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QuotaTest {
    private static final TenantId TENANT = new TenantId("acme");
    private static final PeerId ANN = new PeerId("ann");
    private static final int A_SECOND = 100;
    private static final PeerLimit PEER_LIMIT = PeerLimit.of(2, A_SECOND, 100_000);

    private final AtomicLong clock = new AtomicLong(-1_000);
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final List<TenantLoad> gateways = new ArrayList<>();

    private TenantLoad gateway(TenantLimits limits) {
        MeterRegistry registry = gateways.isEmpty() ? meters : new SimpleMeterRegistry();
        TenantLoad load = new TenantLoad(TENANT, PEER_LIMIT, new TenantMeters(registry, 1), clock::get);
        load.limit(limits);
        gateways.add(load);
        return load;
    }

    private static TenantLimits sessions(int most) {
        return new TenantLimits(most, 0, 0, 0);
    }

    private static TenantLimits messages(int perSecond) {
        return new TenantLimits(0, 0, perSecond, 0);
    }

    private static Quota quota(TenantLoad load) {
        return Objects.requireNonNull(load.quota());
    }

    private static NodeId node(int gateway) {
        return new NodeId("gateway-" + gateway);
    }

    private void pass(long millis) {
        clock.addAndGet(TimeUnit.MILLISECONDS.toNanos(millis));
    }

    /** Each measures, and tells the others. */
    private void exchange() {
        gateways.forEach(load -> quota(load).measure(gateways.size()));
        for (int i = 0; i < gateways.size(); i++) {
            TenantUsage told = quota(gateways.get(i)).tell();
            for (int other = 0; other < gateways.size(); other++) {
                if (other != i) {
                    quota(gateways.get(other)).hear(node(i), told);
                }
            }
        }
    }

    /** Begins as many as it may. */
    private static int begin(TenantLoad load, int wanted) {
        int begun = 0;
        while (begun < wanted && load.waitForSessionMs() == 0) {
            load.began(ANN);
            begun++;
        }
        return begun;
    }

    private static int send(TenantLoad load, int messages) {
        return (int) IntStream.range(0, messages)
                .filter(i -> quota(load).waitMs(100) == 0)
                .count();
    }

    @Test
    void sessionsOfAllGatewaysCount() {
        // Given
        TenantLoad here = gateway(sessions(6));
        TenantLoad there = gateway(sessions(6));
        begin(there, 4);
        exchange();

        // When
        int begun = begin(here, 10);

        // Then
        assertThat(begun).isEqualTo(2);
        assertThat(here.waitForSessionMs()).isEqualTo(1_000);
        exchange();
        assertThat(begin(there, 1)).isZero();
        here.ended(ANN);
        exchange();
        assertThat(begin(there, 2)).isEqualTo(1);
    }

    @Test
    void whoIsSilentOrGoneHasNoSessions() {
        // Given
        TenantLoad here = gateway(sessions(6));
        TenantLoad there = gateway(sessions(6));
        begin(there, 6);
        exchange();

        // When
        pass(4_999);
        int heard = begin(here, 1);
        pass(1);
        int silent = begin(here, 1);

        // Then
        assertThat(heard).isZero();
        assertThat(silent).isEqualTo(1);
        exchange();
        assertThat(begin(here, 1)).isZero();
        quota(here).forget(node(1));
        assertThat(begin(here, 1)).isEqualTo(1);
    }

    /** Its new gateway has it before the old one has let go. */
    @Test
    void aSessionThatMovesIsCountedTwiceUntilItsLastGatewaySpeaks() {
        // Given
        TenantLoad here = gateway(sessions(2));
        TenantLoad there = gateway(sessions(2));
        begin(there, 1);
        exchange();

        // When
        here.began(ANN);
        there.ended(ANN);
        int before = begin(here, 1);
        boolean isNews = quota(there).isNews();
        exchange();

        // Then
        assertThat(before).isZero();
        assertThat(isNews).isTrue();
        assertThat(begin(here, 2)).isEqualTo(1);
    }

    @Test
    void moreThanAFiftiethOfTheSessionsIsNews() {
        // Given
        TenantLoad here = gateway(sessions(100));
        begin(here, 10);
        exchange();

        // When
        begin(here, 2);
        boolean little = quota(here).isNews();
        begin(here, 1);

        // Then
        assertThat(little).isFalse();
        assertThat(quota(here).isNews()).isTrue();
        exchange();
        assertThat(quota(here).isNews()).isFalse();
    }

    @Test
    void aloneItHasAll() {
        // Given
        TenantLoad here = gateway(messages(A_SECOND));
        exchange();

        // When
        int taken = send(here, 5_000);

        // Then
        assertThat(taken).isEqualTo(10 * A_SECOND);
        assertThat(quota(here).waitMs(1)).isBetween(1L, 11L);
        pass(1_000);
        assertThat(send(here, 5_000)).isEqualTo(A_SECOND);
    }

    @Test
    void whatIsAllowedGoesWhereItIsAskedFor() {
        // Given
        TenantLoad busy = gateway(messages(A_SECOND));
        TenantLoad quiet = gateway(messages(A_SECOND));
        exchange();

        // When
        int[] taken = flood(40, second -> second % 50 == 0 ? List.of(busy, quiet) : List.of(busy));

        // Then
        assertThat(taken[39]).isBetween((int) (0.9 * A_SECOND), (int) (0.96 * A_SECOND));
        assertThat(send(quiet, 1)).as("who comes to a quiet one").isEqualTo(1);
    }

    /** What is asked for elsewhere is known a moment later: whoever goes round is given less, but never more. */
    @ParameterizedTest
    @ValueSource(ints = {1, 4, 15})
    void whoGoesAroundGetsNoMore(int stay) {
        // Given
        Stream.generate(() -> messages(A_SECOND)).limit(3).forEach(this::gateway);
        exchange();

        // When
        int[] taken = flood(90, second -> List.of(gateways.get(second / stay % 3)));

        // Then
        assertThat(IntStream.of(taken).sum()).isBetween(40 * A_SECOND, (90 + 10) * A_SECOND);
    }

    private interface Where {
        List<TenantLoad> at(int second);
    }

    /** How many messages are taken in each second, of far too many. */
    private int[] flood(int seconds, Where where) {
        int[] taken = new int[seconds];
        for (int second = 0; second < seconds; second++) {
            for (int part = 0; part < 10; part++) {
                pass(100);
                for (TenantLoad load : where.at(second)) {
                    taken[second] += send(load, 2 * A_SECOND);
                }
            }
            exchange();
        }
        return taken;
    }

    @Test
    void bytesCountWithWhatIsSentForThem() {
        // Given
        TenantLoad here = gateway(new TenantLimits(0, 0, 0, 1_000));
        exchange();

        // When
        quota(here).charge(9_950);

        // Then
        assertThat(send(here, 5)).isEqualTo(1);
        assertThat(quota(here).waitMs(1)).isBetween(50L, 53L);
        assertThat(counted("bytes")).isEqualTo(5);
    }

    @Test
    void newSessionsHaveARate() {
        // Given
        TenantLoad here = gateway(new TenantLimits(0, 2, 0, 0));
        exchange();

        // When
        int begun = begin(here, 50);

        // Then
        assertThat(begun).isEqualTo(20);
        assertThat(here.waitForSessionMs()).isBetween(1L, 501L);
        assertThat(counted("connects")).isEqualTo(2);
    }

    @Test
    void otherLimitsCountFromTheNextMeasureOn() {
        // Given
        TenantLoad here = gateway(messages(A_SECOND));
        exchange();
        send(here, 5_000);

        // When
        here.limit(messages(10 * A_SECOND));
        exchange();
        pass(1_000);
        int more = send(here, 5_000);
        here.limit(sessions(1));
        exchange();

        // Then
        assertThat(more).isEqualTo(10 * A_SECOND);
        assertThat(send(here, 5_000)).isEqualTo(5_000);
        assertThat(begin(here, 5)).isEqualTo(1);
    }

    @Test
    void whatALimitRefusesIsCounted() {
        // Given
        TenantLoad here = gateway(sessions(1));
        here.began(ANN);

        // When
        here.waitForSessionMs();
        here.limit(TenantLimits.NONE);

        // Then
        assertThat(counted("sessions")).isEqualTo(1);
        assertThat(here.quota()).isNull();
        assertThat(here.waitForSessionMs()).isZero();
        here.limit(sessions(1));
        assertThat(here.waitForSessionMs()).as("what it has it has still").isPositive();
        assertThat(counted("sessions")).isEqualTo(2);
    }

    private double counted(String limit) {
        return meters.get("chappe.tenant.refused")
                .tag("tenant", "acme")
                .tag("limit", limit)
                .counter()
                .count();
    }
}
