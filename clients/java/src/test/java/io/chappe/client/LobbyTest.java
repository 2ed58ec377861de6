package io.chappe.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Joins that lead into a lobby, as long as the socket lives. */
class LobbyTest {
    private final FakeSession fake = new FakeSession();

    @Test
    void whoWaitsIsToldItsPositionsAndJoinsWhenItIsAdmitted() {
        // Given
        Future<Joined> join = waits();

        // When
        fake.say(Script.waiting("class", 1));
        boolean early = join.isComplete();
        fake.say(Script.admitted("class", "s", "m"));

        // Then
        assertThat(fake.listener.heard).containsExactly("waiting class 2", "waiting class 1");
        assertThat(early).isFalse();
        assertThat(join.result().members()).extracting(Member::session).containsExactly("s", "m");
        assertThat(fake.session.room("class").result()).isEqualTo(join.result());
    }

    @Test
    void whatFollowsTheAdmissionIsNotMissed() {
        // Given
        waits();

        // When
        fake.say(Script.admitted("class", "s", "m"));
        fake.say(Script.memberLeft("class", "m", "kicked"));

        // Then
        assertThat(fake.listener.heard.get(1))
                .isInstanceOfSatisfying(
                        MembersChanged.class,
                        change -> assertThat(change.left())
                                .extracting(MembersChanged.Departure::reason)
                                .containsExactly("kicked"));
        assertThat(fake.session.room("class").result().members())
                .extracting(Member::session)
                .containsExactly("s");
    }

    @Test
    void waitingHasNoTimeLimit() {
        // Given
        Future<Joined> join = waits();

        // When
        fake.timers.advance(3_600_000);

        // Then
        assertThat(join.isComplete()).isFalse();
        fake.say(Script.admitted("class", "s"));
        assertThat(join.succeeded()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"denied", "kicked", "revoked"})
    void whoIsTakenOutWhileItWaitsIsToldWhyByItsJoin(String reason) {
        // Given
        Future<Joined> join = waits();

        // When
        fake.say(Script.left("class", reason));

        // Then
        assertCode(join, reason);
        assertThat(fake.listener.heard).containsExactly("waiting class 2");
        Future<Joined> again = fake.session.join("class");
        fake.answer(Script.joined(0, "class", "s"));
        assertThat(again.succeeded()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"room_locked", "room_full", "closed", "forbidden"})
    void aDoorThatIsShut(String code) {
        // Given
        Future<Joined> join = fake.session.join("class");

        // When
        fake.refuse(code);

        // Then
        assertCode(join, code);
        assertThat(((ChappeException) join.cause()).isRetryable()).isFalse();
        assertThat(fake.listener.heard).isEmpty();
    }

    @Test
    void whoWaitsIsNotInTheRoom() {
        // Given
        waits();

        // When
        Future<Joined> room = fake.session.room("class");

        // Then
        assertCode(room, "not_in_room");
    }

    @Test
    void leavingEndsTheWaiting() {
        // Given
        Future<Joined> join = waits();

        // When
        Future<Void> leave = fake.session.leave("class");
        fake.answer(Script.left("class", "left"));

        // Then
        assertThat(fake.sent()).containsExactly(Frames.leave("class").put("id", 2));
        assertThat(leave.succeeded()).isTrue();
        assertCode(join, "left");
        assertThat(fake.listener.heard).containsExactly("waiting class 2");
    }

    @Test
    void whoIsAdmittedWhileItGivesUpHasBeenInAndIsOut() {
        // Given
        Future<Joined> join = waits();
        Future<Void> leave = fake.session.leave("class");

        // When
        fake.say(Script.admitted("class", "s"));
        fake.answer(Script.left("class", "left"));

        // Then
        assertThat(join.succeeded()).isTrue();
        assertThat(leave.succeeded()).isTrue();
        assertThat(fake.listener.heard).containsExactly("waiting class 2");
        assertCode(fake.session.room("class"), "not_in_room");
    }

    @Test
    void twoJoinsWaitTogether() {
        // Given
        Future<Joined> first = waits();
        Future<Joined> second = fake.session.join("class");
        fake.answer(Script.waiting("class", 2));

        // When
        fake.say(Script.admitted("class", "s"));

        // Then
        assertThat(second.result()).isEqualTo(first.result());
        assertThat(fake.listener.heard).containsExactly("waiting class 2");
    }

    @Test
    void theEndOfTheSessionEndsTheWaiting() {
        // Given
        Future<Joined> join = waits();

        // When
        fake.dialer.last().end(4409);

        // Then
        assertCode(join, "session_lost");
    }

    @Test
    void anAnswerThatComesTooLateIsToldAllTheSame() {
        // Given
        Future<Joined> join = fake.session.join("class");
        fake.timers.advance(10_000);

        // When
        fake.answer(Script.waiting("class", 3));

        // Then
        assertCode(join, "timeout");
        assertThat(fake.listener.heard).containsExactly("waiting class 3");
        Future<Joined> again = fake.session.join("class");
        fake.answer(Script.waiting("class", 3));
        fake.say(Script.admitted("class", "s"));
        assertThat(again.succeeded()).isTrue();
    }

    /** A join that waits in the lobby, second in the queue. */
    private Future<Joined> waits() {
        Future<Joined> join = fake.session.join("class");
        fake.answer(Script.waiting("class", 2));
        fake.sent();
        return join;
    }

    private static void assertCode(Future<?> failed, String code) {
        assertThat(failed.cause())
                .isInstanceOfSatisfying(
                        ChappeException.class,
                        refused -> assertThat(refused.code()).isEqualTo(code));
    }
}
