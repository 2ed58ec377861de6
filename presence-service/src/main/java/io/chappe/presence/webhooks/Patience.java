package io.chappe.presence.webhooks;

import java.util.concurrent.TimeUnit;

/** For how long one waits for a webhook that others hold, or that must be left alone: by clocks that need not agree. */
final class Patience {
    private long newest = -1;
    private long seenAt;

    void saw(Ledger ledger) {
        if (ledger.newest() != newest) {
            newest = ledger.newest();
            seenAt = System.nanoTime();
        }
    }

    /**
     * As far as the clocks say, and not longer than if its last word was written when it was seen here first.
     *
     * @param now by the journal's clock in ms, as far as that is known
     */
    long remainingMs(Ledger ledger, long now) {
        long seenForMs = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - seenAt);
        return Math.min(ledger.until() - now, ledger.longest() - seenForMs);
    }
}
