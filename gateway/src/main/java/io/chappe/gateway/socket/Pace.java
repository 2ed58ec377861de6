package io.chappe.gateway.socket;

import io.chappe.gateway.limit.Offences;
import io.chappe.gateway.socket.SocketMeters.OverRate;
import io.chappe.node.limit.Rate;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How fast one client may send, whatever its protocol: messages and their bytes. What it sends above that is not taken, and who
 * goes on with it in spite of being told is cut off. Confined to its event loop.
 */
public final class Pace {
    private static final int BURST_S = 10;
    private static final int MOST_OFFENCES = 100;
    /** A client in a room of fifty confirms what each of them sends. */
    private static final int RECEIPTS = 10;

    private final Rates rates;
    private long messagesWholeAt;
    private long bytesWholeAt;
    private long receiptsWholeAt;
    private @Nullable Offences offences;

    /** The same for all clients. */
    record Rates(Rate messages, Rate bytes, Rate receipts, SocketMeters meters) {
        static Rates of(SocketLimits limits, SocketMeters meters) {
            return new Rates(
                    burst(limits.messagesPerSecond()),
                    burst(limits.bytesPerSecond()),
                    burst((long) RECEIPTS * limits.messagesPerSecond()),
                    meters);
        }

        private static Rate burst(long perSecond) {
            return new Rate(BURST_S * perSecond, Duration.ofSeconds(BURST_S));
        }
    }

    Pace(Rates rates) {
        this.rates = rates;
        this.messagesWholeAt = System.nanoTime();
        this.bytesWholeAt = messagesWholeAt;
        this.receiptsWholeAt = messagesWholeAt;
    }

    /**
     * Takes a message, if it is not too much.
     *
     * @return 0 if it is taken; else in how many milliseconds it would be
     */
    public long waitMs(int bytes) {
        long now = System.nanoTime();
        long waitNs =
                Math.max(rates.messages.waitNs(messagesWholeAt, now, 1), rates.bytes.waitNs(bytesWholeAt, now, bytes));
        if (waitNs <= 0) {
            messagesWholeAt = rates.messages.after(messagesWholeAt, now, 1);
            bytesWholeAt = rates.bytes.after(bytesWholeAt, now, bytes);
        } else {
            rates.meters.overRate(OverRate.CLIENT);
        }
        return Rate.toMs(waitNs);
    }

    /** A message that was taken is not, because its client is not the only one of its peer. */
    public void overRate() {
        rates.meters.overRate(OverRate.PEER);
    }

    /** Takes a ping, if it is not too many of those and messages together. */
    boolean takePing() {
        long now = System.nanoTime();
        boolean taken = rates.messages.waitNs(messagesWholeAt, now, 1) <= 0;
        if (taken) {
            messagesWholeAt = rates.messages.after(messagesWholeAt, now, 1);
        } else {
            rates.meters.overRate(OverRate.PING);
        }
        return taken;
    }

    /** Takes a receipt, if it is not too many: others decide how many there are, so they are counted apart. */
    public boolean takeReceipt() {
        long now = System.nanoTime();
        boolean taken = rates.receipts.waitNs(receiptsWholeAt, now, 1) <= 0;
        if (taken) {
            receiptsWholeAt = rates.receipts.after(receiptsWholeAt, now, 1);
        } else {
            rates.meters.overRate(OverRate.RECEIPT);
        }
        return taken;
    }

    /** Charges for what a message that was taken makes us send besides. */
    public void charge(long bytes) {
        bytesWholeAt = rates.bytes.after(bytesWholeAt, System.nanoTime(), bytes);
    }

    /** Notes that something was not taken, and tells whether it was once too often. */
    public boolean isAbused() {
        if (offences == null) {
            offences = new Offences(MOST_OFFENCES);
        }
        return offences.areTooMany();
    }
}
