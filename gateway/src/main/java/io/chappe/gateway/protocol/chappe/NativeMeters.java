package io.chappe.gateway.protocol.chappe;

import io.chappe.core.model.ErrorCode;
import io.chappe.node.operations.MessageCounter;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;

/**
 * What is counted of the native protocol: who says hello, and what becomes of signals. All series are there from the start, and
 * none is looked up for a signal. From any thread.
 */
public final class NativeMeters {
    /** What became of a hello: with how its session began, or why it did not. */
    enum Hello {
        BEGUN,
        RESUMED,
        UNAUTHORIZED,
        FORBIDDEN,
        RATE_LIMITED,
        UNAVAILABLE,
        /** Its socket was gone before the answer. */
        GONE;

        /** Why a hello is refused that nobody's token is to blame for. */
        static Hello of(ErrorCode code) {
            return switch (code) {
                case FORBIDDEN -> FORBIDDEN;
                case RATE_LIMITED -> RATE_LIMITED;
                default -> UNAVAILABLE;
            };
        }
    }

    /** One signal in so many is timed: to look at the clock twice and to find its bucket costs more than all counters. */
    private static final int SAMPLED = 16;

    private static final Duration[] BUCKETS = LongStream.of(
                    250, 500, 1_000, 2_500, 5_000, 10_000, 25_000, 50_000, 100_000, 250_000, 1_000_000)
            .mapToObj(micros -> Duration.ofNanos(TimeUnit.MICROSECONDS.toNanos(micros)))
            .toArray(Duration[]::new);

    private final SignalMeters signals;
    private final Map<Hello, Counter> begins = new EnumMap<>(Hello.class);
    private final Map<Hello, Counter> resumes = new EnumMap<>(Hello.class);
    private final Timer local;
    private final Timer crossNode;

    public NativeMeters(MeterRegistry registry) {
        signals = new SignalMeters(registry);
        for (Hello result : Hello.values()) {
            begins.put(result, hellos(registry, "begin", result));
            resumes.put(result, hellos(registry, "resume", result));
        }
        local = latency(registry, "local");
        crossNode = latency(registry, "cross_node");
    }

    private static Counter hellos(MeterRegistry registry, String asked, Hello result) {
        return Counter.builder("chappe.hellos")
                .description("Hellos, by whether a session was to begin or to be resumed, and what became of it")
                .tags("asked", asked, "result", word(result))
                .register(registry);
    }

    private static Timer latency(MeterRegistry registry, String path) {
        return Timer.builder("chappe.signal.latency")
                .description("From when a signal was read until its answer is written; one of " + SAMPLED
                        + " that were delivered, by whether it had to leave this gateway")
                .tag("path", path)
                .serviceLevelObjectives(BUCKETS)
                .register(registry);
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    /** A hello is done with. */
    void hello(boolean resume, Hello result) {
        Objects.requireNonNull((resume ? resumes : begins).get(result)).increment();
    }

    /** Signals of any kind that this gateway has looked at. */
    public long looked() {
        return signals.looked();
    }

    /** Those that have reached nobody, as far as anybody was told. */
    public long undelivered() {
        return signals.undelivered();
    }

    SignalMeters signals() {
        return signals;
    }

    /** Now, for a signal that is to be timed; 0 for most. */
    long begin() {
        boolean sampled = ThreadLocalRandom.current().nextInt(SAMPLED) == 0;
        return sampled && MessageCounter.isCounting() ? System.nanoTime() | 1 : 0;
    }

    /** A signal that was to be timed is delivered. */
    void delivered(long begun, boolean leftThisNode) {
        (leftThisNode ? crossNode : local).record(System.nanoTime() - begun, TimeUnit.NANOSECONDS);
    }
}
