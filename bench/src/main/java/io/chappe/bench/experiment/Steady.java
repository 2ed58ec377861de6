package io.chappe.bench.experiment;

import io.chappe.bench.system.Generator;
import io.chappe.bench.system.RunningSystem;
import io.chappe.bench.system.Window;
import java.io.IOException;

/** Looks at a load that goes on: warms up, and tries again when something else has disturbed. */
final class Steady {
    private static final int TRIES = 3;
    private static final int LOOK_S = 2;
    private static final int MOST_LOOKS = 20;

    private final RunningSystem system;
    private final Generator generator;

    /** The load has begun when this returns. */
    Steady(RunningSystem system, Generator generator) throws IOException {
        this.system = system;
        this.generator = generator;
        generator.command("begin");
    }

    /**
     * Goes on until the system gets no better: just-in-time compilers have work for half a minute and more, and would
     * share a processor with what they compile. The system has all processors for it, and then a moment on its own one.
     */
    Steady warmUp() throws IOException, InterruptedException {
        untilWarm();
        system.pin();
        look(LOOK_S);
        return this;
    }

    /** The same for a load of another kind, on a system that is warm. */
    Steady settle() throws IOException {
        untilWarm();
        return this;
    }

    private void untilWarm() throws IOException {
        Warmth warmth = new Warmth();
        for (int looks = 0; looks < MOST_LOOKS && !warmth.isReached(); looks++) {
            warmth.saw(Window.of(system, generator, "measure " + LOOK_S));
        }
    }

    /** Disturbed or not. */
    Window look(int seconds) throws IOException {
        Window window = Window.of(system, generator, "measure " + seconds);
        if (window.figure("refusals") + window.figure("closed") > 0 || window.messages() == 0) {
            throw new IOException("the server did not do what was asked: " + window.load());
        }
        return window;
    }

    /** Tried again when something else disturbs. */
    Window measure(int seconds) throws IOException {
        Window window = look(seconds);
        for (int tries = 1; window.isDisturbed() && tries < TRIES; tries++) {
            window = look(seconds);
        }
        if (window.isDisturbed()) {
            throw new DisturbedException(window.foreign());
        }
        return window;
    }

    /** Bytes that all gateways together allocate for each message that arrives; no number where it can't be seen. */
    double allocationPerMessage(int seconds) throws IOException, InterruptedException {
        // Both looks cost the same time, so that what lies between them is the same for bytes and messages.
        double bytes = system.allocatedBytes();
        double messages = generator.messages();
        Thread.sleep(seconds * 1_000L);
        double moreBytes = system.allocatedBytes();
        double moreMessages = generator.messages();
        return (moreBytes - bytes) / (moreMessages - messages);
    }
}
