package io.chappe.client;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Which relayed signals a receiver has given out: after a resume a sender repeats those that it has no answer to. It knows
 * the last 256 ids of each of the senders heard last. What it does not know any more counts as new: to drop that could
 * lose a signal whose sender holds an {@code ack}.
 */
final class RelayedMemory {
    private static final int WINDOW = 256;
    private static final int MAX_SENDERS = 10_000;

    /** The one heard last is the last one. */
    private final Map<String, IdWindow> senders = new LinkedHashMap<>(16, 0.75f, true);

    /**
     * Whether to give a signal out, which is asked once for each that comes.
     *
     * @param session the sender's; ids are its own
     */
    boolean isNew(String session, long id) {
        IdWindow given = sender(session);
        if (given.contains(id)) {
            return false;
        }
        if (!given.isBelow(id)) {
            given.add(id);
        }
        return true;
    }

    private IdWindow sender(String session) {
        IdWindow sender = senders.computeIfAbsent(session, unknown -> new IdWindow(WINDOW));
        if (senders.size() > MAX_SENDERS) {
            senders.remove(senders.keySet().iterator().next());
        }
        return sender;
    }

    void forget() {
        senders.clear();
    }
}
