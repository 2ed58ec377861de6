package io.chappe.bench.load;

import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** A kind of load; on the generator's event loop. */
interface Workload {
    /** Opens what it needs; completes when all of it is ready. */
    CompletableFuture<Void> open();

    /** Begins what goes on until it halts, or goes on with it. */
    default void begin() {}

    /** Sends nothing more until it begins again. */
    default void halt() {
        throw new IllegalStateException("this load cannot halt");
    }

    /** Does once what is a load in itself, such as a storm, and completes when it is over. */
    default CompletableFuture<Void> round() {
        return CompletableFuture.failedFuture(new IllegalStateException("this load has no rounds"));
    }

    /** What it has seen beside what is counted for all loads. */
    default Map<String, Object> figures() {
        return Map.of();
    }

    /** What a round has left is undone, so that there can be another. */
    default CompletableFuture<Void> undo() {
        return CompletableFuture.completedFuture(null);
    }
}
