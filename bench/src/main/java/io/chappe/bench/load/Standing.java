package io.chappe.bench.load;

import java.util.concurrent.CompletableFuture;

/** Connections that are there and say nothing; or, round after round, all of them coming at once. */
final class Standing implements Workload {
    private final Crowd crowd;
    private final Tally tally;
    private final LoadOptions options;

    Standing(Crowd crowd, Tally tally, LoadOptions options) {
        this.crowd = crowd;
        this.tally = tally;
        this.options = options;
    }

    @Override
    public CompletableFuture<Void> open() {
        return options.storm() ? CompletableFuture.completedFuture(null) : round();
    }

    @Override
    public CompletableFuture<Void> round() {
        crowd.whenReady(ready -> tally.message(0));
        for (int i = 0; i < 2 * options.pairs(); i++) {
            crowd.open(options.participant(i, "room-" + i % options.rooms()), i / options.rooms());
        }
        CompletableFuture<Void> all = new CompletableFuture<>();
        crowd.whenSettled(() -> all.complete(null));
        return all;
    }

    @Override
    public CompletableFuture<Void> undo() {
        return crowd.closeAll();
    }
}
