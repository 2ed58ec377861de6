package io.chappe.gateway.tenant;

import java.util.Locale;

/** Where a tenant stands. Of one that stands in several the first of these counts. */
enum TenantSource {
    CONFIGURATION("the gateway's configuration"),
    FILE("the file of tenants"),
    STORE("the store");

    private final String words;

    TenantSource(String words) {
        this.words = words;
    }

    /** For programs. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** For sentences. */
    @Override
    public String toString() {
        return words;
    }
}
