package io.chappe.bench.load;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** In each room one member sends to all others, and again when it hears that it has been delivered. */
final class Broadcasts implements Workload {
    private final Crowd crowd;
    private final Tally tally;
    private final LoadOptions options;
    private final List<Connection> connections = new ArrayList<>();
    private final List<Speaker> speakers = new ArrayList<>();
    private boolean halted;

    Broadcasts(Crowd crowd, Tally tally, LoadOptions options) {
        this.crowd = crowd;
        this.tally = tally;
        this.options = options;
    }

    @Override
    public CompletableFuture<Void> open() {
        for (int i = 0; i < 2 * options.pairs(); i++) {
            connections.add(crowd.open(options.participant(i, "room-" + i % options.rooms()), i / options.rooms()));
        }
        CompletableFuture<Void> opened = new CompletableFuture<>();
        crowd.whenSettled(() -> opened.complete(null));
        return opened;
    }

    @Override
    public void begin() {
        halted = false;
        if (speakers.isEmpty()) {
            introduce();
        }
        speakers.forEach(Speaker::goOn);
    }

    @Override
    public void halt() {
        halted = true;
    }

    private void introduce() {
        for (int i = 0; i < connections.size(); i++) {
            if (i < options.rooms()) {
                speakers.add(new Speaker(connections.get(i)));
                connections.get(i).correspondent(speakers.get(i));
            } else {
                Speaker speaker = speakers.get(i % options.rooms());
                connections.get(i).correspondent(new Correspondent() {
                    @Override
                    public void message(long now) {
                        tally.message(now - speaker.sentAt);
                    }
                });
            }
        }
    }

    private final class Speaker implements Correspondent {
        private final Connection connection;
        private final Template message;
        private long nextId = Template.FIRST_ID;
        private long sentAt;
        private boolean waiting = true;

        private Speaker(Connection connection) {
            this.connection = connection;
            this.message = ((NativeParticipant) connection.participant()).broadcast(options.bytes(), true);
        }

        private void goOn() {
            if (waiting) {
                waiting = false;
                send();
            }
        }

        private void send() {
            sentAt = System.nanoTime();
            connection.send(message, nextId++);
        }

        @Override
        public void answer(long now) {
            waiting = halted;
            if (!halted) {
                send();
            }
        }
    }
}
