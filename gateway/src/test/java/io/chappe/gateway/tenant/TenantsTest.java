package io.chappe.gateway.tenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chappe.core.model.PeerId;
import io.chappe.core.model.TenantId;
import io.chappe.gateway.quota.Quota;
import io.chappe.gateway.quota.TenantLoad;
import io.chappe.node.tenant.SecondSession;
import io.chappe.node.tenant.TenantConfig;
import io.chappe.node.tenant.TenantLimits;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class TenantsTest {
    @Test
    void aWindowMustBeLongerThanTheLeaseAndTheTimeToComeBack() {
        // Given
        Tenants tenants = tenants(tenant("long", Duration.ofMinutes(1)), tenant("short", Duration.ofMillis(15_001)));

        // When // Then
        assertThat(tenants.leaseFault(Duration.ofSeconds(10))).isEmpty();
        assertThat(tenants.leaseFault(Duration.ofMillis(10_001)))
                .contains("tenants[].resumeWindow of 'short' is 15001ms, and the setting lease of the presence-services"
                        + " 10001ms: let the window be longer than 15001ms, or the lease shorter than 10001ms");
        assertThat(tenants.leaseFault(Duration.ofMinutes(1)).orElseThrow())
                .startsWith("tenants[].resumeWindow of 'short'");
    }

    private static TenantConfig tenant(String name, Duration window) {
        return new TenantConfig(
                name,
                true,
                null,
                List.of(),
                window,
                SecondSession.ALLOWED,
                100,
                TenantLimits.NONE,
                List.of(),
                true,
                List.of(),
                List.of(),
                false);
    }

    private static Tenants tenants(TenantConfig... configured) {
        return new Tenants(
                List.of(configured),
                (tenant, tokens) -> {
                    throw new AssertionError("no tenant here has tokens");
                },
                TestLoads.of(new SimpleMeterRegistry()));
    }

    @Test
    void takesAListInThePlaceOfTheLast() {
        // Given
        Tenants tenants = tenants(tenant("fixed", Duration.ofSeconds(20)));
        tenants.replaceListed(List.of(tenant("a", Duration.ofSeconds(20)), tenant("b", Duration.ofSeconds(20))));
        TenantTerms a = tenants.terms(new TenantId("a"));

        // When
        tenants.replaceListed(List.of(tenant("a", Duration.ofSeconds(20)), tenant("c", Duration.ofSeconds(20))));

        // Then
        assertThat(tenants.has(new TenantId("fixed"))).isTrue();
        assertThat(tenants.has(new TenantId("b"))).isFalse();
        assertThat(tenants.has(new TenantId("c"))).isTrue();
        assertThat(tenants.terms(new TenantId("a"))).isSameAs(a);
    }

    @Test
    void oneThatIsSuspendedIsAsIfItWasNotThereButKeepsItsPlace() {
        // Given
        Tenants tenants = tenants();
        TenantId acme = new TenantId("acme");
        tenants.replaceStored(List.of(TenantConfig.parse(acme, "{anonymous: true}")));

        // When
        tenants.replaceStored(List.of(TenantConfig.parse(acme, "{anonymous: true, suspended: true}")));

        // Then
        assertThat(tenants.has(acme)).isFalse();
        assertThat(tenants.terms(acme)).isNull();
        assertThat(tenants.only()).isNull();
        assertThat(tenants.source(acme)).isEqualTo(TenantSource.STORE);
        assertThat(tenants.sources()).containsEntry("acme", TenantSource.STORE);
        tenants.replaceListed(List.of(TenantConfig.parse(acme, "{anonymous: true, suspended: true}")));
        assertThat(tenants.hidden()).containsExactly(acme);
        tenants.replaceListed(List.of());
        tenants.replaceStored(List.of(TenantConfig.parse(acme, "{anonymous: true}")));
        assertThat(tenants.has(acme)).isTrue();
    }

    @Test
    void refusesAListWithATenantOfItsOwnConfiguration() {
        // Given
        Tenants tenants = tenants(tenant("fixed", Duration.ofSeconds(20)));

        // When // Then
        assertThatThrownBy(() -> tenants.replaceListed(List.of(tenant("fixed", Duration.ofSeconds(30)))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'fixed'");
        assertThat(tenants.has(new TenantId("fixed"))).isTrue();
    }

    private static TenantConfig limited(String name, int sessions) {
        return TenantConfig.parse(new TenantId(name), "{anonymous: true, limits: {sessions: " + sessions + "}}");
    }

    @Test
    void limitsChangeForThoseWhoAreInAlready() {
        // Given
        Tenants tenants = tenants();
        tenants.replaceStored(List.of(limited("a", 0), limited("b", 5)));
        TenantLoad a = Objects.requireNonNull(tenants.terms(new TenantId("a"))).load();
        List<Quota> before = tenants.quotas();

        // When
        tenants.replaceStored(List.of(limited("a", 1), limited("b", 5)));

        // Then
        assertThat(before).hasSize(1);
        assertThat(tenants.quotas()).hasSize(2).contains(a.quota());
        assertThat(tenants.quota(new TenantId("a"))).isSameAs(a.quota());
        a.began(new PeerId("ann"));
        assertThat(a.waitForSessionMs()).isPositive();
        tenants.replaceStored(List.of(limited("a", 2)));
        assertThat(a.waitForSessionMs()).isZero();
        assertThat(tenants.quota(new TenantId("b"))).isNull();
        tenants.replaceStored(List.of());
        assertThat(a.quota()).isNull();
        assertThat(tenants.quotas()).isEmpty();
    }

    @Test
    void aLimitBelowNoneIsRefused() {
        assertThatThrownBy(() -> limited("a", -1)).hasMessageContaining("tenants[].limits.sessions");
    }
}
