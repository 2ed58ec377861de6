package io.chappe.presence.store;

import io.chappe.core.model.Member;
import io.chappe.core.model.MemberState;
import io.chappe.core.model.NodeLife;
import io.chappe.core.model.PeerId;
import io.chappe.core.model.RawJson;
import io.chappe.core.model.SessionId;

/** Who wants to be a member. */
public record Newcomer(SessionId session, PeerId peer, Step step, RawJson meta) {
    Member from(NodeLife home, long joinVersion) {
        return new Member(session, peer, home, step.generation(), joinVersion, MemberState.ONLINE, meta);
    }
}
