package io.chappe.gateway.cluster;

import io.chappe.core.bus.BusAddresses;
import io.chappe.core.bus.Envelope;
import io.chappe.core.bus.HandOver;
import io.chappe.core.bus.HeldSignals;
import io.chappe.core.bus.PeerPresence;
import io.chappe.core.bus.PresenceAnswer;
import io.chappe.core.bus.PresenceRequest;
import io.chappe.core.model.ErrorCode;
import io.chappe.core.model.NodeId;
import io.chappe.core.model.NodeLife;
import io.chappe.core.model.PeerKey;
import io.chappe.core.model.SecretHash;
import io.chappe.core.model.SessionId;
import io.chappe.core.model.SessionLimit;
import io.chappe.core.routing.Locator;
import io.chappe.core.routing.Whereabouts;
import io.chappe.gateway.room.RefusedException;
import io.chappe.gateway.session.SessionClaim;
import io.chappe.gateway.session.SessionServices;
import io.chappe.gateway.watch.WatchServices;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.Message;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The presence services over the event bus, in the name of this node's current life. */
final class ClusterPeers implements SessionServices, WatchServices, Locator {
    /** The old holder of a session may be dead; nothing rests on its answer. */
    private static final int HAND_OVER_MS = 500;

    private final EventBus bus;
    private final PresenceClient presence;
    private final Lease lease;
    private final Steadiness steadiness;
    private final Farewells farewells;

    ClusterPeers(EventBus bus, PresenceClient presence, Lease lease, Steadiness steadiness, Farewells farewells) {
        this.steadiness = steadiness;
        this.bus = bus;
        this.presence = presence;
        this.lease = lease;
        this.farewells = farewells;
    }

    @Override
    public Future<Void> open(PeerKey peer, SessionId session, SecretHash secret, Duration window, SessionLimit limit) {
        return ask(peer, home -> new PresenceRequest.OpenSession(home, peer, session, secret, window.toMillis(), limit))
                .compose(answer -> answer instanceof PresenceAnswer.Superseded
                        ? RefusedException.future(
                                ErrorCode.FORBIDDEN, "another session of this peer has taken the place of this one")
                        : expect(PresenceAnswer.Done.class, answer))
                .mapEmpty();
    }

    @Override
    public Future<PresenceAnswer.@Nullable Taken> take(PeerKey peer, SessionId session, SecretHash secret) {
        long attempt = ThreadLocalRandom.current().nextLong();
        return ask(peer, home -> new PresenceRequest.TakeSession(home, peer, session, secret, attempt))
                .compose(answer -> answer instanceof PresenceAnswer.NoSuchSession
                        ? Future.succeededFuture(null)
                        : expect(PresenceAnswer.Taken.class, answer));
    }

    @Override
    public Future<Boolean> lost(PeerKey peer, SessionId session, long generation, Duration ago) {
        return ask(peer, home -> new PresenceRequest.LoseSession(home, peer, session, generation, ago.toMillis()))
                .compose(answer ->
                        answer instanceof PresenceAnswer.Superseded || answer instanceof PresenceAnswer.NoSuchSession
                                ? Future.succeededFuture(false)
                                : expect(PresenceAnswer.Done.class, answer).map(true));
    }

    @Override
    public Future<Boolean> restore(SessionClaim claim) {
        return ask(
                        claim.peer(),
                        home -> new PresenceRequest.RestoreSession(
                                home,
                                claim.peer(),
                                claim.session(),
                                claim.generation(),
                                claim.secret(),
                                claim.window().toMillis(),
                                Math.max(PresenceRequest.RestoreSession.HAS_SOCKET, claim.lostForMs())))
                .compose(answer -> answer instanceof PresenceAnswer.Superseded
                        ? Future.succeededFuture(false)
                        : expect(PresenceAnswer.Done.class, answer).map(true));
    }

    @Override
    public Duration steadyFor() {
        return steadiness.duration();
    }

    @Override
    public void ended(PeerKey peer, SessionId session, long generation) {
        say(peer, () -> false, home -> new PresenceRequest.EndSession(home, peer, session, generation));
    }

    @Override
    public Future<List<Envelope>> handOver(NodeId holder, HandOver taken) {
        String address = BusAddresses.gateway(holder, BusAddresses.laneOf(taken.session()));
        return bus.<Buffer>request(address, taken.encode(), new DeliveryOptions().setSendTimeout(HAND_OVER_MS))
                .map(Message::body)
                .map(body -> HeldSignals.decode(body).envelopes())
                .otherwise(List.of());
    }

    @Override
    public Future<@Nullable Whereabouts> locate(PeerKey peer, SessionId session) {
        return ask(peer, home -> new PresenceRequest.Locate(home, peer, session))
                .compose(answer -> {
                    if (answer instanceof PresenceAnswer.NoSuchSession) {
                        return Future.succeededFuture(null);
                    }
                    return expect(PresenceAnswer.Located.class, answer)
                            .map(found -> new Whereabouts(found.home().node(), found.lost()));
                });
    }

    @Override
    public Future<PeerPresence> watch(PeerKey peer) {
        return ask(peer, home -> new PresenceRequest.Watch(home, peer))
                .compose(answer -> expect(PresenceAnswer.Known.class, answer))
                .map(PresenceAnswer.Known::presence);
    }

    @Override
    public void unwatch(PeerKey peer, BooleanSupplier isWatched) {
        say(peer, isWatched, home -> new PresenceRequest.Unwatch(home, peer));
    }

    private Future<PresenceAnswer> ask(PeerKey peer, Function<NodeLife, PresenceRequest> request) {
        NodeLife home = lease.life();
        if (home == null) {
            return Future.failedFuture(RefusedException.unavailable("this gateway has no lease yet"));
        }
        return presence.ask(peer, request.apply(home)).onSuccess(answer -> {
            if (answer instanceof PresenceAnswer.LeaseLost) {
                lease.lost(home);
            }
        });
    }

    private static <A extends PresenceAnswer> Future<A> expect(Class<A> expected, PresenceAnswer answer) {
        if (expected.isInstance(answer)) {
            return Future.succeededFuture(expected.cast(answer));
        }
        return Future.failedFuture(
                answer instanceof PresenceAnswer.Refused refused
                        ? new RefusedException(refused.code(), refused.message())
                        : RefusedException.unavailable("this gateway begins anew"));
    }

    private void say(PeerKey peer, BooleanSupplier isVoid, Function<NodeLife, PresenceRequest> request) {
        NodeLife home = lease.life();
        if (home != null) {
            farewells.say(() -> lease.isOver(home) || isVoid.getAsBoolean()
                    ? Future.succeededFuture(true)
                    : presence.ask(peer, request.apply(home))
                            .map(answer -> !(answer instanceof PresenceAnswer.Refused)));
        }
    }
}
