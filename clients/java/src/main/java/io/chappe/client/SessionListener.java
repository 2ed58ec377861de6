package io.chappe.client;

/** What reaches a session unasked. Called on the session's event loop, in order; must not block. */
public interface SessionListener {
    default void onSignal(Signal signal) {}

    default void onMembers(MembersChanged change) {}

    default void onPresence(Presence presence) {}

    /** The server took this session out of a room. */
    default void onLeft(String room, String reason) {}

    /** An error that answers no request: something this client sent was wrong. */
    default void onError(ChappeException error) {}

    /** The last call. */
    default void onClosed(Closed closed) {}
}
