package io.chappe.presence.store;

import io.chappe.core.bus.Wire;
import io.chappe.core.bus.WireReader;
import io.chappe.core.bus.WireWriter;
import io.chappe.core.model.NodeId;
import io.chappe.core.model.NodeLife;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Whether a store goes on: that it has lost nothing, and was there all the time. It begins, and after a loss begins again,
 * by recovering: until all gateways have put back what they have. Times in ms. For one thread at a time.
 */
final class Continuity {
    /** Services look twice a second; who has not for so long could not. */
    private static final long BREAK_MS = 3_000;

    /** Gateways of a cluster that was cut in two come one after the other. */
    private static final long LEAST_RECOVERY_MS = 3_000;

    private static final long LONGEST_RECOVERY_MS = 15_000;
    private static final long NOT_RECOVERING = 0;

    private final Set<NodeLife> restored = new HashSet<>();
    /** 0 before the first use. */
    private long incarnation;

    private long looks;
    private long lastLook;
    private long steadySince;
    private long recoveringSince;

    /** Whether somebody who knows this mark knows this store. */
    boolean isKnown(StoreMark known, Moment moment) {
        begin(moment);
        loseIf(known.looks() > looks, known, moment);
        return known.incarnation() == incarnation;
    }

    /**
     * A service looks; none may have looked for long.
     *
     * @return see {@link ClaimedLives#unrestored}
     */
    int look(Look look, Moment moment) {
        begin(moment);
        loseIf(look.doubt() || look.known().looks() > looks, look.known(), moment);
        looks++;
        if (lastLook != 0 && moment.now() - lastLook > BREAK_MS) {
            steadySince = moment.now();
            recoveringSince = isRecovering() ? moment.now() : NOT_RECOVERING;
        }
        lastLook = moment.now();
        long recoveringFor = isRecovering() ? moment.now() - recoveringSince : 0;
        if (recoveringFor < LEAST_RECOVERY_MS) {
            return 0;
        }
        int unrestored = unrestored(look.gateways());
        if (unrestored > 0 && recoveringFor < LONGEST_RECOVERY_MS) {
            return 0;
        }
        recoveringSince = NOT_RECOVERING;
        steadySince = moment.now();
        return unrestored;
    }

    private int unrestored(Set<NodeId> gateways) {
        Set<NodeId> done = restored.stream().map(NodeLife::node).collect(Collectors.toSet());
        return (int)
                gateways.stream().filter(gateway -> !done.contains(gateway)).count();
    }

    void begin(Moment moment) {
        if (incarnation == 0) {
            lose(moment);
        }
    }

    /** Of several who notice the same loss only one makes the store another one. */
    private void loseIf(boolean isLoss, StoreMark known, Moment moment) {
        if (isLoss && known.incarnation() == incarnation) {
            lose(moment);
        }
    }

    private void lose(Moment moment) {
        incarnation = moment.random() == 0 ? 1 : moment.random();
        restored.clear();
        recoveringSince = NOT_RECOVERING;
        recover(moment);
    }

    /** Somebody has something that this store may not have. */
    void recover(Moment moment) {
        if (!isRecovering()) {
            recoveringSince = moment.now();
            steadySince = moment.now();
        }
    }

    void restored(NodeLife life) {
        restored.add(life);
    }

    void forget(NodeLife life) {
        restored.remove(life);
    }

    boolean isSteadyFor(long millis, long now) {
        return !isRecovering() && now - steadySince >= millis;
    }

    private boolean isRecovering() {
        return recoveringSince != NOT_RECOVERING;
    }

    StoreMark mark() {
        return new StoreMark(incarnation, looks, isRecovering(), steadySince);
    }

    void write(WireWriter out) {
        out.fixed64(incarnation).number(looks).number(lastLook).number(steadySince);
        out.number(recoveringSince).list(restored, Wire::life);
    }

    static Continuity read(WireReader in) {
        Continuity continuity = new Continuity();
        continuity.incarnation = in.fixed64();
        continuity.looks = in.number();
        continuity.lastLook = in.number();
        continuity.steadySince = in.number();
        continuity.recoveringSince = in.number();
        continuity.restored.addAll(in.list(Wire::life));
        return continuity;
    }
}
