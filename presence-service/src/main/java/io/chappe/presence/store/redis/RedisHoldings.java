package io.chappe.presence.store.redis;

import io.chappe.core.model.NodeLife;
import io.chappe.core.model.PeerId;
import io.chappe.core.model.PeerKey;
import io.chappe.core.model.RoomId;
import io.chappe.core.model.RoomKey;
import io.chappe.core.model.TenantId;
import io.chappe.presence.store.Hold;
import io.chappe.presence.store.HoldingStore;
import io.chappe.presence.store.Place;
import io.chappe.presence.store.SealedHoldings;
import io.chappe.presence.store.Ticket;
import io.chappe.presence.store.UnknownLifeException;
import io.vertx.core.Future;
import io.vertx.redis.client.Response;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

final class RedisHoldings implements HoldingStore {
    private static final char ROOM = 'r';
    private static final char PEER = 'p';
    private static final int ID_DIGITS = 16;
    private static final long NO_RECORD = -1;

    private final ScriptRunner runner;
    private final Keys keys;
    private final Script open;
    private final Script hold;
    private final Script release;
    private final Script seal;
    private final Script delete;

    RedisHoldings(ScriptRunner runner, Keys keys, ScriptFiles files) {
        this.runner = runner;
        this.keys = keys;
        open = script(files, "open");
        hold = script(files, "hold");
        release = script(files, "release");
        seal = script(files, "seal");
        delete = script(files, "delete");
    }

    private static Script script(ScriptFiles files, String operation) {
        return files.script("holdings/" + operation, "holdings/holdings");
    }

    @Override
    public Future<Void> open(NodeLife life) {
        return runner.run(open, keys.of(life)).mapEmpty();
    }

    @Override
    public Future<@Nullable Ticket> hold(NodeLife life, Place place) {
        Hold held = new Hold(life, ThreadLocalRandom.current().nextLong());
        return runner.run(hold, keys.of(life), entry(place, held), Long.toString(Ticket.VALID_MS))
                .map(until -> until == null ? null : ticket(held, until.toLong()));
    }

    private static Ticket ticket(Hold held, long until) {
        if (until == NO_RECORD) {
            throw new UnknownLifeException();
        }
        return new Ticket(held, until);
    }

    @Override
    public Future<Void> release(Place place, Hold hold) {
        return runner.run(release, keys.of(hold.life()), entry(place, hold)).mapEmpty();
    }

    @Override
    public Future<@Nullable SealedHoldings> seal(NodeLife life) {
        return runner.run(seal, keys.of(life)).map(answer -> answer == null ? null : sealed(answer));
    }

    @Override
    public Future<Void> delete(NodeLife life) {
        return runner.run(delete, keys.of(life)).mapEmpty();
    }

    private static SealedHoldings sealed(Response answer) {
        Map<Place, Set<Long>> places = new HashMap<>();
        for (Response entry : Texts.required(answer, 2)) {
            String text = entry.toString();
            places.computeIfAbsent(place(text), place -> new HashSet<>(2))
                    .add(Texts.bits(text.substring(0, ID_DIGITS)));
        }
        return new SealedHoldings(places, Texts.number(answer, 0), Texts.number(answer, 1));
    }

    /** The tenant stands behind its length, so that no two pairs of names make one text. */
    private static String entry(Place place, Hold hold) {
        boolean isRoom = place instanceof Place.Room;
        TenantId tenant = place instanceof Place.Room room
                ? room.key().tenant()
                : ((Place.Peer) place).key().tenant();
        String name = place instanceof Place.Room room
                ? room.key().room().value()
                : ((Place.Peer) place).key().peer().value();
        int length = tenant.value().length();
        return Texts.bits(hold.id()) + (isRoom ? ROOM : PEER) + length + ":" + tenant.value() + name;
    }

    private static Place place(String entry) {
        int colon = entry.indexOf(':', ID_DIGITS);
        int end = colon + 1 + Integer.parseInt(entry.substring(ID_DIGITS + 1, colon));
        TenantId tenant = new TenantId(entry.substring(colon + 1, end));
        String name = entry.substring(end);
        return entry.charAt(ID_DIGITS) == ROOM
                ? new Place.Room(new RoomKey(tenant, new RoomId(name)))
                : new Place.Peer(new PeerKey(tenant, new PeerId(name)));
    }
}
