package io.chappe.presence.store.hazelcast;

import io.chappe.core.model.NodeLife;
import io.chappe.core.model.TenantId;

/** The keys of the maps: the first part behind its length, so that no two pairs of names make one key. */
final class Keys {
    private Keys() {}

    static String of(TenantId tenant, String name) {
        return join(tenant.value(), name);
    }

    /** The second name of a key. */
    static String nameIn(String key) {
        int colon = key.indexOf(':');
        return key.substring(colon + 1 + Integer.parseInt(key.substring(0, colon)) + 1);
    }

    static String of(NodeLife life) {
        return join(life.node().value(), Long.toHexString(life.incarnation()));
    }

    private static String join(String first, String second) {
        return first.length() + ":" + first + ":" + second;
    }
}
