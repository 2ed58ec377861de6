package io.chappe.gateway.session;

import io.chappe.core.model.PeerKey;
import io.chappe.core.model.SecretHash;
import io.chappe.core.model.SessionId;
import io.vertx.core.Future;

/** The presence service, as sessions need it. From any event loop; the answers come on any. */
public interface SessionServices {
    /** Makes a session known to the cluster; fails with a {@link io.chappe.gateway.room.RefusedException}. */
    Future<Void> add(PeerKey peer, SessionId session, SecretHash secret);

    /** Says that a session has ended, and does not give up before it has been heard; nobody waits for it. */
    void remove(PeerKey peer, SessionId session);
}
