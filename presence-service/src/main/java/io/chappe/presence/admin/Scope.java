package io.chappe.presence.admin;

import java.util.Locale;

/** What an API key may do. */
public enum Scope {
    /** Ask about tenants. */
    READ,
    /** Change what is of tenants. */
    WRITE,
    /** Ask about nodes, and drain them. */
    OPERATE;

    /** As the contract names it. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
