package io.chappe.gateway.protocol.chappe;

import io.chappe.core.model.PeerKey;
import io.chappe.core.model.RoomId;
import io.chappe.core.protocol.ClientMessage;
import io.chappe.core.protocol.ServerFrames;
import io.chappe.core.protocol.Welcome;
import io.chappe.gateway.ice.IceServers;
import io.chappe.gateway.loop.EventLoop;
import io.chappe.gateway.protocol.Dialect;
import io.chappe.gateway.session.Arrivals;
import io.chappe.gateway.session.Session;
import io.chappe.gateway.tenant.Admission;
import io.chappe.gateway.tenant.Admissions;
import io.chappe.node.tenant.IceServerConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Who comes in with a {@code hello}, and what the {@code welcome} says. */
public final class Greeting {
    /** What clients may say of their calls. */
    private static final List<String> REPORTS = List.of("reports");

    private final Admissions admissions;
    private final NativeConfig config;
    private final long maxMessageBytes;
    private final Dialect dialect;

    public Greeting(Admissions admissions, NativeConfig config, long maxMessageBytes) {
        this.admissions = admissions;
        this.config = config;
        this.maxMessageBytes = maxMessageBytes;
        this.dialect = new NativeDialect(config.urls());
    }

    /** One object for all sessions, so that what is for many is encoded once. */
    Dialect dialect() {
        return dialect;
    }

    Duration helloTimeout() {
        return config.helloTimeout();
    }

    /** What one client may negotiate. */
    Negotiation negotiation() {
        return new Negotiation(config);
    }

    /** Decides who comes in. */
    Admissions admissions() {
        return admissions;
    }

    /** Who comes with a hello that is admitted. */
    Arrivals.Arrival arrival(Admission admission, ClientMessage.Hello hello, EventLoop loop) {
        return new Arrivals.Arrival(
                admission.peer(),
                admission.resumeWindow(),
                admission.limit(),
                admission.load(),
                admission.permit(),
                hello.acks(),
                loop,
                dialect);
    }

    /** The servers for a client's calls: its tenant's, or those for all. */
    Welcome.Ice iceServers(PeerKey peer) {
        List<IceServerConfig> servers = admissions.iceServers(peer.tenant(), config.iceServers());
        return new IceServers(servers, config.region(), config.turnLife()).issue(peer, System.currentTimeMillis());
    }

    /**
     * What a client is told that has come, or come back.
     *
     * @param known the versions of the rooms that it has seen
     * @param expiresInMs when its token is over; null without one
     */
    byte[] welcome(Arrivals.Begun begun, Map<RoomId, Long> known, @Nullable Long expiresInMs, Welcome.Ice ice) {
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
                ice,
                session.load().notesCalls() ? REPORTS : List.of(),
                config.urls(),
                expiresInMs));
    }
}
