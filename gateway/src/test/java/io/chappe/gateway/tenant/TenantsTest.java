package io.chappe.gateway.tenant;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class TenantsTest {
    @Test
    void aWindowMustBeLongerThanTheLeaseAndTheTimeToComeBack() {
        // Given
        Tenants tenants = new Tenants(
                List.of(
                        new TenantConfig("long", true, null, List.of(), Duration.ofMinutes(1)),
                        new TenantConfig("short", true, null, List.of(), Duration.ofMillis(15_001))),
                (tenant, tokens) -> {
                    throw new AssertionError("no tenant here has tokens");
                });

        // When // Then
        assertThat(tenants.leaseFault(Duration.ofSeconds(10))).isEmpty();
        assertThat(tenants.leaseFault(Duration.ofMillis(10_001)))
                .contains("tenants[].resumeWindow of 'short' is 15001ms, and the setting lease of the presence-services"
                        + " 10001ms: let the window be longer than 15001ms, or the lease shorter than 10001ms");
        assertThat(tenants.leaseFault(Duration.ofMinutes(1)).orElseThrow())
                .startsWith("tenants[].resumeWindow of 'short'");
    }
}
