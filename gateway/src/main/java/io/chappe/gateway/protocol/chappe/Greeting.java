package io.chappe.gateway.protocol.chappe;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.chappe.core.model.PeerId;
import io.chappe.core.model.PeerKey;
import io.chappe.core.model.RawJson;
import io.chappe.core.model.RoomId;
import io.chappe.core.model.SessionId;
import io.chappe.core.model.TenantId;
import io.chappe.core.protocol.ClientMessage;
import io.chappe.core.protocol.ServerFrames;
import io.chappe.core.protocol.Welcome;
import io.chappe.gateway.loop.EventLoop;
import io.chappe.gateway.protocol.Dialect;
import io.chappe.gateway.session.Session;
import io.chappe.gateway.session.SessionLife;
import io.chappe.gateway.tenant.Tenants;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Who comes in with a {@code hello}, and what the {@code welcome} says. */
public final class Greeting {
    private final Tenants tenants;
    private final NativeConfig config;
    private final long maxMessageBytes;
    private final RawJson iceServers;
    private final Dialect dialect;

    public Greeting(Tenants tenants, NativeConfig config, long maxMessageBytes) {
        this.tenants = tenants;
        this.config = config;
        this.maxMessageBytes = maxMessageBytes;
        this.dialect = new NativeDialect(config.urls());
        try {
            this.iceServers = RawJson.of(new ObjectMapper()
                    .writeValueAsString(config.iceServers().stream()
                            .map(NativeConfig.IceServer::forClients)
                            .toList()));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("iceServers can't be written as JSON", e);
        }
    }

    /** One object for all sessions, so that what is for many is encoded once. */
    Dialect dialect() {
        return dialect;
    }

    Duration helloTimeout() {
        return config.helloTimeout();
    }

    /** Who comes with a hello; empty if it is not let in. */
    Optional<SessionLife.Arrival> admit(ClientMessage.Hello hello, @Nullable String origin, EventLoop loop) {
        return tenants.admit(hello.tenant(), hello.token() != null, origin).map(tenant -> arrival(tenant, hello, loop));
    }

    private SessionLife.Arrival arrival(TenantId tenant, ClientMessage.Hello hello, EventLoop loop) {
        PeerId peer = hello.peer() != null
                ? hello.peer()
                : new PeerId("anonymous-" + SessionId.random().value());
        return new SessionLife.Arrival(
                new PeerKey(tenant, peer), tenants.resumeWindow(tenant), hello.acks(), loop, dialect);
    }

    /**
     * What a client is told that has come, or come back.
     *
     * @param known the versions of the rooms that it has seen
     */
    byte[] welcome(SessionLife.Begun begun, Map<RoomId, Long> known) {
        Session session = begun.session();
        List<Welcome.Room> rooms = new ArrayList<>();
        session.tellRooms()
                .forEach((room, roster) -> rooms.add(new Welcome.Room(room, roster, known.getOrDefault(room, 0L))));
        return ServerFrames.welcome(new Welcome(
                new Welcome.Self(session.id(), begun.secret().value(), session.peer(), session.tenant()),
                begun.resumed() ? rooms : null,
                session.resumeWindow().toMillis(),
                config.pingInterval().toMillis(),
                maxMessageBytes,
                iceServers,
                config.urls()));
    }
}
