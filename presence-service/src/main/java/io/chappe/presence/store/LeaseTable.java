package io.chappe.presence.store;

import io.chappe.core.bus.NodeReport;
import io.chappe.core.bus.Wire;
import io.chappe.core.bus.WireReader;
import io.chappe.core.bus.WireWriter;
import io.chappe.core.model.NodeId;
import io.chappe.core.model.NodeLife;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All leases, and what each operation of {@link LeaseStore} does to them; times in ms. For one thread at a time. */
public final class LeaseTable {
    /**
     * One life.
     *
     * @param end when the lease runs out
     * @param claimedUntil 0 until it is lost
     * @param report the last one; null for none
     */
    private record Lease(
            long end, long claimedUntil, @Nullable NodeReport report) {
        Lease until(long changed) {
            return new Lease(changed, claimedUntil, report);
        }

        Lease claimed(long now, long until) {
            return new Lease(now, until, report);
        }

        Lease told(@Nullable NodeReport newer) {
            return newer == null ? this : new Lease(end, claimedUntil, newer);
        }

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
            writeReport(block, entry.getValue().report);
            out.block(block.toBytes());
        }

        /** One of an older build ends before its report. */
        static Lease read(WireReader block) {
            return new Lease(block.number(), block.number(), block.isAtEnd() ? null : readReport(block));
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
        long end = moment.now() + lease;
        leases.put(life, old == null ? new Lease(end, 0, null) : old.until(end));
        return renewal(Renewal.Outcome.HELD);
    }

    public Renewal renew(NodeLife life, long lease, StoreMark known, @Nullable NodeReport report, Moment moment) {
        if (!continuity.isKnown(known, moment)) {
            continuity.recover(moment);
            return renewal(Renewal.Outcome.STORE_CHANGED);
        }
        Lease old = leases.get(life);
        if (old == null || old.isLost()) {
            return renewal(Renewal.Outcome.LOST);
        }
        leases.put(life, old.told(report));
        return open(life, lease, moment);
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
                life.node().equals(node) && !lease.isLost() ? lease.until(Math.min(lease.end, now + rest)) : lease);
    }

    public boolean end(NodeLife life, long claim, long now) {
        Lease old = leases.get(life);
        if (old == null || old.claimedUntil > now) {
            return false;
        }
        leases.put(life, old.claimed(now, now + claim));
        return true;
    }

    public void postpone(NodeLife life, long until) {
        leases.computeIfPresent(
                life, (same, lease) -> lease.isLost() ? lease.claimed(lease.end, Math.max(until, 1)) : lease);
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
        long until = now + look.claim().toMillis();
        lives.forEach(life -> leases.computeIfPresent(life, (same, lease) -> lease.claimed(now, until)));
        return new ClaimedLives(lives, living, continuity.mark(), unrestored);
    }

    /** All lives, by name. */
    public List<NodeLease> all(long now) {
        return leases.entrySet().stream()
                .map(entry -> new NodeLease(
                        entry.getKey(),
                        entry.getValue().end - now,
                        entry.getValue().isLost(),
                        entry.getValue().report))
                .sorted(NodeLease.ORDER)
                .toList();
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
        in.list(WireReader::block).forEach(block -> table.leases.put(Wire.life(block), Lease.read(block)));
        return table;
    }

    /** In a block, so that an older node skips what it does not know. */
    public static void writeReport(WireWriter out, @Nullable NodeReport report) {
        out.list(report == null ? List.of() : List.of(report), (to, told) -> {
            WireWriter block = new WireWriter(64);
            told.write(block);
            to.block(block.toBytes());
        });
    }

    public static @Nullable NodeReport readReport(WireReader in) {
        return in.list(from -> NodeReport.read(from.block())).stream()
                .findFirst()
                .orElse(null);
    }
}
