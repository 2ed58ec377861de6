package io.chappe.presence.store;

import io.chappe.core.model.Entry;
import io.chappe.core.model.Member;
import io.chappe.core.model.MemberState;
import io.chappe.core.model.NodeLife;
import io.chappe.core.model.PeerId;
import io.chappe.core.model.RawJson;
import io.chappe.core.model.SessionId;
import io.chappe.core.model.Standing;

/** Who wants to be a member, and on what terms. */
public record Newcomer(SessionId session, PeerId peer, Step step, RawJson meta, Entry entry) {
    Member from(NodeLife home, long joinVersion, Standing standing) {
        return new Member(session, peer, home, step.generation(), joinVersion, MemberState.ONLINE, meta, standing);
    }
}
