package io.chappe.node.config;

import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a place in a configuration can hold, read off the records. */
sealed interface Shape {
    /** The type in an operator's words. */
    String words();

    record Scalar(Class<?> type) implements Shape {
        @Override
        public String words() {
            if (type.isEnum()) {
                return Arrays.stream(type.getEnumConstants())
                        .map(constant -> ((Enum<?>) constant).name().toLowerCase(Locale.ROOT))
                        .collect(Collectors.joining(" or "));
            }
            return switch (type.getSimpleName()) {
                case "int", "long", "Integer", "Long" -> "integer";
                case "boolean", "Boolean" -> "true or false";
                case "double", "Double" -> "number";
                case "Duration" -> "duration";
                case "Path" -> "file name";
                case "Secret" -> "secret text";
                default -> "text";
            };
        }
    }

    record Sequence(Shape element) implements Shape {
        @Override
        public String words() {
            return "list of " + element.words();
        }
    }

    record Composite(Class<?> type, List<Field> fields) implements Shape {
        Optional<Field> field(String name) {
            return fields.stream().filter(field -> field.name.equals(name)).findFirst();
        }

        @Override
        public String words() {
            return fields.stream().map(Field::name).collect(Collectors.joining(", ", "{", "}"));
        }
    }

    /** One component of a record. The default is YAML text, empty for none. */
    record Field(String name, Shape shape, boolean nullable, String def, String help) {}

    static Composite ofRecord(Class<?> type) {
        return new Composite(
                type,
                Arrays.stream(type.getRecordComponents()).map(Shape::field).toList());
    }

    private static Field field(RecordComponent component) {
        Shape shape = of(component.getAnnotatedType(), component);
        boolean nullable = component.getAnnotatedType().isAnnotationPresent(Nullable.class);
        Setting setting = component.getAnnotation(Setting.class);
        if ((setting == null || setting.help().isEmpty()) && !(shape instanceof Composite)) {
            throw new IllegalStateException(component + " needs @Setting with its help");
        }
        return setting == null
                ? new Field(component.getName(), shape, nullable, "", "")
                : new Field(component.getName(), shape, nullable, setting.def(), setting.help());
    }

    private static Shape of(AnnotatedType annotated, RecordComponent component) {
        Type type = annotated.getType();
        if (type instanceof ParameterizedType parameterized && parameterized.getRawType() == List.class) {
            return new Sequence(
                    of(((AnnotatedParameterizedType) annotated).getAnnotatedActualTypeArguments()[0], component));
        }
        if (type instanceof Class<?> plain && plain.isRecord() && plain != Secret.class) {
            return ofRecord(plain);
        }
        if (type instanceof Class<?> plain && isScalar(plain)) {
            return new Scalar(plain);
        }
        throw new IllegalStateException(component + " has a type that a configuration cannot have");
    }

    private static boolean isScalar(Class<?> type) {
        return type.isEnum()
                || List.of(String.class, Duration.class, Path.class, Secret.class)
                        .contains(type)
                || List.of(int.class, long.class, double.class, boolean.class).contains(type)
                || List.of(Integer.class, Long.class, Double.class, Boolean.class)
                        .contains(type);
    }
}
