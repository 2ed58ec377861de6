package io.chappe.bench.load;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * The generator's process. Its arguments say which load; it opens what the load needs, then does what the lines on its
 * standard input say, and answers each with a line of JSON:
 *
 * <ul>
 *   <li>{@code begin}: the load goes on from here
 *   <li>{@code measure N}: counts for N seconds
 *   <li>{@code count}: messages since the last {@code measure} began
 *   <li>{@code round}, {@code undo}: a storm, and its end
 *   <li>{@code end}, or the end of the input: closes everything
 * </ul>
 */
final class LoadGenerator {
    private static final long PATIENCE_S = 180;
    /** A roster on another node is a moment behind an answer. */
    private static final long SETTLE_MS = 1_000;

    private final EventLoop loop;
    private final Tally tally = new Tally();
    private final Crowd crowd;
    private final Workload workload;
    private final ObjectMapper json = new ObjectMapper();

    private LoadGenerator(EventLoop loop, LoadOptions options) throws IOException {
        this.loop = loop;
        Dialer dialer = new Dialer(loop, options.servers(), options.secure(), options.sessions());
        this.crowd = new Crowd(dialer, tally, options.atOnce());
        this.workload = workload(options);
    }

    private Workload workload(LoadOptions options) {
        return switch (options.load()) {
            case "closed" -> new ClosedRelay(crowd, tally, options);
            case "open" -> new OpenRelay(crowd, tally, loop, options);
            case "broadcast" -> new Broadcasts(crowd, tally, options);
            case "idle", "connect" -> new Standing(crowd, tally, options);
            case "join" -> new Joins(crowd, tally, options);
            case "gathering" -> new Gathering(crowd, tally, loop, options);
            case "resume" -> new Resumes(crowd, tally, options);
            default -> throw new IllegalArgumentException("load=" + options.load() + " is not known");
        };
    }

    public static void main(String[] args) throws Exception {
        try {
            MultiThreadIoEventLoopGroup group = new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
            new LoadGenerator(group.next(), LoadOptions.parse(args)).run();
        } catch (Exception e) {
            for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                System.err.println(cause);
            }
            System.exit(1);
        }
        System.exit(0);
    }

    private void run() throws Exception {
        long begun = System.nanoTime();
        await(workload::open);
        Thread.sleep(SETTLE_MS);
        say(Map.of("open", crowd.connections().size(), "seconds", (System.nanoTime() - begun) / 1e9));
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null && !line.equals("end"); line = in.readLine()) {
            say(command(line.split(" ")));
        }
        // A session that is only cut off is kept for its resume window, and would be in the next load's way.
        await(crowd::closeAll);
    }

    private Map<String, Object> command(String[] words) throws Exception {
        return switch (words[0]) {
            case "begin" -> {
                await(() -> done(workload::begin));
                yield Map.of();
            }
            case "halt" -> {
                await(() -> done(workload::halt));
                yield Map.of();
            }
            case "measure" -> {
                await(() -> done(tally::reset));
                failOr(new CompletableFuture<Void>()
                        .completeOnTimeout(null, Long.parseLong(words[1]), TimeUnit.SECONDS));
                yield report();
            }
            case "count" -> report();
            case "round" -> {
                await(() -> done(tally::reset));
                await(workload::round);
                yield report();
            }
            case "undo" -> {
                await(workload::undo);
                yield Map.of();
            }
            default -> throw new IllegalArgumentException(words[0] + " is not a command");
        };
    }

    private Map<String, Object> report() throws Exception {
        return CompletableFuture.supplyAsync(this::figures, loop).get(PATIENCE_S, TimeUnit.SECONDS);
    }

    private Map<String, Object> figures() {
        Map<String, Object> figures = tally.report();
        figures.putAll(workload.figures());
        return figures;
    }

    private static CompletableFuture<Void> done(Runnable task) {
        task.run();
        return CompletableFuture.completedFuture(null);
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the inner one is what is waited for
    private void await(Supplier<CompletableFuture<Void>> task) throws Exception {
        failOr(CompletableFuture.supplyAsync(task, loop).thenCompose(done -> done));
    }

    private void failOr(CompletableFuture<Void> done) throws Exception {
        CompletableFuture.anyOf(done, crowd.failure()).get(PATIENCE_S, TimeUnit.SECONDS);
        if (crowd.failure().isDone()) {
            throw new IOException("the load failed", crowd.failure().join());
        }
    }

    @SuppressWarnings("SystemOut")
    private void say(Map<String, Object> what) throws IOException {
        System.out.println(json.writeValueAsString(what));
        System.out.flush();
    }
}
