package io.chappe.presence.store;

import io.chappe.core.bus.Wire;
import io.chappe.core.bus.WireReader;
import io.chappe.core.bus.WireWriter;
import io.chappe.core.model.NodeId;
import io.chappe.core.model.NodeLife;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** All leases, and what each operation of {@link LeaseStore} does to them; times in ms. For one thread at a time. */
public final class LeaseTable {
    /**
     * One life.
     *
     * @param end when the lease runs out
     * @param claimedUntil 0 until it is lost
     */
    private record Lease(long end, long claimedUntil) {
        boolean isLost() {
            return claimedUntil != 0;
        }

        boolean isClaimable(long now) {
            return end <= now && claimedUntil <= now;
        }

        static void write(WireWriter out, Map.Entry<NodeLife, Lease> entry) {
            WireWriter block = new WireWriter(64);
            Wire.life(block, entry.getKey());
            block.number(entry.getValue().end).number(entry.getValue().claimedUntil);
            out.block(block.toBytes());
        }
    }

    private final Map<NodeLife, Lease> leases = new HashMap<>();
    private Continuity continuity = new Continuity();

    public Renewal open(NodeLife life, long lease, Moment moment) {
        continuity.begin(moment);
        Lease old = leases.get(life);
        if (old != null && old.isLost()) {
            return renewal(Renewal.Outcome.LOST);
        }
        leases.put(life, new Lease(moment.now() + lease, 0));
        return renewal(Renewal.Outcome.HELD);
    }

    public Renewal renew(NodeLife life, long lease, StoreMark known, Moment moment) {
        if (!continuity.isKnown(known, moment)) {
            continuity.recover(moment);
            return renewal(Renewal.Outcome.STORE_CHANGED);
        }
        return leases.containsKey(life) ? open(life, lease, moment) : renewal(Renewal.Outcome.LOST);
    }

    private Renewal renewal(Renewal.Outcome outcome) {
        return new Renewal(outcome, continuity.mark());
    }

    /** Not for a life that is not there: nobody would ever forget it. */
    public boolean restored(NodeLife life) {
        Lease lease = leases.get(life);
        boolean isHeld = lease != null && !lease.isLost();
        if (isHeld) {
            continuity.restored(life);
        }
        return isHeld;
    }

    public void shorten(NodeId node, long rest, long now) {
        leases.replaceAll((life, lease) ->
                life.node().equals(node) && !lease.isLost() ? new Lease(Math.min(lease.end, now + rest), 0) : lease);
    }

    public boolean end(NodeLife life, long claim, long now) {
        Lease old = leases.get(life);
        if (old == null || old.claimedUntil > now) {
            return false;
        }
        leases.put(life, new Lease(now, now + claim));
        return true;
    }

    public void postpone(NodeLife life, long until) {
        leases.computeIfPresent(
                life, (same, lease) -> lease.isLost() ? new Lease(lease.end, Math.max(until, 1)) : lease);
    }

    public ClaimedLives look(Look look, Moment moment) {
        long now = moment.now();
        int unrestored = continuity.look(look, moment);
        int living =
                (int) leases.values().stream().filter(held -> !held.isLost()).count();
        if (!continuity.isSteadyFor(look.lease().toMillis(), now)) {
            return new ClaimedLives(List.of(), living, continuity.mark(), unrestored);
        }
        List<NodeLife> lives = leases.entrySet().stream()
                .filter(entry -> entry.getValue().isClaimable(now))
                .map(Map.Entry::getKey)
                .limit(look.max())
                .toList();
        lives.forEach(life -> leases.put(life, new Lease(now, now + look.claim().toMillis())));
        return new ClaimedLives(lives, living, continuity.mark(), unrestored);
    }

    public void remove(NodeLife life) {
        leases.remove(life);
        continuity.forget(life);
    }

    public void write(WireWriter out) {
        continuity.write(out);
        out.list(leases.entrySet(), Lease::write);
    }

    public static LeaseTable read(WireReader in) {
        LeaseTable table = new LeaseTable();
        table.continuity = Continuity.read(in);
        in.list(WireReader::block)
                .forEach(block -> table.leases.put(Wire.life(block), new Lease(block.number(), block.number())));
        return table;
    }
}
