package io.chappe.node.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Fills what a tree leaves open from the records' defaults, and refuses what has none. */
final class Defaults {
    private Defaults() {}

    /**
     * @param tree is completed in place
     * @param overrides defaults that an outer record gives for this one; they go before its own
     * @param path of the tree's root
     */
    static void complete(ObjectNode tree, Shape.Composite shape, ObjectNode overrides, String path) {
        for (Shape.Field field : shape.fields()) {
            if (field.shape() instanceof Shape.Composite composite) {
                completeRecord(tree, field, composite, overrides, path);
            } else {
                completeValue(tree, field, overrides, path);
            }
        }
    }

    private static void completeRecord(
            ObjectNode tree, Shape.Field field, Shape.Composite shape, ObjectNode overrides, String path) {
        ObjectNode inner = of(field, shape);
        if (overrides.get(field.name()) instanceof ObjectNode outer) {
            inner.setAll(outer);
        }
        if (!tree.hasNonNull(field.name())) {
            if (field.nullable() && inner.isEmpty()) {
                return;
            }
            tree.putObject(field.name());
        }
        complete((ObjectNode) tree.get(field.name()), shape, inner, Paths.child(path, field.name()));
    }

    private static void completeValue(ObjectNode tree, Shape.Field field, ObjectNode overrides, String path) {
        String name = field.name();
        if (!tree.hasNonNull(name)) {
            JsonNode value = overrides.hasNonNull(name) ? overrides.get(name) : parse(field);
            if (!value.isNull()) {
                tree.set(name, value);
            } else if (!field.nullable()) {
                throw new ConfigException(missing(Paths.child(path, name), field));
            }
        }
        if (field.shape() instanceof Shape.Sequence sequence
                && sequence.element() instanceof Shape.Composite composite
                && tree.hasNonNull(name)) {
            for (int i = 0; i < tree.get(name).size(); i++) {
                ObjectNode element = (ObjectNode) tree.get(name).get(i);
                complete(element, composite, Values.MAPPER.createObjectNode(), Paths.child(path, name) + "[" + i + "]");
            }
        }
    }

    private static String missing(String path, Shape.Field field) {
        String where = path.contains("[") ? "" : " to the configuration file or set " + Paths.environmentName(path);
        return "%s is missing: add it (%s)%s".formatted(path, field.shape().words(), where);
    }

    /** The default that the record's author gave for a nested record, as far as there is one. */
    static ObjectNode of(Shape.Field field, Shape.Composite shape) {
        JsonNode parsed = YamlText.value(shape.type().getName()).read(field.def(), shape, "");
        return parsed instanceof ObjectNode object ? object : Values.MAPPER.createObjectNode();
    }

    private static JsonNode parse(Shape.Field field) {
        return YamlText.value("the default of " + field.name()).read(field.def(), field.shape(), field.name());
    }
}
