package io.chappe.client;

import io.vertx.core.json.JsonObject;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Gives each signal that comes in out once. Of those that want to be {@code received} it gives those of a chain in order,
 * and acknowledges each to its sender. It remembers the senders heard last, and holds out-of-order signals up to a limit
 * for each sender and one for all. What it drops it does not acknowledge: the sender repeats it.
 */
final class Inbox {
    private static final int MAX_SENDERS = 10_000;
    private static final int MAX_HELD = 1_024;
    private static final int MAX_HELD_SIZE = 4 << 20;
    private static final int MAX_UNSENT = 256;

    private final Outlet outlet;
    private final Consumer<Signal> listener;
    private final Map<String, SenderMemory> senders = new LinkedHashMap<>(16, 0.75f, true);
    /** Apart from the others: however many are relayed, what wants to be received is known as long. */
    private final RelayedMemory relayed = new RelayedMemory();
    /** Acknowledgments of signals that the old socket still brought while the new one was not there yet. */
    private final ArrayDeque<String> unsent = new ArrayDeque<>();

    private int held;
    private int heldSize;

    /**
     * @param listener must not throw
     */
    Inbox(Outlet outlet, Consumer<Signal> listener) {
        this.outlet = outlet;
        this.listener = listener;
    }

    /** A signal that wants to be received. */
    void onSignal(Arrival arrival) {
        SenderMemory sender = sender(arrival.signal().from());
        uncount(sender);
        switch (sender.judge(arrival)) {
            case GIVE -> {
                for (Arrival next = arrival; next != null; next = sender.nextDue()) {
                    give(sender, next);
                }
            }
            case HOLD -> hold(sender, arrival);
            case ACKNOWLEDGE_AGAIN -> acknowledge(arrival);
            case IGNORE -> {}
        }
        count(sender);
    }

    /** Any other signal: nobody waits for its acknowledgment. */
    void onRelayed(Signal signal) {
        // One without an id is never repeated.
        if (signal.id() == 0 || relayed.isNew(signal.from(), signal.id())) {
            listener.accept(signal);
        }
    }

    private SenderMemory sender(String session) {
        SenderMemory known = senders.get(session);
        if (known != null) {
            return known;
        }
        if (senders.size() == MAX_SENDERS) {
            Iterator<SenderMemory> eldest = senders.values().iterator();
            uncount(eldest.next());
            eldest.remove();
        }
        SenderMemory sender = new SenderMemory();
        senders.put(session, sender);
        return sender;
    }

    private void give(SenderMemory sender, Arrival arrival) {
        sender.gave(arrival);
        listener.accept(arrival.signal());
        acknowledge(arrival);
    }

    private void hold(SenderMemory sender, Arrival arrival) {
        boolean isRoom =
                held + sender.heldCount() < MAX_HELD && heldSize + sender.heldSize() + arrival.size() <= MAX_HELD_SIZE;
        if (isRoom) {
            sender.hold(arrival);
        }
    }

    private void uncount(SenderMemory sender) {
        held -= sender.heldCount();
        heldSize -= sender.heldSize();
    }

    private void count(SenderMemory sender) {
        held += sender.heldCount();
        heldSize += sender.heldSize();
    }

    private void acknowledge(Arrival arrival) {
        String ack = new JsonObject()
                .put("type", "ack")
                .put("from", arrival.signal().from())
                .put("id", arrival.id())
                .encode();
        if (outlet.isUp()) {
            outlet.send(ack);
        } else if (unsent.size() < MAX_UNSENT) {
            unsent.add(ack);
        }
    }

    /** The session is on a socket again. */
    void onResumed() {
        unsent.forEach(outlet::send);
        unsent.clear();
    }

    /** The session is another one: nobody repeats to it what was sent to the old one. */
    void onNewSession() {
        senders.clear();
        relayed.forget();
        unsent.clear();
        held = 0;
        heldSize = 0;
    }
}
