package io.chappe.bench.load;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Who gets a message answers it at once with one: as fast as the server can, with one message a pair under way. */
final class ClosedRelay implements Workload {
    private final Pairs pairs;
    private final Tally tally;
    private final List<Volley> volleys = new ArrayList<>();
    private boolean halted;

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
        halted = false;
        if (volleys.isEmpty()) {
            List<Pairs.Direction> directions = pairs.directions();
            for (int i = 0; i < directions.size(); i += 2) {
                volleys.add(new Volley(directions.get(i), directions.get(i + 1)));
            }
        }
        volleys.forEach(Volley::goOn);
    }

    @Override
    public void halt() {
        halted = true;
    }

    private final class Volley {
        private long sentAt;
        /** What is to be sent when it begins again; null while a message is under way. */
        private Pairs.@Nullable Direction next;

        Volley(Pairs.Direction there, Pairs.Direction back) {
            there.to().correspondent(answering(back));
            back.to().correspondent(answering(there));
            next = there;
        }

        void goOn() {
            Pairs.Direction with = next;
            if (with != null) {
                next = null;
                sentAt = System.nanoTime();
                with.send();
            }
        }

        private Correspondent answering(Pairs.Direction with) {
            return new Correspondent() {
                @Override
                public void message(long now) {
                    tally.message(now - sentAt);
                    if (halted) {
                        next = with;
                    } else {
                        sentAt = now;
                        with.send();
                    }
                }
            };
        }
    }
}
