package io.chappe.presence.store;

import io.chappe.core.model.SessionId;
import java.util.Map;

/**
 * What became of an attempt to begin a session.
 *
 * @param over records of the peer's sessions that are over, those among them that had to make room; they wait for the
 *     caller to dispose of them, also if it was told of them before
 */
public record OpenResult(PeerChange change, Map<SessionId, SessionRecord> over) {
    /** Whether the session begins by it; who only asks again has no use for the new ticket's hold. */
    public boolean isNew() {
        return change.verdict() == Verdict.DONE && change.released().isEmpty();
    }
}
