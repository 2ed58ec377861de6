package io.chappe.tests.harness;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The clients of one test, and a room of its own for them. Register it as an instance field: what a test has opened says
 * goodbye after it, and is not waited for.
 */
public final class Guests implements AfterEachCallback {
    private final Cluster cluster;
    private final String room = "room-" + UUID.randomUUID();
    private final List<Peer> peers = new ArrayList<>();

    public Guests(Cluster cluster) {
        this.cluster = cluster;
    }

    public String room() {
        return room;
    }

    /** A client of the demo tenant. */
    public Peer peer(int gateway, String name) {
        return peer(gateway, "demo", name);
    }

    public Peer peer(int gateway, String tenant, String name) {
        Peer peer = cluster.peer(gateway, tenant, name);
        peers.add(peer);
        return peer;
    }

    /** A client in the room, of which the others there have heard: a signal of theirs can't be earlier than that. */
    public Peer member(int gateway, String name) {
        Peer peer = peer(gateway, name);
        peer.join(room);
        Set<String> there = peer.sessionsIn(room);
        peers.stream()
                .filter(other -> other != peer && there.contains(other.id()))
                .forEach(other -> other.awaitSessionIn(room, peer.id()));
        return peer;
    }

    @Override
    public void afterEach(ExtensionContext context) {
        peers.forEach(peer -> peer.session().bye());
    }
}
