package io.chappe.client;

import java.time.Duration;

/**
 * What a session's calls may take.
 *
 * @param requestTimeout until a request has its answer
 * @param maxPending requests of one session without an answer; one more fails with {@code queue_full}
 * @param maxReceived signals of one session that wait to be received; one more fails with {@code queue_full}
 */
public record Limits(Duration requestTimeout, int maxPending, int maxReceived) {
    /** 10 s, 1,024 requests, 1,000 signals. */
    public static Limits defaults() {
        return new Limits(Duration.ofSeconds(10), 1_024, 1_000);
    }
}
