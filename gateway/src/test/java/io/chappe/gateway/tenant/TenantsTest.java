package io.chappe.gateway.tenant;

import static org.assertj.core.api.Assertions.assertThat;

import io.chappe.core.model.TenantId;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class TenantsTest {
    private static final TenantId ACME = new TenantId("acme");
    private static final String SITE = "https://app.acme.example";

    private static TenantConfig tenant(String name, boolean anonymous) {
        return new TenantConfig(name, anonymous, List.of(SITE), Duration.ofSeconds(20));
    }

    @Test
    void takesTheOnlyTenantForAHelloThatNamesNone() {
        // Given
        Tenants one = new Tenants(List.of(tenant("acme", true)));
        Tenants two = new Tenants(List.of(tenant("acme", true), tenant("other", true)));
        Tenants none = new Tenants(List.of());

        // When // Then
        assertThat(one.admit(null, false, SITE)).contains(ACME);
        assertThat(two.admit(null, false, SITE)).isEmpty();
        assertThat(none.admit(null, false, SITE)).isEmpty();
    }

    @Test
    void letsInWhomTheTenantLetsIn() {
        // Given
        Tenants tenants = new Tenants(List.of(tenant("acme", true), tenant("closed", false)));

        // When // Then
        assertThat(tenants.admit(ACME, false, SITE)).contains(ACME);
        assertThat(tenants.admit(ACME, false, null)).contains(ACME);
        assertThat(tenants.admit(ACME, false, "https://evil.example")).isEmpty();
        assertThat(tenants.admit(ACME, true, SITE)).isEmpty();
        assertThat(tenants.admit(new TenantId("closed"), false, SITE)).isEmpty();
        assertThat(tenants.admit(new TenantId("unknown"), false, SITE)).isEmpty();
    }

    @Test
    void aWindowMustBeLongerThanTheLeaseAndTheTimeToComeBack() {
        // Given
        Tenants tenants = new Tenants(List.of(
                new TenantConfig("long", true, List.of(), Duration.ofMinutes(1)),
                new TenantConfig("short", true, List.of(), Duration.ofMillis(15_001))));

        // When // Then
        assertThat(tenants.leaseFault(Duration.ofSeconds(10))).isEmpty();
        assertThat(tenants.leaseFault(Duration.ofMillis(10_001)))
                .contains("tenants[].resumeWindow of 'short' is 15001ms, and the setting lease of the presence-services"
                        + " 10001ms: let the window be longer than 15001ms, or the lease shorter than 10001ms");
        assertThat(tenants.leaseFault(Duration.ofMinutes(1)).orElseThrow())
                .startsWith("tenants[].resumeWindow of 'short'");
    }
}
