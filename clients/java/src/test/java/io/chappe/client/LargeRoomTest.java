package io.chappe.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Rooms of which the service lists a part and says how many there are; this session, {@code s}, is not listed. */
class LargeRoomTest {
    private final FakeSession fake = new FakeSession();

    @Test
    void someMembersAreListedAndAllAreCounted() {
        // When
        Joined joined = join(700, "a", "b");

        // Then
        assertThat(joined.count()).isEqualTo(700);
        assertThat(room()).isEqualTo(joined);
        assertThat(joined.members()).extracting(Member::session).containsExactly("a", "b");
        assertThat(fake.listener.heard).isEmpty();
    }

    @Test
    void whereAllAreListedTheyAreTheNumber() {
        // Given
        Joined joined = join("a", "b");

        // When
        fake.say(Script.memberLeft("hall", "a", "left"));

        // Then
        assertThat(joined.count()).isEqualTo(2);
        assertThat(room().count()).isEqualTo(1);
        assertThat(changes()).extracting(MembersChanged::count).containsExactly(1);
    }

    @Test
    void aChangeOfTheNumberAloneIsTold() {
        // Given
        join(700, "a", "b");

        // When
        fake.say(changed(6).put("count", 701));

        // Then
        assertThat(changes()).containsExactly(new MembersChanged("hall", 6, List.of(), List.of(), List.of(), 701));
        assertThat(room().count()).isEqualTo(701);
        assertThat(room().version()).isEqualTo(6);
    }

    @Test
    void whoMovesUpAndWhoIsNoLongerListedAreInOneChange() {
        // Given
        join(700, "a", "b", "c");
        JsonArray left = new JsonArray(List.of(
                Script.member("a").put("reason", "left"), Script.member("b").put("reason", "unlisted")));

        // When
        fake.say(changed(6).put("left", left).put("joined", Script.members("d")).put("count", 699));

        // Then
        assertThat(changes())
                .containsExactly(new MembersChanged(
                        "hall",
                        6,
                        List.of(Member.of(Script.member("d"))),
                        List.of(departure("a", "left"), departure("b", "unlisted")),
                        List.of(),
                        699));
        assertThat(room().members()).extracting(Member::session).containsExactly("c", "d");
    }

    @Test
    void aRoomThatGetsSmallEnoughListsAll() {
        // Given
        join(700, "a", "b");

        // When
        fake.say(changed(6).put("joined", Script.members("c")));
        fake.say(Script.memberLeft("hall", "a", "left"));

        // Then
        assertThat(changes()).extracting(MembersChanged::count).containsExactly(3, 2);
        assertThat(room().count()).isEqualTo(2);
    }

    @Test
    void aLockIsNoChangeOfTheNumber() {
        // Given
        join(700, "a");

        // When
        fake.say(Script.locked("hall", 6, true));

        // Then
        assertThat(room().count()).isEqualTo(700);
    }

    @Test
    void aSignalOfSomebodyWhoIsNotListedIsGivenOutAsAnyOther() {
        // Given
        join(700, "a");
        fake.sent();

        // When
        fake.say(Script.signal("z", "chat").put("room", "hall").put("id", 1));
        fake.say(Script.signal("z", "note").put("want", "received").put("id", 2));

        // Then
        assertThat(fake.listener.heard).containsExactly("signal chat", "signal note");
        assertThat(fake.sent())
                .containsExactly(
                        new JsonObject().put("type", "ack").put("from", "z").put("id", 2));
    }

    @Test
    void aSessionThatGoesOnHasTheNumberThatItHadWhereNothingHasChanged() {
        // Given
        join(700, "a");

        // When
        goOn(new JsonObject().put("version", 1).put("same", true));

        // Then
        assertThat(room().count()).isEqualTo(700);
        assertThat(changes()).isEmpty();
    }

    @Test
    void aSessionThatGoesOnTakesAFreshListAndSaysWhoIsNotInItGoneOrNot() {
        // Given
        join(700, "a", "b");

        // When
        goOn(list(9, "b", "c").put("count", 650));

        // Then
        assertThat(changes())
                .containsExactly(new MembersChanged(
                        "hall",
                        9,
                        List.of(Member.of(Script.member("c"))),
                        List.of(departure("a", "unlisted")),
                        List.of(),
                        650));
        assertThat(room().count()).isEqualTo(650);
    }

    @Test
    void aSessionThatGoesOnHearsOfTheNumberAloneToo() {
        // Given
        join(700, "a", "b");

        // When
        goOn(list(9, "a", "b").put("count", 702));
        goOn(list(9, "a", "b").put("count", 702));

        // Then: once
        assertThat(changes()).containsExactly(new MembersChanged("hall", 9, List.of(), List.of(), List.of(), 702));
    }

    @Test
    void aSessionThatGoesOnInARoomThatHasGotSmallKnowsWhoIsGone() {
        // Given
        join(700, "a", "b");

        // When
        goOn(list(9, "b", "s"));

        // Then
        assertThat(changes())
                .containsExactly(new MembersChanged(
                        "hall",
                        9,
                        List.of(Member.of(Script.member("s"))),
                        List.of(departure("a", "lost")),
                        List.of(),
                        2));
    }

    @Test
    void aNewSessionHasANumberOfItsOwn() {
        // Given
        join(700, "a");
        fake.down();
        fake.begin("s2");

        // When
        fake.answer(Script.joined(0, "hall", "a").put("count", 800));

        // Then
        assertThat(changes()).containsExactly(new MembersChanged("hall", 1, List.of(), List.of(), List.of(), 800));
    }

    private Joined join(int count, String... listed) {
        return join(Script.joined(0, "hall", listed).put("count", count));
    }

    private Joined join(String... members) {
        return join(Script.joined(0, "hall", members));
    }

    private Joined join(JsonObject answer) {
        Future<Joined> join = fake.session.join("hall");
        fake.answer(answer);
        return join.result();
    }

    private Joined room() {
        return fake.session.room("hall").result();
    }

    private List<MembersChanged> changes() {
        return fake.listener.heard.stream()
                .filter(MembersChanged.class::isInstance)
                .map(MembersChanged.class::cast)
                .toList();
    }

    /** The session loses its socket and goes on; that is said of the room. */
    private void goOn(JsonObject room) {
        fake.down();
        fake.resume(new JsonObject().put("hall", room));
    }

    private static JsonObject list(long version, String... members) {
        return new JsonObject().put("version", version).put("members", Script.members(members));
    }

    private static JsonObject changed(long version) {
        return new JsonObject()
                .put("type", "members-changed")
                .put("room", "hall")
                .put("version", version);
    }

    private static MembersChanged.Departure departure(String session, String reason) {
        return new MembersChanged.Departure(Member.of(Script.member(session)), reason);
    }
}
