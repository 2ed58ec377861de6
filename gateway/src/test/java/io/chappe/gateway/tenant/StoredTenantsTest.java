package io.chappe.gateway.tenant;

import static org.assertj.core.api.Assertions.assertThat;

import io.chappe.core.bus.TenantNotice;
import io.chappe.core.model.TenantId;
import io.chappe.gateway.token.TokenChecks;
import io.chappe.node.tenant.TenantConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StoredTenantsTest {
    private static final TenantId ACME = new TenantId("acme");
    private static final TenantId FIXED = new TenantId("fixed");

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Vertx vertx = Vertx.vertx();
    private final Tenants tenants =
            new Tenants(List.of(fixed(20)), new TokenChecks(vertx, meters)::of, TestLoads.of(meters));
    private final StoredTenants stored = new StoredTenants(tenants, meters);

    @AfterEach
    void stop() throws Exception {
        vertx.close().await(10, TimeUnit.SECONDS);
    }

    private static TenantConfig fixed(int seconds) {
        return TenantConfig.parse(FIXED, "{anonymous: true, resumeWindow: " + seconds + "s}");
    }

    private boolean hear(TenantId tenant, String text) {
        stored.hear(new TenantNotice(tenant, text));
        return stored.settle();
    }

    private @Nullable Duration window(TenantId tenant) {
        TenantTerms terms = tenants.terms(tenant);
        return terms == null ? null : terms.resumeWindow();
    }

    private double refused() {
        return meters.get("chappe.tenants.refused")
                .tag("source", "store")
                .gauge()
                .value();
    }

    @Test
    void takesWhatItHearsWhenThatWasAll() {
        // Given
        stored.hear(new TenantNotice(ACME, "anonymous: true\nresumeWindow: 30s\n"));
        boolean early = tenants.has(ACME);

        // When
        boolean isNews = stored.settle();

        // Then
        assertThat(early).isFalse();
        assertThat(isNews).isTrue();
        assertThat(window(ACME)).isEqualTo(Duration.ofSeconds(30));
        assertThat(tenants.sources())
                .isEqualTo(Map.of("acme", TenantSource.STORE, "fixed", TenantSource.CONFIGURATION));
        assertThat(stored.settle()).isFalse();
    }

    @Test
    void keepsWhatWasThereWhereItCanNotRead() {
        // Given
        hear(ACME, "anonymous: true");

        // When
        boolean isNews = hear(ACME, "anonymous: true\nsong: la\n");

        // Then
        assertThat(isNews).isFalse();
        assertThat(tenants.has(ACME)).isTrue();
        assertThat(refused()).isEqualTo(1);
        assertThat(stored.refused().get("acme")).startsWith("line 2: tenants[].song: no such setting");
        hear(ACME, "anonymous: true");
        assertThat(refused()).isZero();
    }

    @Test
    void letsGoOfWhatIsGone() {
        // Given
        hear(ACME, "anonymous: true");
        hear(ACME, "nonsense");

        // When
        hear(ACME, "");

        // Then
        assertThat(tenants.has(ACME)).isFalse();
        assertThat(stored.has(ACME)).isFalse();
        assertThat(refused()).isZero();
    }

    @Test
    void countsForNothingWhereTheConfigurationHasTheTenantToo() {
        // When
        hear(FIXED, "{anonymous: true, resumeWindow: 30s}");

        // Then
        assertThat(window(FIXED)).isEqualTo(Duration.ofSeconds(20));
        assertThat(refused()).isEqualTo(1);
        assertThat(stored.refused()).isEqualTo(Map.of("fixed", "the gateway's configuration has it, too"));
        hear(FIXED, "");
        assertThat(refused()).isZero();
        assertThat(tenants.has(FIXED)).isTrue();
    }

    @Test
    void countsAgainWhenTheFileHasTheTenantNoMore() {
        // Given
        hear(ACME, "{anonymous: true, resumeWindow: 30s}");
        tenants.replaceListed(List.of(TenantConfig.parse(ACME, "{anonymous: true, resumeWindow: 40s}")));
        Duration inBoth = Objects.requireNonNull(window(ACME));
        double hidden = refused();

        // When
        tenants.replaceListed(List.of());

        // Then
        assertThat(inBoth).isEqualTo(Duration.ofSeconds(40));
        assertThat(hidden).isEqualTo(1);
        assertThat(window(ACME)).isEqualTo(Duration.ofSeconds(30));
        assertThat(refused()).isZero();
    }

    @Test
    void keepsTheKeysOfATenantOfWhichSomethingElseHasChanged() {
        // Given
        String tokens = "tokens: {keys: [{algorithms: [HS256], secret: %s}]}\n".formatted("s".repeat(32));
        hear(ACME, tokens);
        TenantTerms before = Objects.requireNonNull(tenants.terms(ACME));

        // When
        hear(ACME, tokens + "resumeWindow: 30s");

        // Then
        TenantTerms since = Objects.requireNonNull(tenants.terms(ACME));
        assertThat(since.resumeWindow()).isEqualTo(Duration.ofSeconds(30));
        assertThat(since.tokens()).isNotNull().isSameAs(before.tokens());
        assertThat(since).asString().doesNotContain("sss");
    }

    @Test
    void isNoReasonToHaveNoLease() {
        // When
        hear(ACME, "{anonymous: true, resumeWindow: 1s}");

        // Then
        assertThat(tenants.leaseFault(Duration.ofSeconds(10))).isEmpty();
        assertThat(tenants.leaseFault(Duration.ofSeconds(15)).orElseThrow()).contains("'fixed'");
    }
}
