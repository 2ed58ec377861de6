package io.chappe.bench.load;

import io.netty.channel.EventLoop;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Messages leave by the clock, whatever the server does, and a message's latency counts from when it was due: a server that
 * stalls is not spared those that it kept from being sent (coordinated omission, Gil Tene, "How NOT to Measure Latency").
 */
@SuppressWarnings("FutureReturnValueIgnored") // a timer of a loop that lives as long as the process
final class OpenRelay implements Workload {
    private final Pairs pairs;
    private final Tally tally;
    private final EventLoop loop;
    private final double periodNs;
    private boolean begun;
    private boolean halted;
    private long begunAt;
    private long sent;

    OpenRelay(Crowd crowd, Tally tally, EventLoop loop, LoadOptions options) {
        this.pairs = new Pairs(crowd, options);
        this.tally = tally;
        this.loop = loop;
        this.periodNs = 1e9 / options.perSecond();
    }

    @Override
    public CompletableFuture<Void> open() {
        return pairs.open();
    }

    @Override
    public void begin() {
        List<Pairs.Direction> directions = pairs.directions();
        for (int i = 0; i < directions.size() && !begun; i++) {
            directions.get(i).to().correspondent(new Arrivals(i));
        }
        begun = true;
        halted = false;
        // Nothing is due of the time that it has halted for, and nothing is under way.
        begunAt = System.nanoTime() - (long) (sent * periodNs);
        sendDue();
    }

    @Override
    public void halt() {
        halted = true;
    }

    private long dueAt(long number) {
        return begunAt + (long) (number * periodNs);
    }

    private void sendDue() {
        if (halted) {
            return;
        }
        List<Pairs.Direction> directions = pairs.directions();
        long now = System.nanoTime();
        while (dueAt(sent) <= now) {
            directions.get((int) (sent++ % directions.size())).send();
        }
        loop.schedule(this::sendDue, dueAt(sent) - now, TimeUnit.NANOSECONDS);
    }

    /** A pair's messages come in order, so that the count says which one it is. */
    private final class Arrivals implements Correspondent {
        private long number;

        private Arrivals(int direction) {
            number = direction;
        }

        @Override
        public void message(long now) {
            tally.message(now - dueAt(number));
            number += pairs.directions().size();
        }
    }
}
