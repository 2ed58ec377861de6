package io.chappe.gateway.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.chappe.core.bus.GatewayMessage;
import io.chappe.core.bus.TenantUsage;
import io.chappe.core.bus.UsageReport;
import io.chappe.core.bus.WireVersion;
import io.chappe.core.model.NodeId;
import io.chappe.core.model.PeerId;
import io.chappe.core.model.TenantId;
import io.chappe.gateway.quota.PeerLimit;
import io.chappe.gateway.quota.Quota;
import io.chappe.gateway.quota.Quotas;
import io.chappe.gateway.quota.TenantLoad;
import io.chappe.gateway.quota.TenantMeters;
import io.chappe.node.tenant.TenantLimits;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class UsageExchangeTest {
    private static final PeerId ANN = new PeerId("ann");
    private static final PeerLimit PEER_LIMIT = PeerLimit.of(1, 1, 1);
    private static final NodeId SELF = new NodeId("self");
    private static final NodeId OTHER = new NodeId("other");

    private record Sent(String address, UsageReport report) {}

    /** Tenants with limits, and what they have here. */
    private static final class Limited implements Quotas {
        private final Map<TenantId, TenantLoad> loads = new LinkedHashMap<>();
        private List<Quota> quotas = List.of();

        TenantLoad add(String name) {
            TenantId tenant = new TenantId(name);
            TenantLoad load = new TenantLoad(tenant, PEER_LIMIT, new TenantMeters(new SimpleMeterRegistry(), 1));
            load.limit(new TenantLimits(6, 0, 0, 0));
            loads.put(tenant, load);
            quotas = loads.values().stream()
                    .map(each -> Objects.requireNonNull(each.quota()))
                    .toList();
            return load;
        }

        @Override
        public List<Quota> quotas() {
            return quotas;
        }

        @Override
        public @Nullable Quota quota(TenantId tenant) {
            TenantLoad load = loads.get(tenant);
            return load == null ? null : load.quota();
        }
    }

    private final AtomicLong clock = new AtomicLong();
    private final Limited limited = new Limited();
    private final List<Sent> sent = new ArrayList<>();
    private final UsageExchange exchange = new UsageExchange(
            SELF,
            () -> List.of(SELF, OTHER, new NodeId("third")),
            (address, report) -> sent.add(new Sent(address, (UsageReport) GatewayMessage.decode(report))),
            limited,
            clock::get);

    @AfterEach
    void speakAsBefore() {
        WireVersion.agreeOn(WireVersion.newest());
    }

    /** For so long, every 100 ms. */
    private void tick(int times) {
        for (int i = 0; i < times; i++) {
            clock.addAndGet(TimeUnit.MILLISECONDS.toNanos(UsageExchange.TICK_MS));
            exchange.tick();
        }
    }

    @Test
    void tellsEachOtherGatewayOnceASecond() {
        // Given
        limited.add("acme").began(ANN);
        tick(1);
        sent.clear();

        // When
        tick(30);

        // Then
        assertThat(sent).hasSize(6);
        assertThat(sent.stream().map(Sent::address).distinct()).containsExactly("gateway.other.0", "gateway.third.0");
        assertThat(sent.get(0).report())
                .isEqualTo(new UsageReport(SELF, List.of(new TenantUsage(new TenantId("acme"), 1, 0, 0, 0))));
    }

    @Test
    void tellsOfNewSessionsAtOnceAndOfTheirTenantOnly() {
        // Given
        TenantLoad acme = limited.add("acme");
        limited.add("quiet");
        tick(1);
        sent.clear();

        // When
        acme.began(ANN);
        tick(2);

        // Then
        assertThat(sent)
                .hasSize(2)
                .allSatisfy(told -> assertThat(told.report().tenants())
                        .containsExactly(new TenantUsage(new TenantId("acme"), 1, 0, 0, 0)));
    }

    @Test
    void saysNothingWhereNoTenantHasLimits() {
        // When
        tick(30);

        // Then
        assertThat(sent).isEmpty();
    }

    @Test
    void saysNothingToThoseWhoWouldNotUnderstand() {
        // Given
        limited.add("acme").began(ANN);
        WireVersion.agreeOn(1);

        // When
        tick(30);

        // Then
        assertThat(sent).isEmpty();
    }

    @Test
    void tellsOfManyTenantsInSeveralMessages() {
        // Given
        for (int i = 0; i < 2 * UsageReport.MOST + 1; i++) {
            limited.add("tenant-" + i);
        }

        // When
        tick(1);

        // Then
        List<UsageReport> toOne = sent.stream()
                .filter(told -> told.address().equals("gateway.other.0"))
                .map(Sent::report)
                .toList();
        assertThat(toOne.stream().map(report -> report.tenants().size()))
                .containsExactly(UsageReport.MOST, UsageReport.MOST, 1);
        assertThat(toOne.stream()
                        .flatMap(report -> report.tenants().stream())
                        .map(TenantUsage::tenant)
                        .distinct())
                .hasSize(2 * UsageReport.MOST + 1);
    }

    @Test
    void hearsOfSessionsElsewhereUntilTheirGatewayIsGone() {
        // Given
        TenantLoad acme = limited.add("acme");
        TenantUsage full = new TenantUsage(new TenantId("acme"), 6, 0, 0, 0);
        TenantUsage strange = new TenantUsage(new TenantId("nobody's"), 6, 0, 0, 0);

        // When
        exchange.hear(new UsageReport(OTHER, List.of(strange, full)));
        long waitMs = acme.waitForSessionMs();
        exchange.forget(OTHER);

        // Then
        assertThat(waitMs).isPositive();
        assertThat(acme.waitForSessionMs()).isZero();
    }
}
