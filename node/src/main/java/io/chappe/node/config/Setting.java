package io.chappe.node.config;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Describes one component of a configuration record. A component that is itself a record needs none; when it has one, its
 * default goes before those of the inner record.
 *
 * <p>A component without a default must be given, unless its type is {@code @Nullable}; then it is null when absent.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Setting {
    /** The default, as YAML (a list in flow style: {@code [a, b]}); empty: there is none. An empty text is {@code ""}. */
    String def() default "";

    /** What the setting does, in one sentence, with its unit and its limits; only an inner record goes without. */
    String help() default "";
}
