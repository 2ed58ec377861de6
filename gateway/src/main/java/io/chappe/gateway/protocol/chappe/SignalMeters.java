package io.chappe.gateway.protocol.chappe;

import io.chappe.core.model.ErrorCode;
import io.chappe.node.operations.LoopCounters;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What becomes of signals, by their kinds. All series are there from the start, and none is looked up for a signal. */
final class SignalMeters {
    /** Kinds are words of clients, so all but those of a negotiation are one. */
    private enum Kind {
        OFFER(0),
        ANSWER(1),
        CANDIDATE(2),
        BYE(3),
        OTHER(4);

        /** Its place among the counters. */
        private final int place;

        Kind(int place) {
            this.place = place;
        }

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

    private static final int DELIVERED = 0;
    private static final int UNANSWERED = 1;
    private static final int REFUSED = 2;
    private static final int FIRST_REASON = 3;

    /** Why a signal may reach nobody; for all else it is refused. */
    private static final List<ErrorCode> REASONS = List.of(
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

    private static final int RESULTS = FIRST_REASON + REASONS.size();

    private static final Map<ErrorCode, Integer> RESULT_OF = results();

    private final LoopCounters all = new LoopCounters(Kind.values().length * RESULTS);

    SignalMeters(MeterRegistry registry) {
        for (Kind kind : Kind.values()) {
            register(registry, kind, DELIVERED, "delivered");
            register(registry, kind, UNANSWERED, "unanswered");
            register(registry, kind, REFUSED, "refused");
            REASONS.forEach(reason -> register(registry, kind, result(reason), reason.wireName()));
        }
    }

    private static Map<ErrorCode, Integer> results() {
        Map<ErrorCode, Integer> all = new EnumMap<>(ErrorCode.class);
        for (ErrorCode code : ErrorCode.values()) {
            all.put(code, REASONS.contains(code) ? FIRST_REASON + REASONS.indexOf(code) : REFUSED);
        }
        return all;
    }

    private static int result(@Nullable ErrorCode reason) {
        return reason == null ? DELIVERED : RESULT_OF.getOrDefault(reason, REFUSED);
    }

    private void register(MeterRegistry registry, Kind kind, int result, String word) {
        all.register(
                registry,
                counter(kind, result),
                "chappe.signals",
                "Signals of clients of this gateway that it has looked at, and what became of them",
                "kind",
                kind.name().toLowerCase(Locale.ROOT),
                "result",
                word);
    }

    private static int counter(Kind kind, int result) {
        return kind.place * RESULTS + result;
    }

    /** Those of any kind that this gateway has looked at. */
    long looked() {
        return sum(DELIVERED) + sum(UNANSWERED) + undelivered();
    }

    /** Those that have reached nobody, as far as anybody was told. */
    long undelivered() {
        return IntStream.range(REFUSED, RESULTS).mapToLong(this::sum).sum();
    }

    private long sum(int result) {
        return Arrays.stream(Kind.values())
                .mapToLong(kind -> all.sum(counter(kind, result)))
                .sum();
    }

    /** One for one more event loop. */
    OfLoop ofLoop() {
        return new OfLoop(all.part());
    }

    /** Those of one event loop, which alone counts here. */
    static final class OfLoop {
        private final LoopCounters.Part counts;

        private OfLoop(LoopCounters.Part counts) {
            this.counts = counts;
        }

        /**
         * A signal is done with that has an id.
         *
         * @param reason why it reached nobody; null if it did
         */
        void answered(String kind, @Nullable ErrorCode reason) {
            counts.add(counter(Kind.of(kind), result(reason)), 1);
        }

        /** A signal without an id is on its way, and nobody is told what becomes of it. */
        void unanswered(String kind) {
            counts.add(counter(Kind.of(kind), UNANSWERED), 1);
        }
    }
}
