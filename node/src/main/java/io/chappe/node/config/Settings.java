package io.chappe.node.config;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The list of all settings of a configuration record: for {@code --help}, for the README, for the environment's names. */
public final class Settings {
    /** Variables of the same prefix that are no settings of a record. */
    static final Set<String> OTHER_VARIABLES = Stream.concat(Stream.of("CHAPPE_CONFIG"), LogVariables.NAMES.stream())
            .collect(Collectors.toUnmodifiableSet());

    private final List<SettingEntry> entries = new ArrayList<>();

    private Settings() {}

    /**
     * Lists the settings in the order of the records' components.
     *
     * @throws IllegalStateException when two settings would have one environment name, or a component has no
     *     {@link Setting}
     */
    public static List<SettingEntry> of(Class<? extends Record> type) {
        Settings settings = new Settings();
        settings.add(Shape.ofRecord(type), Values.MAPPER.createObjectNode(), "");
        Set<String> names = new HashSet<>(OTHER_VARIABLES);
        settings.entries.stream()
                .map(SettingEntry::environmentName)
                .filter(name -> !name.isEmpty() && !names.add(name))
                .findFirst()
                .ifPresent(name -> {
                    throw new IllegalStateException("two settings are called " + name);
                });
        return List.copyOf(settings.entries);
    }

    /** The list as the help text of a command. */
    public static String help(Class<? extends Record> type) {
        return of(type).stream()
                .map(entry -> "  %s%n      %s%n      %s%s%n"
                        .formatted(
                                entry.path()
                                        + (entry.environmentName().isEmpty() ? "" : "  " + entry.environmentName()),
                                entry.help(),
                                entry.type(),
                                entry.defaultValue().isEmpty() ? "" : ", default " + entry.defaultValue()))
                .collect(Collectors.joining());
    }

    /** The list as a Markdown table, as it stands in the README. */
    public static String markdown(Class<? extends Record> type) {
        return of(type).stream()
                .map(entry -> "| `%s` | %s | %s | %s | %s |\n"
                        .formatted(
                                entry.path(),
                                code(entry.environmentName()),
                                entry.type(),
                                code(entry.defaultValue()),
                                entry.help()))
                .collect(Collectors.joining(
                        "", "| setting | environment | type | default | what it does |\n|---|---|---|---|---|\n", ""));
    }

    private static String code(String text) {
        return text.isEmpty() ? "" : "`" + text + "`";
    }

    private void add(Shape.Composite shape, ObjectNode overrides, String path) {
        for (Shape.Field field : shape.fields()) {
            String fieldPath = Paths.child(path, field.name());
            if (field.shape() instanceof Shape.Composite composite) {
                ObjectNode inner = Defaults.of(field, composite);
                if (overrides.get(field.name()) instanceof ObjectNode outer) {
                    inner.setAll(outer);
                }
                add(composite, inner, fieldPath);
            } else {
                String def = overrides.hasNonNull(field.name())
                        ? overrides.get(field.name()).asText()
                        : field.def();
                entries.add(new SettingEntry(
                        fieldPath, environmentName(fieldPath), field.shape().words(), def, field.help()));
                if (field.shape() instanceof Shape.Sequence sequence
                        && sequence.element() instanceof Shape.Composite composite) {
                    add(composite, Values.MAPPER.createObjectNode(), fieldPath + "[]");
                }
            }
        }
    }

    private static String environmentName(String path) {
        return path.contains("[]") ? "" : Paths.environmentName(path);
    }
}
