package io.chappe.presence;

import static io.chappe.presence.Await.await;
import static io.chappe.presence.Await.until;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.chappe.core.bus.BusAddresses;
import io.chappe.core.bus.NodeReport;
import io.chappe.core.bus.Notice;
import io.chappe.core.bus.PeerPresence;
import io.chappe.core.bus.PresenceAnswer;
import io.chappe.core.bus.PresenceEvent;
import io.chappe.core.bus.PresenceRequest;
import io.chappe.core.bus.RoomAnswer;
import io.chappe.core.model.ErrorCode;
import io.chappe.core.model.PeerKey;
import io.chappe.core.model.PresenceState;
import io.chappe.core.model.SecretHash;
import io.chappe.core.model.SessionId;
import io.chappe.presence.store.NodeLease;
import io.chappe.presence.store.Place;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What gateways may expect of the presence services. */
abstract class PresenceServiceContract extends ServicesFixture {
    @Test
    void whatIsNoRequestIsAnsweredAndCounted() {
        // Given
        TestService service = services.get(0);

        // When
        Buffer rooms = await(a.send(BusAddresses.rooms(service.id), Buffer.buffer("nonsense")));
        Buffer presence = await(a.send(BusAddresses.presence(service.id), Buffer.buffer(new byte[] {1, 99, 0})));

        // Then
        assertThat(RoomAnswer.decode(rooms))
                .isInstanceOfSatisfying(
                        RoomAnswer.Refused.class,
                        refused -> assertThat(refused.code()).isEqualTo(ErrorCode.BAD_REQUEST));
        assertThat(PresenceAnswer.decode(presence)).isInstanceOf(PresenceAnswer.Refused.class);
        assertThat(service.meters.get("chappe.service.requests.malformed").counters())
                .allMatch(counter -> counter.count() == 1);
    }

    @Test
    void aNodeWithoutALeaseCannotAddAnything() {
        // Given
        TestGateway stranger = new TestGateway(vertx, "stranger-" + unique, room.tenant());
        TestService service = services.get(0);

        // When
        RoomAnswer join = await(stranger.join(service, room, "s1"));
        PresenceAnswer online = await(stranger.online(service, ann, "s1"));
        PresenceAnswer watch = await(stranger.ask(service, new PresenceRequest.Watch(stranger.life, ann)));
        stranger.openLease(service);
        await(stranger.ask(service, new PresenceRequest.CloseLease(stranger.life)));
        until(() -> await(stores.holdings().seal(stranger.life)) == null);

        // Then
        assertThat(List.of(join, online, watch))
                .as("only a renewal decides about a lease of which nothing is known")
                .allSatisfy(answer -> assertThat(answer.toString()).contains("UNAVAILABLE"));
        assertThat(await(stranger.renew(service))).isEqualTo(new PresenceAnswer.LeaseLost());
    }

    @Test
    void whatAGatewayTellsOfItselfIsInTheStore() {
        // Given
        NodeReport report = new NodeReport("dev", 1, 2, 3, 4, true, new NodeReport.Traffic(5, 6, 7));
        TestGateway told = new TestGateway(vertx, "told-" + unique, room.tenant());
        told.openLease(services.get(0));

        // When
        await(told.renew(services.get(1), report));

        // Then
        assertThat(await(stores.leases().all()))
                .filteredOn(lease -> lease.life().equals(told.life))
                .extracting(NodeLease::report)
                .containsExactly(report);
    }

    @Test
    void aWatchAnswersAtOnceAndAtEachChange() {
        // When
        PresenceAnswer known = await(b.ask(services.get(0), new PresenceRequest.Watch(b.life, ann)));
        await(a.online(services.get(1), ann, "s1"));
        await(b.online(services.get(2), ann, "s2"));
        await(a.ask(services.get(3), new PresenceRequest.EndSession(a.life, ann, new SessionId("s1"), 1)));
        until(() -> b.presenceEvents.size() == 3);
        await(b.ask(services.get(0), new PresenceRequest.Unwatch(b.life, ann)));
        await(b.ask(services.get(0), new PresenceRequest.EndSession(b.life, ann, new SessionId("s2"), 1)));

        // Then
        assertThat(((PresenceAnswer.Known) known).presence().state()).isEqualTo(PresenceState.OFFLINE);
        assertThat(b.presenceEvents)
                .extracting(PresenceEvent::presence)
                .extracting(presence -> presence.sessions())
                .containsExactlyInAnyOrder(1, 2, 1);
        until(() -> placesOf(a).isEmpty() && placesOf(b).isEmpty());
    }

    @Test
    void aSessionIsResumedWithItsRooms() {
        // Given
        PeerKey peer = a.keyOf("s1");
        await(a.join(services.get(0), room, "s1"));
        await(b.ask(services.get(0), new PresenceRequest.Watch(b.life, peer)));
        await(a.lose(services.get(1), peer, "s1", 1));
        PresenceAnswer lost = await(b.locate(services.get(2), peer, "s1"));

        // When
        PresenceAnswer taken = await(b.take(services.get(2), peer, "s1", 7));
        PresenceAnswer again = await(b.take(services.get(3), peer, "s1", 7));

        // Then
        assertThat(lost).isEqualTo(new PresenceAnswer.Located(a.life, 1, true));
        assertThat(taken).isEqualTo(new PresenceAnswer.Taken(2, a.life, TestGateway.WINDOW_MS, List.of(room.room())));
        assertThat(again).isEqualTo(taken);
        assertThat(await(a.locate(services.get(0), peer, "s1")))
                .isEqualTo(new PresenceAnswer.Located(b.life, 2, false));
        assertThat(await(a.lose(services.get(0), peer, "s1", 1))).isEqualTo(new PresenceAnswer.Superseded());
        until(() -> b.presenceEvents.size() == 2);
        assertThat(b.presenceEvents)
                .extracting(PresenceEvent::presence)
                .extracting(PeerPresence::state)
                .containsExactlyInAnyOrder(PresenceState.RECONNECTING, PresenceState.ONLINE);
        until(() -> holdsIn(a, new Place.Peer(peer)) == 0);
    }

    @Test
    void whoHasNoSuchSessionLearnsNothingMore() {
        // Given
        await(a.online(services.get(0), ann, "s1"));

        // When
        PresenceAnswer wrongSecret = await(b.ask(
                services.get(1),
                new PresenceRequest.TakeSession(b.life, ann, new SessionId("s1"), SecretHash.of("guess"), 7)));
        PresenceAnswer absent = await(b.take(services.get(1), ann, "s2", 7));

        // Then
        assertThat(List.of(wrongSecret, absent)).containsOnly(new PresenceAnswer.NoSuchSession());
        until(() -> placesOf(b).isEmpty());
    }

    @Test
    void aSessionPastItsWindowIsTakenOutOfItsRooms() {
        // Given
        PeerKey peer = a.keyOf("s1");
        await(a.join(services.get(0), room, "s1"));
        await(b.join(services.get(0), room, "s2"));
        await(a.lose(services.get(0), peer, "s1", 1));

        // When
        LATER.addAndGet(TestGateway.WINDOW_MS);
        PresenceAnswer late = await(b.take(services.get(1), peer, "s1", 7));

        // Then
        assertThat(late).isEqualTo(new PresenceAnswer.NoSuchSession());
        until(() -> Objects.requireNonNull(await(stores.rooms().roster(room)))
                        .members()
                        .size()
                == 1);
        until(() -> holdsIn(a, new Place.Peer(peer)) == 0);
    }

    @Test
    void aSessionThatHasEndedIsNotOpenedByWhatComesLate() {
        // Given
        await(a.online(services.get(0), ann, "s1"));
        await(a.ask(services.get(1), new PresenceRequest.EndSession(a.life, ann, new SessionId("s1"), 1)));

        // When
        PresenceAnswer late = await(a.online(services.get(2), ann, "s1"));

        // Then
        assertThat(late).isEqualTo(new PresenceAnswer.Superseded());
        until(() -> placesOf(a).isEmpty());
    }

    @Test
    void whatAGatewayPutsEveryGatewayCanAskFor() {
        // Given
        String subject = "[\"tenant\",\"" + unique + "\"]";

        // When
        PresenceAnswer put =
                await(a.ask(services.get(0), new PresenceRequest.PutNotice(a.life, subject, "one", Notice.FOR_EVER)));
        PresenceAnswer tooLong = await(a.ask(
                services.get(1),
                new PresenceRequest.PutNotice(a.life, subject, "x".repeat(Notice.LONGEST_CONTENT + 1), 60_000)));

        // Then
        assertThat(put).isEqualTo(new PresenceAnswer.Done());
        assertThat(tooLong)
                .isEqualTo(new PresenceAnswer.Refused(ErrorCode.TOO_LARGE, "it must be at most 16384 characters"));
        PresenceAnswer known = await(b.ask(services.get(2), new PresenceRequest.NoticesAfter(b.life, 0)));
        assertThat(((PresenceAnswer.Notified) known).notices())
                .filteredOn(notice -> notice.subject().equals(subject))
                .extracting(Notice::content, Notice::until)
                .containsExactly(tuple("one", Notice.FOR_EVER));
    }
}
