package io.chappe.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What moderators do and see, and what becomes of others. */
class ModerationTest {
    private static final JsonObject SAME =
            new JsonObject().put("class", new JsonObject().put("version", 1).put("same", true));

    private final FakeSession fake = new FakeSession();

    private static Arguments request(String json, Function<ChappeSession, Future<?>> call) {
        return Arguments.of(new JsonObject(json), call);
    }

    static Stream<Arguments> requests() {
        return Stream.of(
                request("{\"type\":\"admit\",\"room\":\"class\",\"session\":\"c\"}", s -> s.admit("class", "c")),
                request("{\"type\":\"admit\",\"room\":\"class\"}", s -> s.admitAll("class")),
                request("{\"type\":\"deny\",\"room\":\"class\",\"session\":\"c\"}", s -> s.deny("class", "c")),
                request("{\"type\":\"kick\",\"room\":\"class\",\"session\":\"b\"}", s -> s.kick("class", "b")),
                request(
                        "{\"type\":\"kick\",\"room\":\"class\",\"session\":\"b\",\"banMs\":60000}",
                        s -> s.kick("class", "b", Duration.ofMinutes(1))),
                request("{\"type\":\"lock\",\"room\":\"class\"}", s -> s.lock("class")),
                request("{\"type\":\"unlock\",\"room\":\"class\"}", s -> s.unlock("class")),
                request(
                        "{\"type\":\"update-room\",\"room\":\"class\",\"metadata\":{\"n\":1}}",
                        s -> s.setMetadata("class", new JsonObject().put("n", 1))),
                request(
                        "{\"type\":\"update-room\",\"room\":\"class\",\"metadata\":null}",
                        s -> s.setMetadata("class", null)),
                request("{\"type\":\"mute\",\"room\":\"class\",\"session\":\"b\"}", s -> s.requestMute("class", "b")));
    }

    @ParameterizedTest
    @MethodSource("requests")
    void eachRequestAsItGoesOut(JsonObject expected, Function<ChappeSession, Future<?>> call) {
        // When
        Future<?> request = call.apply(fake.session);
        fake.answer(Script.ack(0));

        // Then
        assertThat(fake.sent()).containsExactly(expected.copy().put("id", 1));
        assertThat(request.succeeded()).isTrue();
    }

    @ParameterizedTest
    @MethodSource("requests")
    void whatAModeratorMayNotDoFailsWithTheReason(JsonObject sent, Function<ChappeSession, Future<?>> call) {
        // When
        Future<?> request = call.apply(fake.session);
        fake.refuse("forbidden");

        // Then
        assertThat(request.cause())
                .isInstanceOfSatisfying(
                        ChappeException.class,
                        refused -> assertThat(refused.code()).isEqualTo("forbidden"));
    }

    @Test
    void aRequestToMuteThatWasRelayedSaysSo() {
        // When
        Future<Relayed> mute = fake.session.requestMute("class", "b");
        fake.answer(Script.ack(0).put("status", "relayed"));

        // Then
        assertThat(mute.result()).isEqualTo(new Relayed(1, List.of(), 0));
    }

    @Test
    void whoIsAskedToMuteHearsASignal() {
        // When
        fake.say(Script.signal("m", Signal.REQUEST_MUTE));

        // Then
        assertThat(fake.listener.heard).containsExactly("signal request-mute");
    }

    @Test
    void whatTokensSayOfMembersIsKnown() {
        // Given
        JsonObject moderator = Script.member("m").put("moderator", true);
        JsonObject learner = Script.member("s").put("attributes", new JsonObject().put("name", "Ann"));

        // When
        Joined joined = join(Script.joined(0, "class").put("members", new JsonArray(List.of(moderator, learner))));

        // Then
        assertThat(joined.members())
                .containsExactly(
                        new Member("m", "peer of m", null, "online", true, null),
                        new Member("s", "peer of s", null, "online", false, new JsonObject().put("name", "Ann")));
    }

    @Test
    void aMemberThatHasBecomeAModeratorMeanwhileIsUpdated() {
        // Given
        join(Script.joined(0, "class", "m"));
        fake.down();
        JsonObject member = Script.member("m").put("moderator", true);

        // When
        fake.resume(now(new JsonObject().put("members", new JsonArray(List.of(member)))));

        // Then
        assertThat(fake.listener.heard)
                .contains(new MembersChanged("class", 5, List.of(), List.of(), List.of(Member.of(member)), 1));
    }

    @Test
    void whoIsKickedHearsThatItHasLeftAndWhy() {
        // Given
        join(Script.joined(0, "class", "s"));

        // When
        fake.say(Script.left("class", "kicked"));

        // Then
        assertThat(fake.listener.heard).containsExactly("left class kicked");
        assertThat(fake.session.room("class").failed()).isTrue();
        assertThat(fake.session.state()).isEqualTo(ConnectionState.ONLINE);
    }

    @Test
    void whoMovesSomebodyLearnsThatTheyAreGone() {
        // When
        Future<Void> move = fake.session.move("class", "b", "other");
        fake.answer(Script.left("class", "").put("type", "moved").put("to", "other"));

        // Then
        assertThat(move.succeeded()).isTrue();
        assertThat(fake.sent())
                .containsExactly(new JsonObject(
                        "{\"type\":\"move\",\"room\":\"class\",\"session\":\"b\",\"to\":\"other\",\"id\":1}"));
    }

    @Test
    void whoIsMovedHearsWhereToAndMayJoinThere() {
        // Given
        join(Script.joined(0, "class", "s"));

        // When
        fake.say(Script.left("class", "moved").put("to", "other"));
        fake.say(Script.joined(0, "other", "s", "b"));
        Future<Joined> joined = fake.session.join("other", null);
        fake.answer(Script.joined(0, "other", "s", "b"));

        // Then
        assertThat(fake.listener.heard).containsExactly("left class moved", "moved class other");
        assertThat(joined.result().members()).hasSize(2);
    }

    @Test
    void aModeratorSeesWhoWaits() {
        // Given
        join(Script.joined(0, "class", "s"));

        // When
        fake.say(Script.lobby("class", 70, "b", "c"));
        fake.say(Script.lobby("class", 0));

        // Then
        assertThat(fake.listener.heard).containsExactly("lobby class [b, c] of 70", "lobby class [] of 0");
    }

    @Test
    void whoHasWaitedIsNotKnownToAfterALostSocketUnlessItIsToldAgain() {
        // Given
        join(Script.joined(0, "class", "s"));
        fake.say(Script.lobby("class", 1, "c"));
        fake.listener.heard.clear();

        // When
        fake.down();
        fake.resume(SAME);
        fake.down();
        fake.resume(SAME);

        // Then: once
        assertThat(fake.listener.heard)
                .filteredOn(String.class::isInstance)
                .containsExactly("lobby class [] of 0", "resumed", "resumed");
    }

    @Test
    void whoHasWaitedIsNotKnownToInANewSessionUnlessItIsToldAgain() {
        // Given
        join(Script.joined(0, "class", "s"));
        fake.say(Script.lobby("class", 1, "c"));
        fake.down();
        fake.listener.heard.clear();

        // When
        fake.begin("s2");

        // Then
        assertThat(fake.listener.heard).containsExactly("lost s s2", "lobby class [] of 0");
    }

    @Test
    void aRoomIsLockedAndUnlocked() {
        // Given
        join(Script.joined(0, "class", "s"));

        // When
        fake.say(Script.locked("class", 4, true));
        Joined locked = fake.session.room("class").result();
        fake.say(Script.locked("class", 5, true));
        fake.say(Script.locked("class", 6, false));

        // Then
        assertThat(fake.listener.heard).containsExactly("locked class", "unlocked class");
        assertThat(List.of(locked.locked(), locked.version())).isEqualTo(List.of(true, 4L));
        assertThat(fake.session.room("class").result().locked()).isFalse();
    }

    @Test
    void membersAreToldOfTheRoomOnceOfEachChange() {
        // Given
        JsonObject metadata = new JsonObject().put("n", 1);
        join(Script.joined(0, "class", "s"));

        // When
        fake.say(Script.locked("class", 4, false).put("metadata", metadata));
        Joined told = fake.session.room("class").result();
        fake.say(Script.locked("class", 5, false).put("metadata", metadata.copy()));
        fake.say(Script.locked("class", 6, true).put("metadata", metadata));
        fake.say(Script.locked("class", 7, true).putNull("metadata"));

        // Then
        assertThat(fake.listener.heard)
                .containsExactly("metadata class {\"n\":1}", "locked class", "metadata class null");
        assertThat(told.metadata()).isEqualTo(metadata);
        assertThat(fake.session.room("class").result().metadata()).isNull();
    }

    @Test
    void metadataMayBeThereWhenARoomIsJoinedAndOthersWhenThisClientIsBack() {
        // Given
        Joined joined = join(Script.joined(0, "class", "s").put("metadata", new JsonObject().put("n", 1)));
        JsonObject without = new JsonObject().put("members", Script.members("s"));

        // When
        fake.down();
        fake.resume(now(without.copy().put("metadata", new JsonObject().put("n", 2))));
        fake.down();
        fake.resume(SAME);
        fake.down();
        fake.resume(now(without));

        // Then
        assertThat(joined.metadata()).isEqualTo(new JsonObject().put("n", 1));
        assertThat(fake.listener.heard)
                .filteredOn(String.class::isInstance)
                .containsExactly("metadata class {\"n\":2}", "resumed", "resumed", "metadata class null", "resumed");
    }

    @Test
    void aRoomMayBeLockedWhenItIsJoined() {
        // When
        Joined joined = join(Script.joined(0, "class", "s").put("locked", true));

        // Then
        assertThat(joined.locked()).isTrue();
        assertThat(fake.listener.heard).isEmpty();
    }

    @Test
    void aRoomThatWasLockedOrUnlockedMeanwhileSaysSo() {
        // Given
        join(Script.joined(0, "class", "s"));
        JsonObject unlocked = new JsonObject().put("members", Script.members("s"));

        // When
        fake.down();
        fake.resume(now(unlocked.copy().put("locked", true)));
        fake.down();
        fake.resume(SAME);
        fake.down();
        fake.resume(now(unlocked));

        // Then
        assertThat(fake.listener.heard)
                .filteredOn(String.class::isInstance)
                .containsExactly("locked class", "resumed", "resumed", "unlocked class", "resumed");
    }

    @Test
    void aRoomThatIsLockedWhenANewSessionJoinsItAgainSaysSo() {
        // Given
        join(Script.joined(0, "class", "s"));
        fake.down();
        fake.begin("s2");

        // When
        fake.answer(Script.joined(0, "class", "s2").put("locked", true));

        // Then
        assertThat(fake.listener.heard).contains("locked class");
    }

    @Test
    void whatIsSaidOfAnotherRoomIsNotTold() {
        // When
        fake.say(Script.locked("other", 4, true));
        fake.say(Script.lobby("other", 1, "c"));
        fake.say(Script.memberLeft("other", "b", "left"));

        // Then
        assertThat(fake.listener.heard).isEmpty();
    }

    private Joined join(JsonObject answer) {
        Future<Joined> join = fake.session.join("class");
        fake.answer(answer);
        return join.result();
    }

    /** What a resume says of the room. */
    private static JsonObject now(JsonObject room) {
        return new JsonObject().put("class", room.put("version", 5));
    }
}
