package io.chappe.bench.load;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Who gets a message answers it at once with one: as fast as the server can, with one message a pair under way. */
final class ClosedRelay implements Workload {
    private final Pairs pairs;
    private final Tally tally;

    ClosedRelay(Crowd crowd, Tally tally, LoadOptions options) {
        this.pairs = new Pairs(crowd, options);
        this.tally = tally;
    }

    @Override
    public CompletableFuture<Void> open() {
        return pairs.open();
    }

    @Override
    public void begin() {
        List<Pairs.Direction> directions = pairs.directions();
        for (int i = 0; i < directions.size(); i += 2) {
            Pairs.Direction there = directions.get(i);
            Pairs.Direction back = directions.get(i + 1);
            Volley volley = new Volley();
            there.to().correspondent(volley.answering(back));
            back.to().correspondent(volley.answering(there));
            volley.sentAt = System.nanoTime();
            there.send();
        }
    }

    private final class Volley {
        private long sentAt;

        Correspondent answering(Pairs.Direction with) {
            return new Correspondent() {
                @Override
                public void message(long now) {
                    tally.message(now - sentAt);
                    sentAt = now;
                    with.send();
                }
            };
        }
    }
}
