package io.chappe.node.config;

/**
 * One row of the table of settings.
 *
 * @param path where it stands in the file, {@code operations.port}; {@code listeners[].port} inside a list
 * @param environmentName the variable that sets it, {@code CHAPPE_OPERATIONS_PORT}; empty inside a list, which is set as
 *     a whole
 * @param type in words: text, integer, duration, one of..., list of...
 * @param defaultValue as YAML; empty when there is none
 * @param help what it does
 */
public record SettingEntry(String path, String environmentName, String type, String defaultValue, String help) {}
