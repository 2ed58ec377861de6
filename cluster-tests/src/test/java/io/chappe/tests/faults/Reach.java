package io.chappe.tests.faults;

import static org.awaitility.Awaitility.await;

import io.chappe.client.ChappeException;
import io.chappe.client.Target;
import io.chappe.tests.harness.Cluster;
import io.chappe.tests.harness.Peer;
import io.chappe.tests.harness.Seconds;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Whether gateways reach each other, as clients who come anew see it. */
final class Reach {
    private Reach() {}

    /**
     * Until a new session at each of them has joined a room and reached the one at each other: seconds from now.
     *
     * @param urls of the gateways
     */
    static double secondsUntilAllReachAll(Cluster cluster, List<URI> urls, Duration limit) {
        long start = System.nanoTime();
        await("all gateways reach each other")
                .atMost(limit)
                .pollInterval(Duration.ofMillis(500))
                .until(() -> allReachAll(cluster, urls));
        return Seconds.since(start);
    }

    private static boolean allReachAll(Cluster cluster, List<URI> urls) {
        String room = "whole-" + System.nanoTime();
        List<Peer> peers = new ArrayList<>();
        try {
            for (URI url : urls) {
                Peer peer = cluster.peerThrough(url, "whole-" + peers.size());
                peers.add(peer);
                peer.join(room);
            }
            for (Peer from : peers) {
                for (Peer to : peers) {
                    if (from != to) {
                        from.signal(Target.session(to.id()), "there?");
                    }
                }
            }
            return true;
        } catch (ChappeException | AssertionError e) {
            return false;
        } finally {
            peers.forEach(peer -> peer.session().bye());
        }
    }
}
