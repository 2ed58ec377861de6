package io.chappe.presence;

import static io.chappe.presence.Await.await;
import static io.chappe.presence.Await.until;
import static org.assertj.core.api.Assertions.assertThat;

import io.chappe.core.bus.RoomAnswer;
import io.chappe.core.bus.RoomRequest;
import io.chappe.core.bus.RosterEvent;
import io.chappe.core.model.ErrorCode;
import io.chappe.core.model.Member;
import io.chappe.core.model.MemberState;
import io.chappe.core.model.RawJson;
import io.chappe.core.model.RoomId;
import io.chappe.core.model.RoomKey;
import io.chappe.core.model.RoomRules;
import io.chappe.core.model.Roster;
import io.chappe.core.model.SessionId;
import io.chappe.core.model.Standing;
import io.chappe.presence.store.Place;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What gateways may expect of the room services. */
abstract class RoomServiceContract extends ServicesFixture {
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
        until(() -> holdsIn(b, new Place.Room(room)) == 0);
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
        until(() ->
                holdsIn(a, new Place.Room(room)) + holdsIn(b, new Place.Room(room)) <= members + holdsKept(answers));
        assertThat(holdsIn(a, new Place.Room(room)))
                .isGreaterThanOrEqualTo(end.sessionsOn(a.life.node()).size());
        assertThat(holdsIn(b, new Place.Room(room)))
                .isGreaterThanOrEqualTo(end.sessionsOn(b.life.node()).size());
    }

    @Test
    void aMoveIsToldToTheOtherNodes() {
        // Given
        await(a.join(services.get(0), room, "s1"));
        await(b.join(services.get(1), room, "s2"));
        until(() -> a.rosterEvents.size() == 1);
        await(b.take(services.get(2), a.keyOf("s1"), "s1", 7));

        // When
        RoomAnswer moved = await(b.move(services.get(3), room, "s1", 2));
        RoomAnswer late = await(a.ask(
                services.get(0), new RoomRequest.Mark(room, new SessionId("s1"), a.life, 1, MemberState.RECONNECTING)));
        RoomAnswer nobody = await(b.move(services.get(3), room, "s9", 2));

        // Then
        Member member = Objects.requireNonNull(rosterOf(moved).member(new SessionId("s1")));
        assertThat(member.home()).isEqualTo(b.life);
        assertThat(member.generation()).isEqualTo(2);
        assertThat(late).isEqualTo(new RoomAnswer.Superseded());
        assertThat(nobody).isEqualTo(new RoomAnswer.Found(null));
        assertThat(b.rosterEvents).isEmpty();
        until(() -> holdsIn(a, new Place.Room(room)) == 0);
    }

    @Test
    void aJoinThatComesAfterItsLeaveIsRefusedAndKeepsNothing() {
        // Given
        await(a.online(services.get(0), a.keyOf("s1"), "s1"));
        await(a.ask(services.get(0), a.leaving(room, "s1", 2)));

        // When
        RoomAnswer late = await(a.ask(services.get(1), a.joining(room, "s1", 1)));

        // Then
        assertThat(late).isEqualTo(new RoomAnswer.Superseded());
        until(() -> Objects.requireNonNull(await(stores.peers().locate(a.keyOf("s1"), new SessionId("s1"), 0)))
                .rooms()
                .isEmpty());
        until(() -> holdsIn(a, new Place.Room(room)) == 0);
    }

    @Test
    void aSessionThatIsNotThereCannotJoin() {
        // When
        RoomAnswer answer = await(a.ask(services.get(0), a.joining(room, "nobody", 1)));

        // Then
        assertThat(answer)
                .as("it may be the store that has lost it")
                .isInstanceOfSatisfying(
                        RoomAnswer.Refused.class,
                        refused -> assertThat(refused.code()).isEqualTo(ErrorCode.NO_SUCH_SESSION));
        until(() -> placesOf(a).isEmpty());
    }

    @Test
    void aMemberWhoseSessionIsNotThereKeepsNobodyElseFromComingBack() {
        // Given
        await(a.online(services.get(0), a.keyOf("s1"), "s1"));

        // When
        RoomAnswer answer = await(a.ask(
                services.get(0),
                new RoomRequest.RestoreSeats(
                        room, a.life, 1, List.of(seat("s1", 1), seat("nobody", 2)), RoomRules.OPEN)));

        // Then
        assertThat(answer)
                .isInstanceOfSatisfying(
                        RoomAnswer.Refused.class,
                        refused -> assertThat(refused.code()).isEqualTo(ErrorCode.NO_SUCH_SESSION));
        assertThat(memberOf("s1").home()).isEqualTo(a.life);
        until(() -> holdsIn(a, new Place.Room(room)) == 1);
    }

    private RoomRequest.HeldSeat seat(String session, long sequence) {
        return new RoomRequest.HeldSeat(
                new SessionId(session),
                a.keyOf(session).peer(),
                1,
                sequence,
                MemberState.ONLINE,
                RawJson.NULL,
                Standing.PLAIN);
    }

    @Test
    void aMarkedMemberIsShownToAll() {
        // Given
        await(a.join(services.get(0), room, "s1"));
        await(b.join(services.get(1), room, "s2"));

        // When
        RoomAnswer marked = await(a.ask(
                services.get(2), new RoomRequest.Mark(room, new SessionId("s1"), a.life, 1, MemberState.RECONNECTING)));

        // Then
        until(() -> b.rosterEvents.size() == 1);
        assertThat(b.rosterEvents).extracting(RosterEvent::delta).containsExactly(deltaOf(marked));
        assertThat(deltaOf(marked).updated()).extracting(Member::state).containsExactly(MemberState.RECONNECTING);
    }

    /** None, unless this machine is so busy that the store did not answer in time. */
    private int holdsKept(List<Future<RoomAnswer>> answers) {
        double unreleased = services.stream()
                .mapToDouble(service -> service.meters
                        .get("chappe.background.undone")
                        .tag("work", "release")
                        .counter()
                        .count())
                .sum();
        long unanswered = answers.stream()
                .filter(answer -> answer.result() instanceof RoomAnswer.Refused)
                .count();
        return (int) (unreleased + unanswered);
    }

    private static List<Long> versions(TestGateway gateway) {
        return gateway.rosterEvents.stream()
                .map(event -> event.delta().version())
                .toList();
    }
}
