package io.chappe.core.routing;

import io.chappe.core.model.PeerKey;
import io.chappe.core.model.SessionId;
import io.vertx.core.Future;
import org.jspecify.annotations.Nullable;

/** Looks up where a session is: for signals that did not find it where the roster said. */
public interface Locator {
    /** Null if there is no such session. A failure means that nobody could say. On any thread. */
    Future<@Nullable Whereabouts> locate(PeerKey peer, SessionId session);
}
