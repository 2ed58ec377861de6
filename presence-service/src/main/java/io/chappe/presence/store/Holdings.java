package io.chappe.presence.store;

import io.chappe.core.bus.Wire;
import io.chappe.core.bus.WireException;
import io.chappe.core.bus.WireReader;
import io.chappe.core.bus.WireWriter;
import io.chappe.core.model.NodeLife;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The record of what one node's life holds, and what each operation of {@link HoldingStore} does to it. For one thread at
 * a time.
 */
public final class Holdings {
    private static final int ROOM = 1;
    private static final int PEER = 2;

    private final Map<Place, Set<Long>> places = new HashMap<>();
    private boolean present;
    /** 0 until it is sealed. */
    private long sealedAt;

    /** What is there as long as nothing is there. */
    public static Holdings absent() {
        return new Holdings();
    }

    public void open() {
        present = true;
    }

    public @Nullable Ticket hold(NodeLife life, Place place, Moment moment) {
        if (!present) {
            throw new UnknownLifeException();
        }
        if (sealedAt != 0) {
            return null;
        }
        places.computeIfAbsent(place, p -> new HashSet<>(2)).add(moment.random());
        return new Ticket(new Hold(life, moment.random()), moment.now() + Ticket.VALID_MS);
    }

    public void release(Place place, long hold) {
        places.computeIfPresent(place, (p, holds) -> {
            holds.remove(hold);
            return holds.isEmpty() ? null : holds;
        });
    }

    public @Nullable SealedHoldings seal(Moment moment) {
        if (!present) {
            return null;
        }
        if (sealedAt == 0) {
            sealedAt = moment.now();
        }
        Map<Place, Set<Long>> copy = new HashMap<>(places.size() * 2);
        places.forEach((place, holds) -> copy.put(place, Set.copyOf(holds)));
        return new SealedHoldings(copy, sealedAt, moment.now());
    }

    public void delete() {
        present = false;
        places.clear();
    }

    public boolean isAbsent() {
        return !present;
    }

    public void write(WireWriter out) {
        out.number(sealedAt);
        writePlaces(out, places);
    }

    public static Holdings read(WireReader in) {
        Holdings holdings = new Holdings();
        holdings.present = true;
        holdings.sealedAt = in.number();
        readPlaces(in).forEach((place, holds) -> holdings.places.put(place, new HashSet<>(holds)));
        return holdings;
    }

    public static void writePlaces(WireWriter out, Map<Place, Set<Long>> places) {
        out.list(places.entrySet(), (to, entry) -> {
            writePlace(to, entry.getKey());
            to.list(entry.getValue(), WireWriter::fixed64);
        });
    }

    public static Map<Place, Set<Long>> readPlaces(WireReader in) {
        Map<Place, Set<Long>> places = new HashMap<>();
        List<Map.Entry<Place, Set<Long>>> entries =
                in.list(from -> Map.entry(readPlace(from), Set.copyOf(from.list(WireReader::fixed64))));
        entries.forEach(entry -> places.put(entry.getKey(), entry.getValue()));
        return places;
    }

    public static void writePlace(WireWriter out, Place place) {
        if (place instanceof Place.Room room) {
            Wire.room(out.octet(ROOM), room.key());
        } else if (place instanceof Place.Peer peer) {
            Wire.peer(out.octet(PEER), peer.key());
        }
    }

    public static Place readPlace(WireReader in) {
        int kind = in.octet();
        return switch (kind) {
            case ROOM -> new Place.Room(Wire.room(in));
            case PEER -> new Place.Peer(Wire.peer(in));
            default -> throw new WireException("place " + kind);
        };
    }
}
