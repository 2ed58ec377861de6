package io.chappe.node.config;

import com.fasterxml.jackson.annotation.JsonCreator;

/** A text that must not be shown: a password, a key. It is read like any text, and never printed. */
public record Secret(String value) {
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public Secret {}

    @Override
    public String toString() {
        return "(secret)";
    }
}
