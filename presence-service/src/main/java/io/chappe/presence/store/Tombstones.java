package io.chappe.presence.store;

import io.chappe.core.bus.Wire;
import io.chappe.core.bus.WireReader;
import io.chappe.core.bus.WireWriter;
import io.chappe.core.model.SessionId;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/** Who has left one place, so that what was sent before and comes later does not bring it back. Times in ms. */
final class Tombstones {
    static final long KEEP_MS = 600_000;
    private static final int MAX = 1_000;

    private record Tombstone(Step step, long at) {
        static void write(WireWriter out, Map.Entry<SessionId, Tombstone> entry) {
            WireWriter block = new WireWriter(64);
            Wire.session(block, entry.getKey());
            Tombstone stone = entry.getValue();
            block.number(stone.step.generation()).number(stone.step.sequence()).number(stone.at);
            out.block(block.toBytes());
        }

        static Tombstone read(WireReader in) {
            return new Tombstone(new Step(in.number(), in.number()), in.number());
        }
    }

    /** The oldest first. */
    private final Map<SessionId, Tombstone> stones = new LinkedHashMap<>();

    /** Whether a session has done something later than this step. */
    boolean beat(SessionId session, Step step, long now) {
        Tombstone stone = stones.get(session);
        return stone != null && stone.at > now - KEEP_MS && step.isBefore(stone.step);
    }

    void put(SessionId session, Step step, long now) {
        Tombstone old = stones.remove(session);
        Step last = old == null || old.step.isBefore(step) ? step : old.step;
        stones.put(session, new Tombstone(last, now));
        purge(now);
    }

    void remove(SessionId session) {
        stones.remove(session);
    }

    boolean isEmpty() {
        return stones.isEmpty();
    }

    private void purge(long now) {
        Iterator<Tombstone> oldest = stones.values().iterator();
        while (oldest.hasNext() && (oldest.next().at <= now - KEEP_MS || stones.size() > MAX)) {
            oldest.remove();
        }
    }

    void write(WireWriter out) {
        out.list(stones.entrySet(), Tombstone::write);
    }

    static Tombstones read(WireReader in) {
        Tombstones tombstones = new Tombstones();
        in.list(WireReader::block).forEach(block -> tombstones.stones.put(Wire.session(block), Tombstone.read(block)));
        return tombstones;
    }
}
