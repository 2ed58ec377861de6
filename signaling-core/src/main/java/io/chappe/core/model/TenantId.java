package io.chappe.core.model;

/** One customer of the installation. Nothing crosses tenants. */
public record TenantId(String value) {
    public TenantId {
        Names.require("a tenant", value);
    }

    @Override
    public String toString() {
        return value;
    }
}
