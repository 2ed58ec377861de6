package io.chappe.node.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.Collectors;

/**
 * Reads YAML against a {@link Shape} into a tree whose leaves are texts, and remembers where each value stood. It reads
 * tokens and not Jackson's own tree, because only tokens know their line.
 */
final class YamlText {
    private static final YAMLFactory YAML = new YAMLFactory();

    private final IntFunction<String> place;
    private final Map<String, String> places = new HashMap<>();

    /** @param place names the source of a line, for error messages */
    private YamlText(IntFunction<String> place) {
        this.place = place;
    }

    /** A file's content. */
    static YamlText file(String name) {
        return new YamlText(line -> name + ":" + line);
    }

    /** A text that has no name. */
    static YamlText lines() {
        return new YamlText(line -> "line " + line);
    }

    /** A single value, from a variable or an annotation. */
    static YamlText value(String name) {
        return new YamlText(line -> name);
    }

    /** Where the value at a path came from; paths as in {@code listeners[0].port}. */
    Map<String, String> places() {
        return places;
    }

    /**
     * Reads one document.
     *
     * @param path of the document's root, empty for a whole configuration
     * @return the tree; {@link NullNode} when the document is empty
     */
    JsonNode read(String text, Shape shape, String path) {
        try (YAMLParser parser = YAML.createParser(text)) {
            if (parser.nextToken() == null) {
                return NullNode.getInstance();
            }
            JsonNode tree = value(parser, shape, path);
            if (parser.nextToken() != null) {
                throw error(parser, path, "only one YAML document is read");
            }
            return tree;
        } catch (JsonProcessingException e) {
            int line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
            throw new ConfigException(place.apply(line) + ": not YAML: "
                    + e.getOriginalMessage().lines().findFirst().orElse(""));
        } catch (IOException e) {
            throw new ConfigException(place.apply(1) + ": " + e.getMessage());
        }
    }

    private JsonNode value(YAMLParser parser, Shape shape, String path) throws IOException {
        places.put(path, place.apply(parser.currentTokenLocation().getLineNr()));
        if (parser.isCurrentAlias()) {
            throw error(parser, path, "YAML aliases are not read; write the value");
        }
        if (parser.currentToken() == JsonToken.VALUE_NULL) {
            return NullNode.getInstance();
        }
        if (parser.currentToken() == JsonToken.START_OBJECT && shape instanceof Shape.Composite composite) {
            return object(parser, composite, path);
        }
        if (parser.currentToken() == JsonToken.START_ARRAY && shape instanceof Shape.Sequence sequence) {
            return array(parser, sequence, path);
        }
        if (parser.currentToken().isScalarValue() && shape instanceof Shape.Scalar scalar) {
            return scalar(parser, scalar, path);
        }
        throw error(parser, path, "expected " + shape.words());
    }

    private ObjectNode object(YAMLParser parser, Shape.Composite shape, String path) throws IOException {
        ObjectNode node = Values.MAPPER.createObjectNode();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            Shape.Field field = shape.field(name).orElseThrow(() -> unknown(parser, shape, path, name));
            if (node.has(name)) {
                throw error(parser, Paths.child(path, name), "given twice");
            }
            parser.nextToken();
            node.set(name, value(parser, field.shape(), Paths.child(path, name)));
        }
        return node;
    }

    private ConfigException unknown(YAMLParser parser, Shape.Composite shape, String path, String name) {
        String known = shape.fields().stream().map(Shape.Field::name).collect(Collectors.joining(", "));
        return error(parser, Paths.child(path, name), "no such setting; known here: " + known);
    }

    private ArrayNode array(YAMLParser parser, Shape.Sequence shape, String path) throws IOException {
        ArrayNode node = Values.MAPPER.createArrayNode();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            JsonNode element = value(parser, shape.element(), path + "[" + node.size() + "]");
            if (element.isNull()) {
                throw error(parser, path, "an element is empty");
            }
            node.add(element);
        }
        return node;
    }

    private TextNode scalar(YAMLParser parser, Shape.Scalar shape, String path) throws IOException {
        TextNode text = TextNode.valueOf(parser.getText());
        try {
            if (Values.MAPPER.convertValue(text, shape.type()) == null) {
                throw new IllegalArgumentException("empty");
            }
            return text;
        } catch (IllegalArgumentException e) {
            // Jackson's own message names Java types; the operator wants to know what to write.
            String example = shape.words().equals("duration") ? " such as 250ms, 5s or 1m" : "";
            throw error(parser, path, "expected " + shape.words() + example + ", found '" + text.asText() + "'");
        }
    }

    private ConfigException error(YAMLParser parser, String path, String problem) {
        String where = place.apply(parser.currentTokenLocation().getLineNr());
        return new ConfigException(where + ": " + (path.isEmpty() ? "" : path + ": ") + problem);
    }
}
