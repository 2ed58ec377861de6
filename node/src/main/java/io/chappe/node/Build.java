package io.chappe.node;

import org.jspecify.annotations.Nullable;

/** What was built. */
public final class Build {
    private static final String UNPACKED = "dev";

    private Build() {}

    /** The version in this module's jar; {@code dev} for classes that are in none. */
    public static String version() {
        @Nullable String version = Build.class.getPackage().getImplementationVersion();
        return version == null ? UNPACKED : version;
    }
}
