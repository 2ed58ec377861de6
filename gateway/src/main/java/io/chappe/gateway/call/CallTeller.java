package io.chappe.gateway.call;

import io.chappe.core.bus.CallFact;
import io.chappe.core.bus.PresenceRequest.NoteCalls;
import io.chappe.core.model.TenantId;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the presence-services what was noted of calls. What none of them takes is dropped: it is for people who ask, and nobody's
 * call waits for it. Confined to one event loop.
 */
public final class CallTeller {
    public static final long TELL_MS = 500;

    private static final Logger LOG = LoggerFactory.getLogger(CallTeller.class);
    private static final int MOST_UNDER_WAY = 16;

    private final CallNotes notes;
    private final BiFunction<TenantId, List<CallFact>, Future<Void>> presence;
    private int underWay;
    private boolean isFailing;

    /**
     * @param presence tells one of them
     */
    public CallTeller(CallNotes notes, BiFunction<TenantId, List<CallFact>, Future<Void>> presence) {
        this.notes = notes;
        this.presence = presence;
    }

    /** To be called every {@value #TELL_MS} ms. */
    public void tick() {
        notes.refill();
        while (underWay < MOST_UNDER_WAY) {
            List<CallNotes.Note> taken = notes.take(NoteCalls.MOST);
            if (taken.isEmpty()) {
                return;
            }
            Map<TenantId, List<CallFact>> byTenant = new LinkedHashMap<>();
            taken.forEach(note -> byTenant.computeIfAbsent(note.tenant(), absent -> new ArrayList<>())
                    .add(note.fact()));
            byTenant.forEach(this::tell);
        }
    }

    private void tell(TenantId tenant, List<CallFact> facts) {
        underWay++;
        presence.apply(tenant, facts).onComplete((done, cause) -> {
            underWay--;
            if (cause != null) {
                notes.dropped(facts.size());
                if (!isFailing) {
                    LOG.info("what happens with calls can't be told: {}", cause.toString());
                }
            }
            isFailing = cause != null;
        });
    }
}
