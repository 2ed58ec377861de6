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
    /** Services look twice a second; who has not for so long could not. */
    private static final long BREAK_MS = 3_000;

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
    private long lastLook;
    private long steadySince;

    public boolean open(NodeLife life, long lease, long now) {
        Lease old = leases.get(life);
        if (old != null && old.isLost()) {
            return false;
        }
        leases.put(life, new Lease(now + lease, 0));
        return true;
    }

    public boolean renew(NodeLife life, long lease, long now) {
        return leases.containsKey(life) && open(life, lease, now);
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

    public ClaimedLives claim(long claim, long lease, int max, long now) {
        if (lastLook != 0 && now - lastLook > BREAK_MS) {
            steadySince = now;
        }
        lastLook = now;
        int living =
                (int) leases.values().stream().filter(held -> !held.isLost()).count();
        if (now - steadySince < lease) {
            return new ClaimedLives(List.of(), living);
        }
        List<NodeLife> lives = leases.entrySet().stream()
                .filter(entry -> entry.getValue().isClaimable(now))
                .map(Map.Entry::getKey)
                .limit(max)
                .toList();
        lives.forEach(life -> leases.put(life, new Lease(now, now + claim)));
        return new ClaimedLives(lives, living);
    }

    public void remove(NodeLife life) {
        leases.remove(life);
    }

    public void write(WireWriter out) {
        out.number(lastLook).number(steadySince).list(leases.entrySet(), Lease::write);
    }

    public static LeaseTable read(WireReader in) {
        LeaseTable table = new LeaseTable();
        table.lastLook = in.number();
        table.steadySince = in.number();
        in.list(WireReader::block)
                .forEach(block -> table.leases.put(Wire.life(block), new Lease(block.number(), block.number())));
        return table;
    }
}
