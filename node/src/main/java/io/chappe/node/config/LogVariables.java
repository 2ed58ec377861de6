package io.chappe.node.config;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The variables of the log. Logback reads them, before there is a configuration, and says little of a value that it does not know. */
final class LogVariables {
    private static final String FORMAT = "CHAPPE_LOG_FORMAT";
    private static final String LEVEL = "CHAPPE_LOG_LEVEL";
    private static final List<String> FORMATS = List.of("plain", "json");
    private static final List<String> LEVELS = List.of("off", "error", "warn", "info", "debug", "trace");

    static final Set<String> NAMES = Set.of(FORMAT, LEVEL);

    private LogVariables() {}

    /**
     * Checks them.
     *
     * @throws ConfigException for a value that means nothing
     */
    static void check(Map<String, String> env) {
        require(FORMAT, env.getOrDefault(FORMAT, "plain"), FORMATS);
        require(LEVEL, env.getOrDefault(LEVEL, "info").toLowerCase(Locale.ROOT), LEVELS);
    }

    private static void require(String name, String value, List<String> known) {
        if (!known.contains(value)) {
            throw new ConfigException(
                    "%s must be one of %s, it is '%s'".formatted(name, String.join(", ", known), value));
        }
    }
}
