package io.chappe.presence;

import static io.chappe.presence.Await.await;
import static io.chappe.presence.Await.until;
import static org.assertj.core.api.Assertions.assertThat;

import io.chappe.core.bus.PresenceRequest;
import io.chappe.core.bus.RoomAnswer;
import io.chappe.core.bus.RoomRequest;
import io.chappe.core.bus.RosterWire;
import io.chappe.core.model.Entry;
import io.chappe.core.model.ErrorCode;
import io.chappe.core.model.RawJson;
import io.chappe.core.model.Roster;
import io.chappe.core.model.SessionId;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Rooms that are longer than a message. */
abstract class LargeRoomContract extends ServicesFixture {
    /** 200 of these are more than one message, and less than what is told with the answer to a join. */
    private static final RawJson LONG = RawJson.of("\"" + "x".repeat(4_000) + "\"");

    private static final int MANY = 200;

    private RoomAnswer join(TestGateway gateway, String session, boolean hasCopy) {
        await(gateway.online(services.get(0), gateway.keyOf(session), session));
        return await(gateway.ask(
                services.get(0),
                new RoomRequest.Join(
                        room,
                        new SessionId(session),
                        gateway.keyOf(session).peer(),
                        gateway.life,
                        1,
                        1,
                        LONG,
                        Entry.PLAIN,
                        hasCopy)));
    }

    private void fill() {
        for (int i = 0; i < MANY; i++) {
            join(i % 2 == 0 ? a : b, "s" + i, true);
        }
    }

    private RoomAnswer.Part part(long answer, int offset) {
        return (RoomAnswer.Part) await(a.ask(services.get(0), new RoomRequest.Fetch(room, answer, offset)));
    }

    @Test
    void whoHasACopyIsToldOfTheChangeAlone() {
        // Given
        join(a, "first", false);

        // When
        RoomAnswer answer = join(a, "second", true);

        // Then
        assertThat(deltaOf(answer).joined())
                .singleElement()
                .satisfies(member -> assertThat(member.session().value()).isEqualTo("second"));
    }

    @Test
    void aLongRosterIsFetchedInPartsOfOneVersion() {
        // Given
        fill();
        RoomAnswer.Part first = part(0, 0);
        Roster then = Objects.requireNonNull(await(stores.rooms().roster(room)));
        join(a, "late", true);

        // When
        Buffer whole = Buffer.buffer().appendBuffer(first.bytes());
        while (whole.length() < first.total()) {
            whole.appendBuffer(part(first.answer(), whole.length()).bytes());
        }

        // Then
        assertThat(first.bytes().length()).isEqualTo(RosterWire.MOST_BYTES);
        assertThat(rosterFoundIn(RoomAnswer.decode(whole)).stamp()).isEqualTo(then.stamp());
    }

    private static Roster rosterFoundIn(RoomAnswer answer) {
        return Objects.requireNonNull(((RoomAnswer.Found) answer).roster());
    }

    @Test
    void aPartOfAnAnswerThatIsNotKeptIsRefused() {
        // When
        RoomAnswer answer = await(a.ask(services.get(0), new RoomRequest.Fetch(room, 12_345, 10)));

        // Then
        assertThat(answer)
                .isInstanceOfSatisfying(
                        RoomAnswer.Refused.class,
                        refused -> assertThat(refused.code()).isEqualTo(ErrorCode.TIMEOUT));
    }

    @Test
    void aRosterThatIsTooLongIsNotToldWithTheAnswer() {
        // Given
        fill();

        // When
        RoomAnswer answer = join(a, "late", false);

        // Then
        assertThat(deltaOf(answer).joined()).hasSize(1);
    }

    @Test
    void aChangeThatIsTooLongIsSaidToBeThere() {
        // Given
        fill();
        int events = a.rosterEvents.size();

        // When
        await(b.ask(services.get(0), new PresenceRequest.CloseLease(b.life)));

        // Then
        until(() -> !a.outdated.isEmpty());
        assertThat(a.outdated.get(0).version())
                .isEqualTo(Objects.requireNonNull(await(stores.rooms().roster(room)))
                        .version());
        assertThat(a.rosterEvents).hasSize(events);
    }

    @Test
    void theRosterComesWithTheAnswerWhereItIsShort() {
        // Given
        List<Future<RoomAnswer>> joins = IntStream.range(0, 20)
                .mapToObj(i -> a.join(services.get(0), room, "s" + i))
                .toList();
        await(Future.all(joins));

        // When
        RoomAnswer answer = await(b.join(services.get(0), room, "late"));

        // Then
        assertThat(rosterOf(answer).members()).hasSize(21);
    }
}
