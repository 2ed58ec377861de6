package io.chappe.presence;

import static io.chappe.presence.Await.await;

import io.chappe.core.bus.BusAddresses;
import io.chappe.core.bus.GatewayMessage;
import io.chappe.core.bus.NodeReport;
import io.chappe.core.bus.PresenceAnswer;
import io.chappe.core.bus.PresenceEvent;
import io.chappe.core.bus.PresenceRequest;
import io.chappe.core.bus.RoomAnswer;
import io.chappe.core.bus.RoomRequest;
import io.chappe.core.bus.RosterEvent;
import io.chappe.core.bus.RosterOutdated;
import io.chappe.core.model.Entry;
import io.chappe.core.model.LeaveReason;
import io.chappe.core.model.NodeId;
import io.chappe.core.model.NodeLife;
import io.chappe.core.model.PeerId;
import io.chappe.core.model.PeerKey;
import io.chappe.core.model.RawJson;
import io.chappe.core.model.RoomKey;
import io.chappe.core.model.SecretHash;
import io.chappe.core.model.SessionId;
import io.chappe.core.model.SessionLimit;
import io.chappe.core.model.TenantId;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.DeliveryOptions;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** A gateway's side of the bus: it asks, and it counts the events that reach it. */
final class TestGateway {
    /** Of its sessions; their secrets are their ids. */
    static final long WINDOW_MS = 6_000;

    private static final DeliveryOptions PATIENT = new DeliveryOptions().setSendTimeout(15_000);

    /** Often, because the tests' time runs faster. */
    private static final long RENEW_EVERY_MS = 200;

    NodeLife life;
    private PresenceAnswer.Leased leased = new PresenceAnswer.Leased(0, 0, 0, false, 0);
    long windowMs = WINDOW_MS;
    final List<RosterEvent> rosterEvents = new CopyOnWriteArrayList<>();
    final List<RosterOutdated> outdated = new CopyOnWriteArrayList<>();
    final List<PresenceEvent> presenceEvents = new CopyOnWriteArrayList<>();
    private final Vertx vertx;
    private final TenantId tenant;
    private final AtomicLong sequence = new AtomicLong();
    private long renewal = -1;

    TestGateway(Vertx vertx, String id, TenantId tenant) {
        this.tenant = tenant;
        this.vertx = vertx;
        this.life = new NodeLife(new NodeId(id), id.hashCode());
        for (int lane = 0; lane < BusAddresses.LANES; lane++) {
            vertx.eventBus()
                    .<Buffer>consumer(BusAddresses.gateway(life.node(), lane), message -> receive(message.body()));
        }
    }

    private void receive(Buffer body) {
        GatewayMessage message = GatewayMessage.decode(body);
        if (message instanceof RosterEvent event) {
            rosterEvents.add(event);
        } else if (message instanceof RosterOutdated event) {
            outdated.add(event);
        } else if (message instanceof PresenceEvent event) {
            presenceEvents.add(event);
        }
    }

    /** Holds a lease until {@link #fallSilent}. */
    TestGateway leasedBy(TestService service) {
        openLease(service);
        renewal = vertx.setPeriodic(RENEW_EVERY_MS, tick -> renew(service));
        return this;
    }

    PresenceAnswer openLease(TestService service) {
        PresenceAnswer answer = await(ask(service, new PresenceRequest.OpenLease(life)));
        if (answer instanceof PresenceAnswer.Leased granted) {
            leased = granted;
        }
        return answer;
    }

    Future<PresenceAnswer> renew(TestService service) {
        return renew(service, null);
    }

    Future<PresenceAnswer> renew(TestService service, @Nullable NodeReport report) {
        return ask(service, new PresenceRequest.RenewLease(life, leased.store(), leased.looks(), report));
    }

    void fallSilent() {
        vertx.cancelTimer(renewal);
    }

    PeerKey keyOf(String session) {
        return new PeerKey(tenant, new PeerId("peer of " + session));
    }

    /** Opens the session, if it is not open yet, and joins with it. */
    Future<RoomAnswer> join(TestService service, RoomKey room, String session) {
        return join(service, room, session, Entry.PLAIN);
    }

    Future<RoomAnswer> join(TestService service, RoomKey room, String session, Entry entry) {
        return online(service, keyOf(session), session)
                .compose(open -> ask(service, joining(room, session, sequence.incrementAndGet(), entry)));
    }

    RoomRequest joining(RoomKey room, String session, long number) {
        return joining(room, session, number, Entry.PLAIN);
    }

    private RoomRequest joining(RoomKey room, String session, long number, Entry entry) {
        return new RoomRequest.Join(
                room, new SessionId(session), keyOf(session).peer(), life, 1, number, RawJson.NULL, entry, false);
    }

    RoomRequest leaving(RoomKey room, String session, long number) {
        return new RoomRequest.Leave(
                room, new SessionId(session), keyOf(session).peer(), life, 1, number, LeaveReason.LEFT);
    }

    Future<RoomAnswer> move(TestService service, RoomKey room, String session, long generation) {
        return ask(
                service,
                new RoomRequest.Move(
                        room, new SessionId(session), keyOf(session).peer(), life, generation, false));
    }

    Future<PresenceAnswer> take(TestService service, PeerKey peer, String session, long attempt) {
        return ask(
                service,
                new PresenceRequest.TakeSession(life, peer, new SessionId(session), SecretHash.of(session), attempt));
    }

    Future<PresenceAnswer> lose(TestService service, PeerKey peer, String session, long generation) {
        return ask(service, new PresenceRequest.LoseSession(life, peer, new SessionId(session), generation, 0));
    }

    Future<PresenceAnswer> locate(TestService service, PeerKey peer, String session) {
        return ask(service, new PresenceRequest.Locate(life, peer, new SessionId(session)));
    }

    Future<RoomAnswer> leave(TestService service, RoomKey room, String session) {
        return ask(service, leaving(room, session, sequence.incrementAndGet()));
    }

    Future<PresenceAnswer> online(TestService service, PeerKey peer, String session) {
        return ask(
                service,
                new PresenceRequest.OpenSession(
                        life, peer, new SessionId(session), SecretHash.of(session), windowMs, SessionLimit.NONE));
    }

    Future<RoomAnswer> ask(TestService service, RoomRequest request) {
        return send(BusAddresses.rooms(service.id), request.encode()).map(RoomAnswer::decode);
    }

    Future<PresenceAnswer> ask(TestService service, PresenceRequest request) {
        return send(BusAddresses.presence(service.id), request.encode()).map(PresenceAnswer::decode);
    }

    Future<Buffer> send(String address, @Nullable Buffer body) {
        return vertx.eventBus().<Buffer>request(address, body, PATIENT).map(reply -> reply.body());
    }
}
