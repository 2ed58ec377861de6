package io.chappe.node.tenant;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An allowed origin (RFC 6454): {@code https://app.example.com}, {@code https://*.example.com} for any one label in
 * its place, or {@code https://localhost:*} for any port. A default port may be named or left out.
 */
public final class OriginRule {
    private static final String ANY = "*";
    private static final Pattern FORM = Pattern.compile(
            "(?<scheme>[a-z][a-z0-9+.-]*)://(?<host>\\[[0-9a-f:.]+]|[^/:@?#\\[\\]\\s]+)(:(?<port>[0-9]{1,5}|\\*))?");
    private static final Map<String, String> DEFAULT_PORTS = Map.of("https", "443", "http", "80");

    private final String scheme;
    private final List<String> labels;
    private final String port;

    private OriginRule(Matcher parts) {
        this.scheme = parts.group("scheme");
        this.labels = labels(parts.group("host"));
        String given = parts.group("port");
        this.port = given != null ? given : DEFAULT_PORTS.getOrDefault(scheme, "");
    }

    /**
     * Reads a rule.
     *
     * @throws IllegalArgumentException with what is wrong and what would be right
     */
    public static OriginRule parse(String rule) {
        OriginRule parsed = read(rule);
        if (parsed == null || parsed.labels.stream().anyMatch(label -> label.contains(ANY) && !label.equals(ANY))) {
            throw new IllegalArgumentException(
                    "origin '" + rule + "' must be scheme://host[:port], where * may stand for"
                            + " one label of the host or for the port: https://*.example.com, https://localhost:*");
        }
        if (parsed.labels.stream().allMatch(ANY::equals)) {
            throw new IllegalArgumentException("origin '" + rule + "' would let every site in; name its host");
        }
        return parsed;
    }

    /** Whether this rule allows what a browser sent in its Origin header. */
    public boolean matches(String origin) {
        OriginRule asked = read(origin);
        return asked != null
                && scheme.equals(asked.scheme)
                && (port.equals(ANY) || port.equals(asked.port))
                && !asked.port.equals(ANY)
                && hostMatches(asked.labels);
    }

    private boolean hostMatches(List<String> host) {
        if (host.size() != labels.size()) {
            return false;
        }
        for (int i = 0; i < host.size(); i++) {
            String label = host.get(i);
            boolean same = label.equals(labels.get(i));
            if (label.isEmpty()
                    || label.contains(ANY)
                    || !(same || labels.get(i).equals(ANY))) {
                return false;
            }
        }
        return true;
    }

    private static @Nullable OriginRule read(String text) {
        Matcher matcher = FORM.matcher(text.toLowerCase(Locale.ROOT));
        return matcher.matches() ? new OriginRule(matcher) : null;
    }

    private static List<String> labels(String host) {
        return host.startsWith("[") ? List.of(host) : Arrays.asList(host.split("\\.", -1));
    }

    @Override
    public String toString() {
        return scheme + "://" + String.join(".", labels) + (port.isEmpty() ? "" : ":" + port);
    }
}
