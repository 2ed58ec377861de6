package io.chappe.gateway.session;

import io.chappe.core.bus.HandOver;
import io.chappe.core.model.SessionId;
import io.chappe.gateway.room.LocalMember;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The last take-overs by other gateways. Two that follow each other closely may be heard of in the wrong order: then a
 * session comes here, and another gateway has it already. Of very many at once the oldest are forgotten. From any event
 * loop.
 */
final class Overtaken {
    private static final int MOST = 1_000;

    private final Map<SessionId, HandOver> latest = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<SessionId, HandOver> eldest) {
            return size() > MOST;
        }
    };

    synchronized void note(HandOver taken) {
        latest.merge(taken.session(), taken, (old, next) -> old.generation() > next.generation() ? old : next);
    }

    /** Whether another gateway has a session in a later generation. */
    synchronized boolean hasPassed(LocalMember session) {
        HandOver taken = latest.get(session.id());
        return taken != null && taken.tenant().equals(session.tenant()) && taken.generation() > session.generation();
    }
}
