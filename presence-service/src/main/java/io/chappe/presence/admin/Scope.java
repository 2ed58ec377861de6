package io.chappe.presence.admin;

import java.util.Locale;

/** What an API key may do. */
public enum Scope {
    /** Ask about a tenant. */
    READ,
    /** Change what a tenant has. */
    WRITE,
    /** Change tenants, and what is of none: nodes, and the journal of all changes. */
    OPERATE;

    /** As the contract names it. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
