package io.chappe.bench.load;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Two and two that send to each other: the first of a pair at one server, the second at the next one, if there are more. */
final class Pairs {
    private final Crowd crowd;
    private final LoadOptions options;
    private final List<Direction> directions = new ArrayList<>();

    /** From one of a pair to the other. */
    static final class Direction {
        private final Connection from;
        private final Connection to;
        private final Template message;
        private long nextId = Template.FIRST_ID;

        private Direction(Connection from, Connection to, LoadOptions options) {
            this.from = from;
            this.to = to;
            this.message = from.participant().messageTo(to.participant(), options.bytes(), options.answered());
        }

        Connection to() {
            return to;
        }

        void send() {
            from.send(message, nextId++);
        }
    }

    Pairs(Crowd crowd, LoadOptions options) {
        this.crowd = crowd;
        this.options = options;
    }

    CompletableFuture<Void> open() {
        List<Connection> connections = new ArrayList<>();
        for (int pair = 0; pair < options.pairs(); pair++) {
            String room = "room-" + pair % options.rooms();
            for (int one = 0; one < 2; one++) {
                // Pairs take turns at beginning, so that each server has as many as any other.
                connections.add(crowd.open(options.participant(2 * pair + one, room), pair + one));
            }
        }
        CompletableFuture<Void> opened = new CompletableFuture<>();
        crowd.whenSettled(() -> {
            for (int pair = 0; pair < options.sending(); pair++) {
                Connection first = connections.get(2 * pair);
                Connection second = connections.get(2 * pair + 1);
                directions.add(new Direction(first, second, options));
                directions.add(new Direction(second, first, options));
            }
            opened.complete(null);
        });
        return opened;
    }

    List<Direction> directions() {
        return directions;
    }
}
