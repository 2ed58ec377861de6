package io.chappe.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

class UnhandledTest {
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Unhandled unhandled = new Unhandled(meters);

    private double counted() {
        return meters.get("chappe.exceptions.unhandled").counter().count();
    }

    private static Throwable secondOutcome(String of) {
        IllegalStateException failure = new IllegalStateException("Promise already completed");
        failure.setStackTrace(new StackTraceElement[] {new StackTraceElement(of, "tryFailure", null, 1)});
        return failure;
    }

    @Test
    void countsADefect() {
        // When
        unhandled.note(secondOutcome("io.chappe.Somewhere"));

        // Then
        assertThat(counted()).isEqualTo(1);
    }

    @Test
    void countsNotThatAWriteFailsOnceMore() {
        // When
        unhandled.note(secondOutcome("io.vertx.core.net.impl.DelegatingChannelPromise"));

        // Then
        assertThat(counted()).isZero();
    }
}
