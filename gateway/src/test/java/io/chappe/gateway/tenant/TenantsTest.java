package io.chappe.gateway.tenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chappe.core.model.TenantId;
import java.time.Duration;
import java.util.List;
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
        return new TenantConfig(name, true, null, List.of(), window, SecondSession.ALLOWED, 100, List.of(), List.of());
    }

    private static Tenants tenants(TenantConfig... configured) {
        return new Tenants(List.of(configured), (tenant, tokens) -> {
            throw new AssertionError("no tenant here has tokens");
        });
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
    void refusesAListWithATenantOfItsOwnConfiguration() {
        // Given
        Tenants tenants = tenants(tenant("fixed", Duration.ofSeconds(20)));

        // When // Then
        assertThatThrownBy(() -> tenants.replaceListed(List.of(tenant("fixed", Duration.ofSeconds(30)))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'fixed'");
        assertThat(tenants.has(new TenantId("fixed"))).isTrue();
    }
}
