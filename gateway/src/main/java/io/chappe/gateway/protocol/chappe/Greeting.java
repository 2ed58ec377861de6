package io.chappe.gateway.protocol.chappe;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.chappe.core.model.PeerId;
import io.chappe.core.model.PeerKey;
import io.chappe.core.model.RawJson;
import io.chappe.core.model.SessionId;
import io.chappe.core.model.TenantId;
import io.chappe.core.protocol.ClientMessage;
import io.chappe.core.protocol.ServerFrames;
import io.chappe.core.protocol.Welcome;
import io.chappe.gateway.session.Session;
import io.chappe.gateway.tenant.Tenants;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Who comes in with a {@code hello}, and what the {@code welcome} says. */
public final class Greeting {
    private final Tenants tenants;
    private final NativeConfig config;
    private final long maxMessageBytes;
    private final RawJson iceServers;

    public Greeting(Tenants tenants, NativeConfig config, long maxMessageBytes) {
        this.tenants = tenants;
        this.config = config;
        this.maxMessageBytes = maxMessageBytes;
        try {
            this.iceServers = RawJson.of(new ObjectMapper().writeValueAsString(config.iceServers()));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("iceServers can't be written as JSON", e);
        }
    }

    Duration helloTimeout() {
        return config.helloTimeout();
    }

    /** The peer that a hello makes; empty if it is not let in. No tenant takes tokens yet. */
    Optional<PeerKey> admit(ClientMessage.Hello hello, @Nullable String origin) {
        TenantId tenant = hello.tenant() != null ? hello.tenant() : tenants.only();
        if (tenant == null || hello.token() != null || !tenants.admitsAnonymous(tenant, origin)) {
            return Optional.empty();
        }
        PeerId peer = hello.peer() != null
                ? hello.peer()
                : new PeerId("anonymous-" + SessionId.random().value());
        return Optional.of(new PeerKey(tenant, peer));
    }

    byte[] welcome(Session session) {
        return ServerFrames.welcome(new Welcome(
                new Welcome.Self(session.id(), session.secret(), session.peer(), session.tenant()),
                null,
                0,
                config.pingInterval().toMillis(),
                maxMessageBytes,
                iceServers));
    }
}
