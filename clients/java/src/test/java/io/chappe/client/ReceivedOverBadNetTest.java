package io.chappe.client;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.LongConsumer;
import org.junit.jupiter.api.Test;

/**
 * Sender and receiver over a net that loses, repeats, delays and reorders, while both lose their sockets and come back:
 * thousands of stories by seed. One that fails is told by its seed.
 */
class ReceivedOverBadNetTest {
    private static final int STORIES = 1_000;
    private static final int SIGNALS = 40;

    @Test
    void eachSignalIsReceivedOnceAndInOrderOrItsSenderHoldsAnError() {
        int acknowledged = 0;
        int failed = 0;
        for (long seed = 1; seed <= STORIES; seed++) {
            // Given
            Story story = new Story(seed);

            // When
            story.run();

            // Then
            story.verify();
            acknowledged += story.acknowledged().size();
            failed += SIGNALS - story.acknowledged().size();
        }
        // Both ends of the promise were seen.
        assertThat(acknowledged).isGreaterThan(STORIES * SIGNALS / 2);
        assertThat(failed).isGreaterThan(STORIES);
    }

    private static final class Story {
        private final long seed;
        private final Random random;
        private final FakeTimers timers = new FakeTimers();
        private final Net senderSocket = new Net(this::onFrame);
        private final Net receiverSocket = new Net(this::onReceipt);
        private final ReceivedSender sender = new ReceivedSender(timers, senderSocket, 1_000);
        private final List<Long> given = new ArrayList<>();
        private final Inbox inbox = new Inbox(receiverSocket, signal -> given.add(signal.id()));
        private final Map<Long, Future<Receipt>> results = new LinkedHashMap<>();
        private final Map<Long, Boolean> toRoom = new LinkedHashMap<>();
        private final double badness;

        private interface Frames {
            void accept(JsonObject frame);
        }

        /** A socket: what it carried in one life does not reach the next. */
        private static final class Net implements Outlet {
            private final Frames frames;
            private boolean up = true;
            private int life;

            Net(Frames frames) {
                this.frames = frames;
            }

            @Override
            public boolean isUp() {
                return up;
            }

            @Override
            public void send(String text) {
                if (up) {
                    frames.accept(new JsonObject(text));
                }
            }
        }

        Story(long seed) {
            this.seed = seed;
            this.random = new Random(seed);
            this.badness = random.nextDouble() * 0.3;
        }

        void run() {
            long id = 0;
            for (int i = 0; i < SIGNALS; i++) {
                id += 1 + random.nextInt(3);
                send(id);
                if (random.nextInt(12) == 0) {
                    lose(senderSocket, sender::onDown, this::repeat);
                }
                if (random.nextInt(12) == 0) {
                    lose(receiverSocket, () -> {}, inbox::onResumed);
                }
                timers.advance(random.nextInt(4) == 0 ? random.nextInt(1_500) : random.nextInt(20));
            }
            timers.advance(200_000);
        }

        private void send(long id) {
            boolean room = random.nextInt(5) == 0;
            toRoom.put(id, room);
            SignalText text = SignalText.of(room ? Target.room("r") : Target.session("bob"), "k", id);
            results.put(id, sender.send(id, text, 2_000 + random.nextInt(10_000)));
        }

        private void repeat() {
            TreeMap<Long, Runnable> repeats = new TreeMap<>();
            sender.repeat(repeats);
            repeats.values().forEach(Runnable::run);
        }

        private void lose(Net socket, Runnable onDown, Runnable onUp) {
            if (!socket.up) {
                return;
            }
            socket.up = false;
            socket.life++;
            onDown.run();
            timers.after(random.nextInt(4_000), () -> {
                socket.up = true;
                onUp.run();
            });
        }

        /** A sending reaches the sender's gateway, or does not. */
        private void onFrame(JsonObject frame) {
            // As a gateway would refuse it.
            assertThat(frame.getLong("prev", 0L)).isLessThan(frame.getLong("id"));
            if (isBad()) {
                return;
            }
            if (random.nextDouble() < badness / 8) {
                boolean passing = random.nextInt(3) > 0;
                answer(new ChappeException(passing ? "reconnecting" : "no_such_session", "refused"), frame);
                return;
            }
            int copies = isBad() ? 2 : 1;
            for (int copy = 0; copy < copies; copy++) {
                timers.after(delay(), () -> arrive(frame));
            }
            if (isBad()) {
                answer(new ChappeException("timeout", "who knows"), frame);
            }
        }

        private void answer(ChappeException error, JsonObject frame) {
            toSender(frame.getLong("id"), id -> sender.onError(id, error));
        }

        private void toSender(long id, LongConsumer answer) {
            int life = senderSocket.life;
            timers.after(delay(), () -> {
                if (senderSocket.up && senderSocket.life == life) {
                    answer.accept(id);
                }
            });
        }

        private void arrive(JsonObject frame) {
            if (!receiverSocket.up) {
                return;
            }
            String room = frame.getJsonObject("to").getString("room");
            Signal signal = new Signal("ann", "a", room, "k", null, frame.getLong("id"));
            inbox.onSignal(new Arrival(signal, frame.getLong("prev", 0L), 100));
        }

        private void onReceipt(JsonObject ack) {
            if (!isBad()) {
                toSender(ack.getLong("id"), id -> sender.onAck(id, new JsonObject()));
            }
        }

        private boolean isBad() {
            return random.nextDouble() < badness;
        }

        private int delay() {
            return random.nextInt(10) == 0 ? random.nextInt(5_000) : random.nextInt(50);
        }

        List<Long> acknowledged() {
            return results.entrySet().stream()
                    .filter(result -> result.getValue().succeeded())
                    .map(Map.Entry::getKey)
                    .toList();
        }

        void verify() {
            Map<Long, Long> times = given.stream().collect(groupingBy(id -> id, counting()));
            results.forEach((id, result) -> {
                if (!isKept(result, times.getOrDefault(id, 0L))) {
                    fail("signal %s of story %s: given %s times, %s", id, seed, times.get(id), result);
                }
            });
            List<Long> acknowledged = acknowledged();
            List<Long> chain = given.stream()
                    .filter(acknowledged::contains)
                    .filter(id -> Boolean.FALSE.equals(toRoom.get(id)))
                    .toList();
            assertThat(chain).as("order in story %s", seed).isSorted();
        }

        private static boolean isKept(Future<Receipt> result, long times) {
            if (result.succeeded()) {
                return times == 1;
            }
            return result.failed() && times <= (((ChappeException) result.cause()).isUnknown() ? 1 : 0);
        }
    }
}
