package io.chappe.presence;

import static io.chappe.presence.Await.await;
import static io.chappe.presence.Await.until;
import static org.assertj.core.api.Assertions.assertThat;

import io.chappe.core.bus.BusAddresses;
import io.chappe.core.bus.PresenceAnswer;
import io.chappe.core.bus.PresenceEvent;
import io.chappe.core.bus.PresenceRequest;
import io.chappe.core.bus.RoomAnswer;
import io.chappe.core.bus.RoomRequest;
import io.chappe.core.bus.RosterEvent;
import io.chappe.core.model.ErrorCode;
import io.chappe.core.model.LeaveReason;
import io.chappe.core.model.NodeId;
import io.chappe.core.model.NodeLife;
import io.chappe.core.model.PeerId;
import io.chappe.core.model.PeerKey;
import io.chappe.core.model.PresenceState;
import io.chappe.core.model.RawJson;
import io.chappe.core.model.RoomId;
import io.chappe.core.model.RoomKey;
import io.chappe.core.model.Roster;
import io.chappe.core.model.RosterDelta;
import io.chappe.core.model.SessionId;
import io.chappe.core.model.TenantId;
import io.chappe.presence.store.Newcomer;
import io.chappe.presence.store.Place;
import io.chappe.presence.store.SealedHoldings;
import io.chappe.presence.store.StoreClock;
import io.chappe.presence.store.Stores;
import io.chappe.presence.store.Ticket;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What gateways may expect of presence-services, of which four work side by side on one store. */
@Timeout(60)
abstract class PresenceServiceContract {
    private static final AtomicLong UNIQUE = new AtomicLong();

    private final long unique = UNIQUE.incrementAndGet();
    private final RoomKey room = new RoomKey(new TenantId("acme"), new RoomId("room-" + unique));
    private final PeerKey ann = new PeerKey(new TenantId("acme"), new PeerId("ann-" + unique));

    /** Added to the time of the store. */
    protected static final AtomicLong LATER = new AtomicLong();

    protected static final StoreClock CLOCK = new StoreClock(() -> System.currentTimeMillis() + LATER.get());

    private final Vertx vertx = Vertx.vertx();
    private final List<TestService> services = new ArrayList<>();
    private Stores stores;
    private TestGateway a;
    private TestGateway b;

    protected abstract Stores stores(Vertx vertx);

    @BeforeEach
    void start() {
        stores = stores(vertx);
        for (int i = 0; i < 4; i++) {
            services.add(TestService.start(vertx, "service-" + i, stores));
        }
        a = new TestGateway(vertx, "a-" + unique).leasedBy(services.get(0));
        b = new TestGateway(vertx, "b-" + unique).leasedBy(services.get(1));
    }

    @AfterEach
    void stop() {
        for (TestGateway gateway : List.of(a, b)) {
            gateway.fallSilent();
            await(gateway.ask(services.get(0), new PresenceRequest.CloseLease(gateway.life)));
        }
        await(vertx.close());
    }

    @Test
    void threeHundredJoinsCostOneEventForEachOtherNode() {
        // Given
        TestService service = services.get(0);
        await(a.join(service, room, "a-first"));
        await(b.join(service, room, "b-first"));
        until(() -> a.rosterEvents.size() == 1);

        // When
        List<Future<RoomAnswer>> joins = IntStream.range(0, 298)
                .mapToObj(i -> (i % 2 == 0 ? a : b).join(service, room, "s" + i))
                .toList();
        await(Future.all(joins));

        // Then
        until(() -> a.rosterEvents.size() == 1 + 149 && b.rosterEvents.size() == 149);
        assertThat(joins.stream().map(join -> rosterOf(join.result()).members().size()))
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.rangeClosed(3, 300).boxed().toList());
        assertThat(versions(a)).isSorted();
        assertThat(versions(b)).isSorted();
        assertThat(LongStream.concat(
                                versions(a).stream().mapToLong(v -> v),
                                versions(b).stream().mapToLong(v -> v))
                        .distinct()
                        .count())
                .isEqualTo(299);
    }

    @Test
    void theAskerIsAnsweredAndTheOthersAreTold() {
        // Given
        await(a.join(services.get(0), room, "s1"));
        await(b.join(services.get(1), room, "s2"));
        until(() -> a.rosterEvents.size() == 1);

        // When
        RoomAnswer updated = await(a.ask(
                services.get(2),
                new RoomRequest.Update(room, new SessionId("s1"), a.life, 1, RawJson.of("{\"hand\":1}"))));
        RoomAnswer left = await(a.leave(services.get(3), room, "s1"));
        RoomAnswer again = await(a.leave(services.get(3), room, "s1"));

        // Then
        until(() -> b.rosterEvents.size() == 2);
        assertThat(b.rosterEvents)
                .extracting(RosterEvent::delta)
                .containsExactlyInAnyOrder(deltaOf(updated), deltaOf(left));
        assertThat(again).isEqualTo(new RoomAnswer.Changed(null));
        assertThat(a.rosterEvents).hasSize(1);
    }

    @Test
    void copiesOfRostersAreFetchedAndCompared() {
        // Given
        Roster current = rosterOf(await(a.join(services.get(0), room, "s1")));
        RoomKey other = new RoomKey(room.tenant(), new RoomId("other-" + unique));
        Roster old = rosterOf(await(a.join(services.get(0), other, "s1")));
        await(b.join(services.get(0), other, "s2"));

        // When
        RoomAnswer found = await(b.ask(services.get(1), new RoomRequest.Fetch(room)));
        RoomAnswer absent =
                await(b.ask(services.get(1), new RoomRequest.Fetch(new RoomKey(room.tenant(), new RoomId("nobody")))));
        RoomAnswer differing = await(a.ask(
                services.get(1),
                new RoomRequest.Compare(List.of(
                        new RoomRequest.Copy(room, current.stamp()), new RoomRequest.Copy(other, old.stamp())))));

        // Then
        assertThat(Objects.requireNonNull(((RoomAnswer.Found) found).roster()).stamp())
                .isEqualTo(current.stamp());
        assertThat(absent).isEqualTo(new RoomAnswer.Found(null));
        assertThat(differing).isEqualTo(new RoomAnswer.Differing(List.of(other)));
    }

    @Test
    void aFullRoomRefusesAndKeepsNoHold() {
        // Given
        for (int i = 0; i < TestService.ROOM_MEMBERS; i++) {
            await(a.join(services.get(0), room, "s" + i));
        }

        // When
        RoomAnswer answer = await(b.join(services.get(1), room, "late"));

        // Then
        assertThat(answer)
                .isInstanceOfSatisfying(
                        RoomAnswer.Refused.class,
                        refused -> assertThat(refused.code()).isEqualTo(ErrorCode.ROOM_FULL));
        until(() -> placesOf(b).isEmpty());
    }

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
        TestGateway stranger = new TestGateway(vertx, "stranger-" + unique);
        TestService service = services.get(0);

        // When
        RoomAnswer join = await(stranger.join(service, room, "s1"));
        PresenceAnswer online = await(stranger.online(service, ann, "s1"));
        PresenceAnswer watch = await(stranger.ask(service, new PresenceRequest.Watch(stranger.life, ann)));
        PresenceAnswer renewed = await(stranger.ask(service, new PresenceRequest.RenewLease(stranger.life)));

        // Then
        assertThat(join).isEqualTo(new RoomAnswer.LeaseLost());
        assertThat(List.of(online, watch, renewed)).containsOnly(new PresenceAnswer.LeaseLost());
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
    void aNodeThatEndsIsSweptWithOneEventForEachRoomAndPeer() {
        // Given
        for (int i = 0; i < 50; i++) {
            await(a.join(services.get(0), room, "s" + i));
        }
        await(b.join(services.get(0), room, "b"));
        await(a.online(services.get(0), ann, "s1"));
        await(a.online(services.get(0), ann, "s2"));
        await(b.ask(services.get(0), new PresenceRequest.Watch(b.life, ann)));

        // When
        PresenceAnswer done = await(a.ask(services.get(1), new PresenceRequest.CloseLease(a.life)));

        // Then
        until(() -> b.rosterEvents.size() == 1 && b.presenceEvents.size() == 1);
        assertThat(done).isEqualTo(new PresenceAnswer.Done());
        assertThat(b.rosterEvents.get(0).delta().left())
                .hasSize(50)
                .extracting(RosterDelta.Departure::reason)
                .containsOnly(LeaveReason.LOST);
        assertThat(b.presenceEvents.get(0).presence().state()).isEqualTo(PresenceState.OFFLINE);
        until(() -> await(stores.holdings().seal(a.life)) == null);
        assertThat(await(a.ask(services.get(0), new PresenceRequest.RenewLease(a.life))))
                .isEqualTo(new PresenceAnswer.LeaseLost());
    }

    @Test
    void aNodeThatIsSilentForALeaseIsSweptAndOneThatRenewsIsNot() {
        // Given
        await(a.join(services.get(0), room, "a"));
        await(b.join(services.get(0), room, "b"));
        assertThat(await(a.ask(services.get(0), new PresenceRequest.RenewLease(a.life))))
                .isEqualTo(new PresenceAnswer.Leased(TestService.LEASE.toMillis()));

        // When
        a.fallSilent();
        until(() -> {
            LATER.addAndGet(15);
            return !b.rosterEvents.isEmpty();
        });

        // Then
        assertThat(b.rosterEvents).hasSize(1);
        assertThat(Objects.requireNonNull(await(stores.rooms().roster(room))).nodes())
                .containsExactly(b.life.node());
    }

    @Test
    void aLateAttemptOnASealedRecordIsSweptWhenItsTicketHasRunOut() {
        // Given
        NodeLife life = new NodeLife(new NodeId("late-" + unique), 1);
        TestGateway late = new TestGateway(vertx, life.node().value()).leasedBy(services.get(0));
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
                .join(room, new Newcomer(new SessionId("late"), new PeerId("late"), RawJson.NULL), ticket, 10));

        // Then
        until(() -> {
            LATER.addAndGet(15);
            return await(stores.rooms().roster(room)) == null;
        });
        until(() -> await(stores.holdings().seal(late.life)) == null);
    }

    @Test
    void fourServicesChangingOneRoomAtOnceKeepVersionsAndHoldsRight() {
        // Given
        await(a.join(services.get(0), room, "stays"));
        Random random = new Random(unique);
        List<String> sessions = IntStream.range(0, 12).mapToObj(i -> "s" + i).toList();

        // When
        List<Future<RoomAnswer>> answers = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            TestService service = services.get(random.nextInt(4));
            TestGateway gateway = random.nextBoolean() ? a : b;
            String session = gateway.life.node() + sessions.get(random.nextInt(12));
            answers.add(
                    random.nextBoolean()
                            ? gateway.join(service, room, session)
                            : gateway.leave(service, room, session));
        }
        await(Future.all(answers));

        // Then
        Roster end = Objects.requireNonNull(await(stores.rooms().roster(room)));
        long changesByLeave = answers.stream()
                .map(Future::result)
                .filter(answer -> answer instanceof RoomAnswer.Changed changed && changed.delta() != null)
                .count();
        long joinVersions = answers.stream()
                .map(Future::result)
                .filter(RoomAnswer.Joined.class::isInstance)
                .flatMap(joined -> rosterOf(joined).members().stream().map(member -> member.joinVersion()))
                .distinct()
                .count();
        Roster first = rosterOf(answers.stream()
                .map(Future::result)
                .filter(RoomAnswer.Joined.class::isInstance)
                .findFirst()
                .orElseThrow());
        long begin =
                Objects.requireNonNull(first.member(new SessionId("stays"))).joinVersion();
        assertThat(end.version()).isEqualTo(begin + changesByLeave + joinVersions - 1);
        assertThat(end.incarnation()).isEqualTo(first.incarnation());
        int members = end.sessionsOn(a.life.node()).size()
                + end.sessionsOn(b.life.node()).size();
        until(() -> holdsOf(a) + holdsOf(b) <= members + holdsKept(answers));
        assertThat(holdsOf(a))
                .isGreaterThanOrEqualTo(end.sessionsOn(a.life.node()).size());
        assertThat(holdsOf(b))
                .isGreaterThanOrEqualTo(end.sessionsOn(b.life.node()).size());
    }

    /** None, unless this machine is so busy that the store did not answer in time. */
    private int holdsKept(List<Future<RoomAnswer>> answers) {
        double unreleased = services.stream()
                .mapToDouble(service ->
                        service.meters.get("chappe.holds.kept").counter().count())
                .sum();
        long unanswered = answers.stream()
                .filter(answer -> answer.result() instanceof RoomAnswer.Refused)
                .count();
        return (int) (unreleased + unanswered);
    }

    private List<Place> placesOf(TestGateway gateway) {
        return List.copyOf(holdings(gateway).places().keySet());
    }

    private int holdsOf(TestGateway gateway) {
        return holdings(gateway).places().values().stream().mapToInt(Set::size).sum();
    }

    /** Seals the record, which ends the test's use of it. */
    private SealedHoldings holdings(TestGateway gateway) {
        return Objects.requireNonNull(await(stores.holdings().seal(gateway.life)));
    }

    private static List<Long> versions(TestGateway gateway) {
        return gateway.rosterEvents.stream()
                .map(event -> event.delta().version())
                .toList();
    }

    private static Roster rosterOf(RoomAnswer answer) {
        return ((RoomAnswer.Joined) answer).roster();
    }

    private static RosterDelta deltaOf(RoomAnswer answer) {
        return Objects.requireNonNull(((RoomAnswer.Changed) answer).delta());
    }
}
