package io.chappe.gateway.protocol.chappe;

import io.chappe.core.model.ErrorCode;
import io.chappe.node.operations.MessageCounter;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

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

    /** Kinds are words of clients, so all but those of a negotiation are one. */
    private enum Kind {
        OFFER,
        ANSWER,
        CANDIDATE,
        BYE,
        OTHER;

        static Kind of(String name) {
            return switch (name) {
                case "offer" -> OFFER;
                case "answer" -> ANSWER;
                case "candidate" -> CANDIDATE;
                case "bye" -> BYE;
                default -> OTHER;
            };
        }
    }

    /** One signal in so many is timed: to look at the clock twice and to find its bucket costs more than all counters. */
    private static final int SAMPLED = 16;

    /** Why a signal may reach nobody. */
    private static final Set<ErrorCode> REASONS = EnumSet.of(
            ErrorCode.FORBIDDEN,
            ErrorCode.NO_SUCH_PEER,
            ErrorCode.NO_SUCH_SESSION,
            ErrorCode.RECONNECTING,
            ErrorCode.NOT_IN_ROOM,
            ErrorCode.TOO_LARGE,
            ErrorCode.RATE_LIMITED,
            ErrorCode.UNAVAILABLE,
            ErrorCode.TIMEOUT,
            ErrorCode.QUEUE_FULL);

    private static final Duration[] BUCKETS = LongStream.of(
                    250, 500, 1_000, 2_500, 5_000, 10_000, 25_000, 50_000, 100_000, 250_000, 1_000_000)
            .mapToObj(micros -> Duration.ofNanos(TimeUnit.MICROSECONDS.toNanos(micros)))
            .toArray(Duration[]::new);

    private final Map<Kind, Signals> signals = new EnumMap<>(Kind.class);
    private final Map<Hello, Counter> begins = new EnumMap<>(Hello.class);
    private final Map<Hello, Counter> resumes = new EnumMap<>(Hello.class);
    private final Timer local;
    private final Timer crossNode;

    public NativeMeters(MeterRegistry registry) {
        for (Kind kind : Kind.values()) {
            signals.put(kind, new Signals(registry, kind));
        }
        for (Hello result : Hello.values()) {
            begins.put(result, hellos(registry, "begin", result));
            resumes.put(result, hellos(registry, "resume", result));
        }
        local = latency(registry, "local");
        crossNode = latency(registry, "cross_node");
    }

    /** Those of one kind. */
    private static final class Signals {
        private final MessageCounter delivered;
        private final MessageCounter unanswered;
        private final MessageCounter refused;
        private final Map<ErrorCode, MessageCounter> byReason = new EnumMap<>(ErrorCode.class);

        Signals(MeterRegistry registry, Kind kind) {
            delivered = of(registry, kind, "delivered");
            unanswered = of(registry, kind, "unanswered");
            refused = of(registry, kind, "refused");
            REASONS.forEach(reason -> byReason.put(reason, of(registry, kind, reason.wireName())));
        }

        private static MessageCounter of(MeterRegistry registry, Kind kind, String result) {
            return MessageCounter.of(
                    registry,
                    "chappe.signals",
                    "Signals of clients of this gateway that it has looked at, and what became of them",
                    "kind",
                    word(kind),
                    "result",
                    result);
        }

        void answered(@Nullable ErrorCode reason) {
            (reason == null ? delivered : byReason.getOrDefault(reason, refused)).increment();
        }

        long undelivered() {
            return refused.count()
                    + byReason.values().stream()
                            .mapToLong(MessageCounter::count)
                            .sum();
        }

        long looked() {
            return delivered.count() + unanswered.count() + undelivered();
        }
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

    /**
     * A signal is done with that has an id.
     *
     * @param reason why it reached nobody; null if it did
     */
    void answered(String kind, @Nullable ErrorCode reason) {
        of(kind).answered(reason);
    }

    /** A signal without an id is on its way, and nobody is told what becomes of it. */
    void unanswered(String kind) {
        of(kind).unanswered.increment();
    }

    /** Signals of any kind that this gateway has looked at. */
    public long looked() {
        return signals.values().stream().mapToLong(Signals::looked).sum();
    }

    /** Those that have reached nobody, as far as anybody was told. */
    public long undelivered() {
        return signals.values().stream().mapToLong(Signals::undelivered).sum();
    }

    private Signals of(String kind) {
        return Objects.requireNonNull(signals.get(Kind.of(kind)));
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
