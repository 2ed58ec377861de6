package io.chappe.node.config;

/** A configuration that cannot be used. Its message is one line for the operator: what is wrong, where, what to write. */
public final class ConfigException extends RuntimeException {
    public ConfigException(String message) {
        super(message, null, false, false);
    }
}
