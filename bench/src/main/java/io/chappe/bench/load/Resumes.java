package io.chappe.bench.load;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/** All lose their sockets at once, and each takes its session to the next server; one that is back counts as one message. */
final class Resumes implements Workload {
    private final Standing members;
    private final Crowd crowd;
    private final Tally tally;

    Resumes(Crowd crowd, Tally tally, LoadOptions options) {
        this.members = new Standing(crowd, tally, options);
        this.crowd = crowd;
        this.tally = tally;
    }

    @Override
    public CompletableFuture<Void> open() {
        return members.round();
    }

    @Override
    public CompletableFuture<Void> round() {
        List<Connection> lost = List.copyOf(crowd.connections());
        long lostAt = System.nanoTime();
        crowd.whenReady(back -> {
            if (((NativeParticipant) back.participant()).isResumed()) {
                tally.message(System.nanoTime() - lostAt);
            } else {
                tally.refusal();
            }
        });
        for (Connection connection : lost) {
            NativeParticipant participant = (NativeParticipant) connection.participant();
            participant.away();
            connection.cut();
            crowd.open(participant, connection.server() + 1);
        }
        CompletableFuture<Void> back = new CompletableFuture<>();
        crowd.whenSettled(() -> back.complete(null));
        return back;
    }
}
