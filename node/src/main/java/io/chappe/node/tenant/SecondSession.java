package io.chappe.node.tenant;

/** What a peer's next session does while it has one. */
public enum SecondSession {
    /** It stands beside the others. */
    ALLOWED,
    /** It ends the others. */
    REPLACES,
    REFUSED
}
