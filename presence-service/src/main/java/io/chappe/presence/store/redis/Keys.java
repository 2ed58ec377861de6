package io.chappe.presence.store.redis;

import io.chappe.core.model.NodeLife;
import io.chappe.core.model.PeerKey;
import io.chappe.core.model.RoomKey;
import io.chappe.core.model.TenantId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * Names the keys of one operation: {@code PREFIX:KIND:{DIGEST}:PART}. The digest of the thing's names, as hash tag, keeps
 * them together on one server of a cluster, and whatever is in a name cannot break out of its key.
 */
final class Keys {
    private static final int DIGEST_BYTES = 16;

    private final String prefix;

    Keys(String prefix) {
        this.prefix = prefix;
    }

    List<String> of(RoomKey room) {
        String tag = digest(room.tenant().value(), room.room().value());
        return keys("room", tag, "state", "seats", "nodes", "left", "left-at");
    }

    List<String> of(PeerKey peer) {
        String tag = digest(peer.tenant().value(), peer.peer().value());
        return keys("peer", tag, "state", "sessions", "watches", "ended", "ended-at");
    }

    List<String> of(NodeLife life) {
        return keys("node", digest(Texts.life(life)), "record", "holds");
    }

    List<String> leases() {
        return keys("leases", "all", "ends", "lost", "mark", "restored", "reports");
    }

    /** Of the names of a tenant's rooms. */
    List<String> index(TenantId tenant) {
        return keys("index", digest(tenant.value()), "names", "touched");
    }

    List<String> notices() {
        return keys("notices", "all", "texts", "versions", "newest", "ends");
    }

    List<String> journal(String name) {
        return keys("journal", digest(name), "entries");
    }

    /** Of what a tenant has used. */
    List<String> usage(TenantId tenant) {
        return keys("usage", digest(tenant.value()), "totals");
    }

    private List<String> keys(String kind, String tag, String... parts) {
        String start = prefix + ":" + kind + ":{" + tag + "}:";
        return Arrays.stream(parts).map(part -> start + part).toList();
    }

    private static String digest(String... names) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            for (String name : names) {
                byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
                sha256.update((bytes.length + ":").getBytes(StandardCharsets.UTF_8));
                sha256.update(bytes);
            }
            return HexFormat.of().formatHex(sha256.digest(), 0, DIGEST_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
