package io.chappe.tests.examples;

import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A message of an example, with its placeholders. */
final class Template {
    private static final Pattern PLACEHOLDER = Pattern.compile("<([a-z][A-Za-z0-9-]*)>");
    private static final Pattern BARE = Pattern.compile("([:\\[,]\\s*)(<[a-z][A-Za-z0-9-]*>)");
    private static final Pattern MORE = Pattern.compile(",?\\s*\\.\\.\\.\\s*}");
    private static final String ANY_MORE = "...";

    private Template() {}

    /** What a client sends: every placeholder has got its value before, in something that the server sent. */
    static String fill(String text, Map<String, Object> values) {
        return PLACEHOLDER.matcher(text).replaceAll(match -> {
            Object value = values.get(match.group(1));
            if (value == null) {
                throw new AssertionError("<" + match.group(1) + "> has no value yet");
            }
            return Matcher.quoteReplacement(value.toString());
        });
    }

    /**
     * Compares what the server sent with what the example says.
     *
     * @return the values with those of new placeholders, or empty if it is something else
     */
    static Optional<Map<String, Object>> match(String text, JsonObject actual, Map<String, Object> values) {
        String quoted = BARE.matcher(text).replaceAll("$1\"$2\"");
        String json = MORE.matcher(quoted)
                .replaceAll(match -> quoted.charAt(match.start()) == ',' ? ",\"...\":0}" : "\"...\":0}");
        return match(Json.decodeValue(json), actual, values);
    }

    private static Optional<Map<String, Object>> match(Object expected, Object actual, Map<String, Object> values) {
        if (expected instanceof JsonObject object) {
            return actual instanceof JsonObject other ? matchObjects(object, other, values) : Optional.empty();
        }
        if (expected instanceof JsonArray array) {
            return actual instanceof JsonArray other && array.size() == other.size()
                    ? matchAnyOrder(array.stream().toList(), other.stream().toList(), values)
                    : Optional.empty();
        }
        if (expected instanceof String text && PLACEHOLDER.matcher(text).matches()) {
            return bind(text.substring(1, text.length() - 1), actual, values);
        }
        boolean same = (expected instanceof Number a && actual instanceof Number b)
                ? a.doubleValue() == b.doubleValue()
                : Objects.equals(expected, actual);
        return same ? Optional.of(values) : Optional.empty();
    }

    private static Optional<Map<String, Object>> bind(String name, Object actual, Map<String, Object> values) {
        Object bound = values.get(name);
        if (bound != null) {
            return bound.equals(actual) ? Optional.of(values) : Optional.empty();
        }
        Map<String, Object> more = new HashMap<>(values);
        more.put(name, actual);
        return Optional.of(more);
    }

    private static Optional<Map<String, Object>> matchObjects(
            JsonObject expected, JsonObject actual, Map<String, Object> values) {
        boolean open = expected.containsKey(ANY_MORE);
        if (!open && !expected.fieldNames().equals(actual.fieldNames())) {
            return Optional.empty();
        }
        Optional<Map<String, Object>> result = Optional.of(values);
        for (String key : expected.fieldNames()) {
            if (!key.equals(ANY_MORE)) {
                result = result.flatMap(bound -> actual.containsKey(key)
                        ? match(expected.getValue(key), actual.getValue(key), bound)
                        : Optional.empty());
            }
        }
        return result;
    }

    /** The protocol's lists have no order: members, peers, sessions. */
    private static Optional<Map<String, Object>> matchAnyOrder(
            List<Object> expected, List<Object> actual, Map<String, Object> values) {
        if (expected.isEmpty()) {
            return Optional.of(values);
        }
        for (int i = 0; i < actual.size(); i++) {
            Optional<Map<String, Object>> first = match(expected.get(0), actual.get(i), values);
            if (first.isPresent()) {
                List<Object> rest = new ArrayList<>(actual);
                rest.remove(i);
                Optional<Map<String, Object>> all =
                        matchAnyOrder(expected.subList(1, expected.size()), rest, first.get());
                if (all.isPresent()) {
                    return all;
                }
            }
        }
        return Optional.empty();
    }
}
