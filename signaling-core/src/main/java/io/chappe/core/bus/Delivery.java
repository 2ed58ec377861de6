package io.chappe.core.bus;

import io.chappe.core.model.ErrorCode;
import io.chappe.core.model.SessionId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of an envelope.
 *
 * @param reached sessions to whose sockets it was written
 * @param unconfirmed how many of the reached will be confirmed by a {@link Receipt}: their clients acknowledge
 * @param missed how many it was not written to
 * @param missing the first {@value #MAX_MISSING} of them
 * @param reason why the first of them was missed; null if none was
 */
public record Delivery(
        int reached,
        int unconfirmed,
        int missed,
        List<SessionId> missing,
        @Nullable ErrorCode reason) {
    public static final int MAX_MISSING = 100;
    public static final Delivery NONE = new Delivery(0, 0, 0, List.of(), null);
    public static final Delivery ONE = new Delivery(1, 0, 0, List.of(), null);

    /** One that is to be confirmed. */
    public static final Delivery UNCONFIRMED = new Delivery(1, 1, 0, List.of(), null);

    public Delivery {
        missing = List.copyOf(missing.subList(0, Math.min(missing.size(), MAX_MISSING)));
    }

    public static Delivery reached(int sessions) {
        return new Delivery(sessions, 0, 0, List.of(), null);
    }

    public static Delivery missed(List<SessionId> sessions, ErrorCode reason) {
        return sessions.isEmpty() ? NONE : new Delivery(0, 0, sessions.size(), sessions, reason);
    }

    public Delivery plus(Delivery other) {
        if (other.equals(NONE)) {
            return this;
        }
        return new Delivery(
                reached + other.reached,
                unconfirmed + other.unconfirmed,
                missed + other.missed,
                other.missing.isEmpty() ? missing : joined(missing, other.missing),
                reason != null ? reason : other.reason);
    }

    private static List<SessionId> joined(List<SessionId> some, List<SessionId> more) {
        List<SessionId> both = new ArrayList<>(some);
        both.addAll(more);
        return both;
    }

    /** The part of it that has arrived. */
    public Delivery arrived() {
        return new Delivery(reached, unconfirmed, 0, List.of(), null);
    }

    /** The same if it was for so many: about whom nobody has said anything is missed. */
    public Delivery outOf(int sessions) {
        int silent = sessions - reached - missed;
        return silent <= 0 ? this : plus(new Delivery(0, 0, silent, List.of(), ErrorCode.NO_SUCH_SESSION));
    }

    /** What is certain once these have confirmed it and no others will; who has not is missed. */
    public Delivery confirmedBy(int sessions) {
        int silent = Math.max(0, unconfirmed - sessions);
        return new Delivery(
                Math.max(reached, sessions) - silent,
                0,
                missed + silent,
                missing,
                silent > 0 && reason == null ? ErrorCode.TIMEOUT : reason);
    }

    void write(WireWriter out) {
        out.number(reached)
                .number(unconfirmed)
                .number(missed)
                .list(missing, Wire::session)
                .text(reason == null ? "" : reason.wireName());
    }

    static Delivery read(WireReader in) {
        return new Delivery(in.count(), in.count(), in.count(), in.list(Wire::session), reason(in.text()));
    }

    private static @Nullable ErrorCode reason(String wireName) {
        return wireName.isEmpty() ? null : ErrorCode.ofWireName(wireName);
    }
}
