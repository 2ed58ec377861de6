package io.chappe.gateway.quota;

import java.util.concurrent.atomic.LongAdder;

/** What a tenant's sessions use of this gateway, for as long as it is there. From any thread. */
public final class Consumption {
    private final LongAdder messages = new LongAdder();
    private final LongAdder bytes = new LongAdder();
    private long sessions;
    private long most;
    private long connectedMs;
    private long at;

    /**
     * Until some moment, all in all.
     *
     * @param connectedMs of all its sessions together
     * @param messages of its clients
     * @param bytes of those
     */
    public record Total(long connectedMs, long messages, long bytes) {
        public static final Total NONE = new Total(0, 0, 0);

        public Total minus(Total before) {
            return new Total(connectedMs - before.connectedMs, messages - before.messages, bytes - before.bytes);
        }
    }

    synchronized void began(long now) {
        advance(now);
        sessions++;
        most = Math.max(most, sessions);
    }

    synchronized void ended(long now) {
        advance(now);
        sessions--;
    }

    private void advance(long now) {
        connectedMs += sessions * (now - at);
        at = now;
    }

    void message(int size) {
        messages.increment();
        bytes.add(size);
    }

    synchronized Total total(long now) {
        advance(now);
        return new Total(connectedMs, messages.sum(), bytes.sum());
    }

    /** The most sessions at a time since this was asked last. */
    synchronized long mostSessions() {
        long told = most;
        most = sessions;
        return told;
    }

    synchronized boolean hasSessions() {
        return sessions > 0;
    }
}
