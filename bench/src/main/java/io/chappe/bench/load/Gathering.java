package io.chappe.bench.load;

import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * All come into one room, some at a time, while a witness at each server has been there from the beginning. A join is one
 * message, and its latency the time from the join to its answer.
 */
final class Gathering implements Workload {
    private static final String ROOM = "room";
    /** The last news come after the last answer. */
    private static final long LAST_NEWS_MS = 1_000;

    private final Crowd crowd;
    private final Tally tally;
    private final EventLoop loop;
    private final LoadOptions options;
    private final List<News> witnesses = new ArrayList<>();
    private double seconds;
    private int lastAnswer;

    /** What a member has been told of the others. */
    private static final class News implements Correspondent {
        private long frames;
        private long bytes;

        @Override
        public void news(int length) {
            frames++;
            bytes += length;
        }
    }

    Gathering(Crowd crowd, Tally tally, EventLoop loop, LoadOptions options) {
        this.crowd = crowd;
        this.tally = tally;
        this.loop = loop;
        this.options = options;
    }

    @Override
    public CompletableFuture<Void> open() {
        for (int server = 0; server < options.servers().size(); server++) {
            News news = new News();
            witnesses.add(news);
            crowd.open(options.participant(-1 - server, ROOM), server).correspondent(news);
        }
        CompletableFuture<Void> opened = new CompletableFuture<>();
        crowd.whenSettled(() -> opened.complete(null));
        return opened;
    }

    @SuppressWarnings("FutureReturnValueIgnored") // a timer that nobody cancels
    @Override
    public CompletableFuture<Void> round() {
        long begun = System.nanoTime();
        crowd.whenReady(ready -> {
            NativeParticipant participant = (NativeParticipant) ready.participant();
            tally.message(participant.joinTookNs());
            lastAnswer = participant.joinedLength();
        });
        for (int i = 0; i < 2 * options.pairs(); i++) {
            crowd.open(options.participant(i, ROOM), i);
        }
        CompletableFuture<Void> told = new CompletableFuture<>();
        crowd.whenSettled(() -> {
            seconds = (System.nanoTime() - begun) / 1e9;
            loop.schedule(() -> told.complete(null), LAST_NEWS_MS, TimeUnit.MILLISECONDS);
        });
        return told;
    }

    /** Of the witnesses the one that is told most. */
    @Override
    public Map<String, Object> figures() {
        return Map.of(
                "gathered",
                seconds,
                "answerBytes",
                lastAnswer,
                "witnessFrames",
                witnesses.stream().mapToLong(news -> news.frames).max().orElse(0),
                "witnessBytes",
                witnesses.stream().mapToLong(news -> news.bytes).max().orElse(0));
    }
}
