package io.chappe.core.model;

/** An identity within a tenant; it may have several sessions. */
public record PeerId(String value) {
    public PeerId {
        Names.require("a peer", value);
    }

    @Override
    public String toString() {
        return value;
    }
}
