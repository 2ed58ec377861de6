package io.chappe.gateway.room;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** What an operator sees of the rosters' repair. */
public final class RosterMeters {
    private final Counter gaps;
    private final Counter fetches;
    private final Counter mended;
    private final Counter missed;

    public RosterMeters(MeterRegistry registry) {
        gaps = Counter.builder("chappe.roster.gaps")
                .description("Rosters that had to wait for a change that had not come")
                .register(registry);
        fetches = Counter.builder("chappe.roster.fetches")
                .description("Rosters fetched anew from the room service")
                .register(registry);
        mended = Counter.builder("chappe.roster.mended")
                .description("Members of this gateway that the store had wrongly, or not at all")
                .register(registry);
        missed = Counter.builder("chappe.roster.missed")
                .description(
                        "Targets of signals that were not where this gateway's copy of the roster had them, so that the"
                                + " store was asked; all others were found in the copy")
                .register(registry);
    }

    /** A signal's target was not where the copy had it. */
    public void miss() {
        missed.increment();
    }

    void gap() {
        gaps.increment();
    }

    void fetch() {
        fetches.increment();
    }

    void mend() {
        mended.increment();
    }
}
