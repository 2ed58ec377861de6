package io.chappe.gateway.ice;

import io.chappe.core.model.PeerKey;
import io.chappe.core.model.RawJson;
import io.chappe.core.protocol.Welcome;
import io.chappe.node.tenant.IceServerConfig;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What clients are told of STUN and TURN servers.
 *
 * @param region of this gateway; null for all
 * @param life for which credentials are good
 */
public record IceServers(
        List<IceServerConfig> servers, @Nullable String region, Duration life) {
    private static final Welcome.Ice NONE = new Welcome.Ice(RawJson.of("[]"), null);

    /**
     * Makes credentials for a client.
     *
     * @param nowMs of the Unix epoch, as the TURN servers know it
     */
    public Welcome.Ice issue(PeerKey peer, long nowMs) {
        if (servers.isEmpty()) {
            return NONE;
        }
        JsonArray all = new JsonArray();
        boolean isOverSometime = false;
        for (IceServerConfig server : servers) {
            if (server.isFor(region)) {
                all.add(json(server, peer, nowMs));
                isOverSometime |= server.secret() != null;
            }
        }
        return new Welcome.Ice(RawJson.of(all.encode()), isOverSometime ? life.toMillis() : null);
    }

    private JsonObject json(IceServerConfig server, PeerKey peer, long nowMs) {
        JsonObject json = new JsonObject().put("urls", new JsonArray(server.urls()));
        var secret = server.secret();
        var credential = server.credential();
        if (secret != null) {
            // Rounded up: never over before the client has been told.
            long endsAt = TimeUnit.MILLISECONDS.toSeconds(nowMs + life.toMillis() + 999);
            TurnCredential made = TurnCredential.of(secret.value(), peer, endsAt);
            json.put("username", made.username()).put("credential", made.password());
        } else if (credential != null) {
            json.put("username", server.username()).put("credential", credential.value());
        }
        return json;
    }
}
