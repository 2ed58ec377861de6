package io.chappe.presence;

import static io.chappe.presence.Await.await;
import static io.chappe.presence.Await.until;
import static org.assertj.core.api.Assertions.assertThat;

import io.chappe.core.bus.PresenceAnswer;
import io.chappe.core.bus.PresenceRequest;
import io.chappe.core.model.Entry;
import io.chappe.core.model.LeaveReason;
import io.chappe.core.model.Member;
import io.chappe.core.model.MemberState;
import io.chappe.core.model.NodeId;
import io.chappe.core.model.NodeLife;
import io.chappe.core.model.PeerId;
import io.chappe.core.model.PresenceState;
import io.chappe.core.model.RawJson;
import io.chappe.core.model.RosterDelta;
import io.chappe.core.model.SessionId;
import io.chappe.presence.store.Newcomer;
import io.chappe.presence.store.Place;
import io.chappe.presence.store.Step;
import io.chappe.presence.store.Ticket;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What becomes of the sessions of a node that is lost. */
abstract class SweepContract extends ServicesFixture {
    @Test
    void aNodesSessionsAreReconnectingAndThenGoneWithOneEventForEachRoomAndPeer() {
        // Given
        for (int i = 0; i < 50; i++) {
            await(a.join(services.get(0), room, "s" + i));
        }
        await(b.join(services.get(0), room, "b"));
        await(a.online(services.get(0), ann, "ann1"));
        await(a.online(services.get(0), ann, "ann2"));
        await(b.ask(services.get(0), new PresenceRequest.Watch(b.life, ann)));

        // When
        PresenceAnswer done = await(a.ask(services.get(1), new PresenceRequest.CloseLease(a.life)));
        until(() -> b.rosterEvents.size() == 1 && b.presenceEvents.size() == 1);
        later(() -> b.rosterEvents.size() == 2 && b.presenceEvents.size() == 2);

        // Then
        assertThat(done).isEqualTo(new PresenceAnswer.Done());
        assertThat(b.rosterEvents.get(0).delta().updated())
                .hasSize(50)
                .extracting(Member::state)
                .containsOnly(MemberState.RECONNECTING);
        assertThat(b.rosterEvents.get(1).delta().left())
                .hasSize(50)
                .extracting(RosterDelta.Departure::reason)
                .containsOnly(LeaveReason.LOST);
        assertThat(b.presenceEvents)
                .extracting(event -> event.presence().state())
                .containsExactly(PresenceState.RECONNECTING, PresenceState.OFFLINE);
        later(() -> await(stores.holdings().seal(a.life)) == null);
        assertThat(await(a.renew(services.get(0)))).isEqualTo(new PresenceAnswer.LeaseLost());
    }

    @Test
    void aNodeThatIsSilentForALeaseIsSweptAndOneThatRenewsIsNot() {
        // Given
        await(a.join(services.get(0), room, "a"));
        await(b.join(services.get(0), room, "b"));
        assertThat(await(a.renew(services.get(0))))
                .isInstanceOfSatisfying(
                        PresenceAnswer.Leased.class,
                        leased -> assertThat(leased.millis()).isEqualTo(TestService.LEASE.toMillis()));

        // When
        a.fallSilent();
        later(() -> b.rosterEvents.size() == 2);

        // Then
        assertThat(Objects.requireNonNull(await(stores.rooms().roster(room))).nodes())
                .containsExactly(b.life.node());
        assertThat(memberOf("b").state()).isEqualTo(MemberState.ONLINE);
    }

    @Test
    void whoIsTakenOverInTimeStays() {
        // Given
        await(a.join(services.get(0), room, "comes back"));
        await(a.join(services.get(0), room, "stays away"));
        await(a.join(services.get(0), room, "does not move"));
        await(b.join(services.get(0), room, "b"));
        await(a.ask(services.get(1), new PresenceRequest.CloseLease(a.life)));
        until(() -> b.rosterEvents.size() == 1);

        // When
        await(b.take(services.get(2), a.keyOf("comes back"), "comes back", 1));
        await(b.move(services.get(2), room, "comes back", 2));
        await(b.take(services.get(2), a.keyOf("does not move"), "does not move", 2));
        later(() -> await(stores.holdings().seal(a.life)) == null);

        // Then
        assertThat(Objects.requireNonNull(await(stores.rooms().roster(room))).members())
                .extracting(member -> member.session().value())
                .containsExactlyInAnyOrder("comes back", "does not move", "b");
        assertThat(memberOf("comes back").state()).isEqualTo(MemberState.ONLINE);
        assertThat(memberOf("comes back").home()).isEqualTo(b.life);
    }

    @Test
    void whoWasLostBeforeItsNodeIsGoneAtItsOwnTime() {
        // Given
        await(a.join(services.get(0), room, "lost before"));
        await(a.join(services.get(0), room, "lost with it"));
        await(b.join(services.get(0), room, "b"));
        await(a.ask(
                services.get(0),
                new PresenceRequest.LoseSession(
                        a.life, a.keyOf("lost before"), new SessionId("lost before"), 1, TestGateway.WINDOW_MS - 500)));
        await(a.ask(services.get(1), new PresenceRequest.CloseLease(a.life)));

        // When
        later(() -> b.rosterEvents.size() == 3);

        // Then
        assertThat(b.rosterEvents.subList(1, 3))
                .extracting(
                        event -> event.delta().left().get(0).member().session().value())
                .containsExactly("lost before", "lost with it");
    }

    @Test
    void aMemberWhoseSessionHasEndedIsRemovedAtOnce() {
        // Given
        await(a.join(services.get(0), room, "ended"));
        await(b.join(services.get(0), room, "b"));
        await(a.ask(
                services.get(0), new PresenceRequest.EndSession(a.life, a.keyOf("ended"), new SessionId("ended"), 1)));

        // When
        await(a.ask(services.get(1), new PresenceRequest.CloseLease(a.life)));

        // Then
        until(() -> b.rosterEvents.size() == 2);
        assertThat(b.rosterEvents.get(1).delta().left()).hasSize(1);
        assertThat(gone("ended")).isEqualTo(1);
        assertThat(gone("lost")).isZero();
    }

    /** What all services together have counted. */
    private double gone(String why) {
        return services.stream()
                .mapToDouble(service -> service.meters
                        .get("chappe.nodes.gone")
                        .tag("why", why)
                        .counter()
                        .count())
                .sum();
    }

    @Test
    void aLateAttemptOnASealedRecordIsSweptWhenItsTicketHasRunOut() {
        // Given
        NodeLife life = new NodeLife(new NodeId("late-" + unique), 1);
        TestGateway late = new TestGateway(vertx, life.node().value(), room.tenant()).leasedBy(services.get(0));
        Ticket ticket = Objects.requireNonNull(await(stores.holdings().hold(late.life, new Place.Room(room))));
        await(late.ask(services.get(0), new PresenceRequest.CloseLease(late.life)));
        until(() -> services.get(0)
                        .meters
                        .get("chappe.sweeps")
                        .tag("outcome", "done")
                        .timer()
                        .count()
                == 1);

        // When
        await(stores.rooms()
                .join(
                        room,
                        new Newcomer(
                                new SessionId("late"), new PeerId("late"), new Step(1, 1), RawJson.NULL, Entry.PLAIN),
                        ticket,
                        10,
                        1_000));

        // Then
        later(() -> await(stores.rooms().roster(room)) == null);
        later(() -> await(stores.holdings().seal(late.life)) == null);
    }
}
