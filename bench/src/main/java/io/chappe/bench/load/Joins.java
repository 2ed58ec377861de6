package io.chappe.bench.load;

import java.util.concurrent.CompletableFuture;

/** Members who leave their room and join it again, without end; a join with its leave counts as one message. */
final class Joins implements Workload {
    private final Standing members;
    private final Crowd crowd;
    private final Tally tally;

    Joins(Crowd crowd, Tally tally, LoadOptions options) {
        this.members = new Standing(crowd, tally, options);
        this.crowd = crowd;
        this.tally = tally;
    }

    @Override
    public CompletableFuture<Void> open() {
        return members.round();
    }

    @Override
    public void begin() {
        crowd.connections().forEach(connection -> new Mover(connection).leave());
    }

    private final class Mover {
        private final Connection connection;
        private final NativeParticipant participant;
        private long nextId = Template.FIRST_ID;
        private long leftAt;

        private Mover(Connection connection) {
            this.connection = connection;
            this.participant = (NativeParticipant) connection.participant();
        }

        private void leave() {
            leftAt = System.nanoTime();
            participant.whenMoved(this::join);
            participant.leave(nextId++, connection::sendText);
        }

        private void join() {
            participant.whenMoved(this::joined);
            participant.join(nextId++, connection::sendText);
        }

        private void joined() {
            tally.message(System.nanoTime() - leftAt);
            leave();
        }
    }
}
