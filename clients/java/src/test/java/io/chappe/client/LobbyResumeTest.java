package io.chappe.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What becomes of waiting in a lobby when the socket is lost, or the session. */
class LobbyResumeTest {
    private static final JsonObject NOWHERE = new JsonObject();

    private FakeSession fake = new FakeSession();

    @Test
    void whoWaitsGoesOnWaitingAndIsToldAnotherPositionOnly() {
        // Given
        Future<Joined> join = waits(null);

        // When
        fake.down();
        fake.resume(stillWaiting(2));
        fake.down();
        fake.resume(stillWaiting(1));

        // Then
        assertThat(join.isComplete()).isFalse();
        assertThat(fake.listener.heard)
                .filteredOn(String.class::isInstance)
                .containsExactly("waiting class 2", "resumed", "waiting class 1", "resumed");
        assertThat(fake.sent()).isEmpty();
        assertThat(fake.resumed().getJsonObject("rooms")).isEmpty();
        fake.say(Script.admitted("class", "s"));
        assertThat(join.succeeded()).isTrue();
    }

    @Test
    void whoWasAdmittedWhileItWasAwayIsIn() {
        // Given
        Future<Joined> join = waits(null);
        fake.down();

        // When
        fake.resume(new JsonObject()
                .put("class", new JsonObject().put("version", 7).put("members", Script.members("s", "m"))));

        // Then
        Joined joined = join.result();
        assertThat(List.of(joined.room(), joined.self(), joined.version())).isEqualTo(List.of("class", "s", 7L));
        assertThat(fake.session.room("class").result()).isEqualTo(joined);
        assertThat(fake.listener.heard)
                .containsExactly("waiting class 2", ConnectionState.RECONNECTING, "resumed", ConnectionState.ONLINE);
    }

    @Test
    void whoDoesNotWaitAnyMoreIsToldSoByItsJoin() {
        // Given
        Future<Joined> join = waits(null);
        fake.down();

        // When
        fake.resume(NOWHERE);

        // Then
        assertCode(join, "lost");
        assertThat(fake.listener.heard).doesNotContain("left class lost");
    }

    @Test
    void aJoinWhoseAnswerWasLostIsRepeatedAndLeadsIntoTheLobby() {
        // Given
        Future<Joined> join = fake.session.join("class");
        fake.down();

        // When
        fake.resume(stillWaiting(2));
        fake.answer(Script.waiting("class", 2));

        // Then
        assertThat(join.isComplete()).isFalse();
        assertThat(fake.listener.heard).endsWith("waiting class 2");
        fake.say(Script.admitted("class", "s"));
        assertThat(join.succeeded()).isTrue();
    }

    @Test
    void aLobbyThatIsLeftWithoutASocketIsLeftWhenThereIsOne() {
        // Given
        Future<Joined> join = waits(null);
        fake.down();
        Future<Void> leave = fake.session.leave("class");

        // When
        fake.resume(stillWaiting(2));
        fake.answer(Script.left("class", "left"));

        // Then
        assertThat(leave.succeeded()).isTrue();
        assertCode(join, "left");
    }

    @Test
    void withANewSessionAWaiterKnocksAgainAsItHasIntroducedItselfLast() {
        // Given
        Future<Joined> join = waits("first");
        fake.session.update("class", "then");
        fake.answer(Script.ack(0));
        fake.down();

        // When
        fake.begin("s2");
        fake.answer(Script.waiting("class", 2));

        // Then: and it is online without a moderator
        assertThat(fake.sent()).containsExactly(Frames.join("class", "then").put("id", 3));
        assertThat(fake.listener.heard)
                .containsExactly(
                        "waiting class 2",
                        ConnectionState.RECONNECTING,
                        "lost s s2",
                        "waiting class 2",
                        ConnectionState.ONLINE);
        assertThat(join.isComplete()).isFalse();
        fake.say(Script.admitted("class", "s2"));
        assertThat(join.succeeded()).isTrue();
    }

    @Test
    void withANewSessionAWaiterMayFindTheRoomOpen() {
        // Given
        Future<Joined> join = waits("mine");
        fake.down();
        fake.begin("s2");

        // When
        fake.answer(Script.joined(0, "class", "s2"));

        // Then
        assertThat(fake.sent()).containsExactly(Frames.join("class", "mine").put("id", 2));
        assertThat(join.result().members()).extracting(Member::session).containsExactly("s2");
    }

    @Test
    void withANewSessionAWaiterMayFindTheDoorShut() {
        // Given
        Future<Joined> join = waits(null);
        fake.down();
        fake.begin("s2");

        // When
        fake.refuse("room_locked");

        // Then
        assertCode(join, "room_locked");
        assertThat(fake.listener.heard).doesNotContain("left class room_locked");
    }

    @Test
    void aWaiterThatCannotKnockAgainNowTriesLater() {
        // Given
        Future<Joined> join = waits(null);
        fake.down();
        fake.begin("s2");

        // When
        fake.answer(Script.error(0, "unavailable").put("retryAfterMs", 700));
        fake.timers.advance(700);
        fake.answer(Script.waiting("class", 7));

        // Then
        assertThat(join.isComplete()).isFalse();
        assertThat(fake.listener.heard).endsWith("waiting class 7");
        assertThat(fake.sent()).hasSize(2);
    }

    @Test
    void whoWantsNoRoomsAgainWaitsNoMoreInANewSession() {
        // Given
        fake = FakeSession.withoutRejoin();
        Future<Joined> join = waits(null);
        fake.down();

        // When
        fake.begin("s2");

        // Then
        assertCode(join, "session_lost");
        assertThat(fake.sent()).isEmpty();
        assertThat(fake.listener.heard).doesNotContain("left class session_lost");
    }

    @Test
    void aJoinWithoutAnAnswerIsLostWithItsSession() {
        // Given
        Future<Joined> join = fake.session.join("class");
        fake.down();

        // When
        fake.begin("s2");

        // Then
        assertCode(join, "session_lost");
        assertThat(fake.sent()).isEmpty();
    }

    @Test
    void aRoomMayHaveALobbyWhenANewSessionComesBackToIt() {
        // Given
        waitsAgain();
        Future<Joined> meanwhile = fake.session.room("class");

        // When
        fake.say(Script.admitted("class", "s2", "m"));

        // Then
        assertCode(meanwhile, "not_in_room");
        assertThat(fake.listener.heard).startsWith("waiting class 3", ConnectionState.ONLINE);
        assertThat(fake.listener.heard.get(2)).isInstanceOfSatisfying(MembersChanged.class, change -> {
            assertThat(change.joined()).extracting(Member::session).containsExactly("s2");
            assertThat(change.left()).extracting(d -> d.member().session()).containsExactly("s");
        });
    }

    @Test
    void aRoomThatTakesTheNewSessionInWhileItIsAwayTellsItsMembers() {
        // Given
        waitsAgain();
        fake.down();

        // When
        fake.resume(new JsonObject()
                .put("class", new JsonObject().put("version", 9).put("members", Script.members("s2", "m"))));

        // Then: the version that was known is another session's
        assertThat(fake.resumed().getJsonObject("rooms")).isEmpty();
        assertThat(fake.listener.heard).hasAtLeastOneElementOfType(MembersChanged.class);
        assertThat(fake.session.room("class").result().version()).isEqualTo(9);
    }

    @Test
    void whoHearsFromAResumeThatItWaitsDoesNotKnockOnceMore() {
        // Given
        Future<Joined> join = waits(null);
        fake.down();
        fake.begin("s2");
        fake.down();

        // When: the answer to the join does not come
        fake.resume(stillWaiting(1));
        fake.timers.advance(60_000);

        // Then
        assertThat(fake.sent()).containsExactly(Frames.join("class", null).put("id", 2));
        assertThat(join.isComplete()).isFalse();
        assertThat(fake.listener.heard).contains("waiting class 1");
    }

    @Test
    void aMemberMayFindItselfInTheLobbyAfterALostSocket() {
        // Given: it has left and come again, and the answers were lost
        waits(null);
        fake.say(Script.admitted("class", "s"));
        fake.listener.heard.clear();
        fake.down();

        // When
        fake.resume(stillWaiting(2));

        // Then
        assertThat(fake.listener.heard).contains("waiting class 2");
        assertCode(fake.session.room("class"), "not_in_room");
    }

    @Test
    void aRoomThatDoesNotTakeTheNewSessionBackIsLeft() {
        // Given
        waitsAgain();
        Future<Joined> join = fake.session.join("class");
        fake.answer(Script.waiting("class", 3));

        // When
        fake.say(Script.left("class", "denied"));

        // Then
        assertThat(fake.listener.heard).endsWith("left class denied");
        assertCode(join, "denied");
    }

    /** A join that waits in the lobby, second in the queue. */
    private Future<Joined> waits(@Nullable Object meta) {
        Future<Joined> join = fake.session.join("class", meta);
        fake.answer(Script.waiting("class", 2));
        fake.sent();
        return join;
    }

    /** The room was joined by the session before; this one is third in its lobby. */
    private void waitsAgain() {
        fake.session.join("class");
        fake.answer(Script.joined(0, "class", "s", "m"));
        fake.down();
        fake.begin("s2");
        fake.listener.heard.clear();
        fake.answer(Script.waiting("class", 3));
    }

    private static JsonObject stillWaiting(int position) {
        return new JsonObject().put("class", new JsonObject().put("waiting", position));
    }

    private static void assertCode(Future<?> failed, String code) {
        assertThat(failed.cause())
                .isInstanceOfSatisfying(
                        ChappeException.class,
                        refused -> assertThat(refused.code()).isEqualTo(code));
    }
}
