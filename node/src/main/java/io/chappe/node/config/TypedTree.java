package io.chappe.node.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Gives the leaves of a tree, which are all texts, the types that they have in JSON. */
final class TypedTree {
    private TypedTree() {}

    static JsonNode of(JsonNode tree, Shape shape) {
        if (tree instanceof ObjectNode object && shape instanceof Shape.Composite composite) {
            ObjectNode typed = Values.MAPPER.createObjectNode();
            composite.fields().stream()
                    .filter(field -> object.hasNonNull(field.name()))
                    .forEach(field -> typed.set(field.name(), of(object.get(field.name()), field.shape())));
            return typed;
        } else if (tree instanceof ArrayNode array && shape instanceof Shape.Sequence sequence) {
            ArrayNode typed = Values.MAPPER.createArrayNode();
            array.forEach(element -> typed.add(of(element, sequence.element())));
            return typed;
        } else if (shape instanceof Shape.Scalar scalar && isNumberOrTruth(scalar.type())) {
            return Values.MAPPER.valueToTree(Values.MAPPER.convertValue(tree, scalar.type()));
        }
        return tree;
    }

    private static boolean isNumberOrTruth(Class<?> type) {
        return type.isPrimitive() || type == Boolean.class || Number.class.isAssignableFrom(type);
    }
}
