package io.chappe.presence.store;

import static io.chappe.presence.Await.until;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chappe.core.model.Entry;
import io.chappe.core.model.LeaveReason;
import io.chappe.core.model.MemberState;
import io.chappe.core.model.Moderation.Action;
import io.chappe.core.model.RawJson;
import io.chappe.core.model.RoomId;
import io.chappe.core.model.RoomKey;
import io.chappe.core.model.RoomRules;
import io.chappe.core.model.RosterStamp;
import io.chappe.core.model.SessionId;
import io.chappe.core.model.Standing;
import io.chappe.core.model.TenantId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every store has to tell of a tenant's rooms. */
public abstract class RoomListContract extends RuledRoomContract {
    private static final long KEEP_MS = 3_600_000;

    private final TenantId tenant = new TenantId("list-" + unique);

    private void begin(TenantId whose, String... names) {
        for (String name : names) {
            RoomKey key = new RoomKey(whose, new RoomId(name));
            await(stores.rooms().join(key, newcomer(s1), ticket(a, new Place.Room(key)), LIMIT, 0));
        }
    }

    private static Newcomer newcomer(SessionId session) {
        return new Newcomer(session, peerOf(session), new Step(1, 1), RawJson.of("{}"), Entry.PLAIN);
    }

    private void end(String... names) {
        for (String name : names) {
            await(stores.rooms().leave(new RoomKey(tenant, new RoomId(name)), s1, new Step(1, 2), LeaveReason.LEFT));
        }
    }

    private static String[] numbered(int count) {
        return IntStream.range(0, count).mapToObj("%02d"::formatted).toArray(String[]::new);
    }

    private RoomPage page(@Nullable RoomId after, int limit) {
        return await(stores.rooms().list(tenant, "", after, limit));
    }

    private List<String> names(String prefix) {
        return names(await(stores.rooms().list(tenant, prefix, null, RoomPage.MOST)));
    }

    private static List<String> names(RoomPage page) {
        return page.rooms().stream().map(summary -> summary.room().value()).toList();
    }

    /** It may take a moment until a room is in the list. */
    private void untilListed(int rooms) {
        until(() -> page(null, RoomPage.MOST).rooms().size() == rooms);
    }

    @Test
    void namesAreInTheOrderOfTheirBytes() {
        // Given
        String[] ordered = {
            "B", "a", "a \"b\"", "a-", "aa", "ab", "b", "z", "é", "漢字", "\uD7FF", "\uE000", "\uFF5E", "🗼", "🗼a"
        };
        begin(tenant, Stream.of(ordered).sorted().toArray(String[]::new));
        untilListed(ordered.length);

        // When
        List<String> listed = names("");

        // Then
        assertThat(listed).containsExactly(ordered);
        assertThat(listed).isNotEqualTo(listed.stream().sorted().toList());
    }

    @Test
    void pagesFollowEachOtherInThatOrderToo() {
        // Given
        begin(tenant, "é", "\uFF5E", "🗼", "🗼a");
        untilListed(4);

        // When
        List<String> behind = names(page(new RoomId("\uFF5E"), 1));

        // Then
        assertThat(behind).containsExactly("🗼");
        assertThat(names(page(new RoomId("🗼"), 5))).containsExactly("🗼a");
        assertThat(names(page(new RoomId("🗼b"), 5))).isEmpty();
    }

    @Test
    void onlyNamesThatBeginSoAreListed() {
        // Given
        begin(tenant, "a", "ab", "abc", "abd", "ac", "b", "🗼", "🗼1", "[a", "(a");
        untilListed(10);

        // When
        List<String> listed = names("ab");

        // Then
        assertThat(listed).containsExactly("ab", "abc", "abd");
        assertThat(names("abcd")).isEmpty();
        assertThat(names("🗼")).containsExactly("🗼", "🗼1");
        assertThat(names("[")).containsExactly("[a");
        assertThat(names(await(stores.rooms().list(tenant, "ab", new RoomId("abc"), 5))))
                .containsExactly("abd");
        assertThat(names(await(stores.rooms().list(tenant, "ab", new RoomId("a"), 2))))
                .containsExactly("ab", "abc");
        assertThat(names(await(stores.rooms().list(tenant, "ab", new RoomId("ac"), 5))))
                .isEmpty();
    }

    @Test
    void pagesHaveAllRoomsOnce() {
        // Given
        begin(tenant, numbered(25));
        untilListed(25);

        // When
        RoomPage first = page(null, 10);
        RoomPage second = page(first.next(), 10);
        RoomPage third = page(second.next(), 10);

        // Then
        assertThat(Stream.of(first, second, third).flatMap(page -> names(page).stream()))
                .containsExactly(numbered(25));
        assertThat(List.of(first, second)).allMatch(page -> page.rooms().size() == 10 && page.next() != null);
        assertThat(third.next()).isNull();
        assertThat(page(null, 25).next()).isNull();
        assertThat(page(null, 24).next()).isNotNull();
    }

    @Test
    void roomsThatAreOverAreNotThereAndCostNoPageItsRooms() {
        // Given
        begin(tenant, numbered(25));
        untilListed(25);
        end(Stream.of(numbered(25)).filter(name -> !name.endsWith("3")).toArray(String[]::new));

        // When
        RoomPage first = page(null, 2);
        List<String> all = new ArrayList<>(names(first));
        RoomPage page = first;
        while (page.next() != null) {
            page = page(page.next(), 2);
            all.addAll(names(page));
        }

        // Then
        assertThat(all).containsExactly("03", "13", "23");
        assertThat(names(first)).as("it looks on").containsExactly("03");
        assertThat(names("")).containsExactly("03", "13", "23");
        assertThat(await(stores.rooms().summary(new RoomKey(tenant, new RoomId("04")))))
                .isNull();
        assertThat(await(stores.rooms().summary(new RoomKey(tenant, new RoomId("never")))))
                .isNull();
    }

    @Test
    void roomsOfOtherTenantsAreNotThere() {
        // Given
        begin(tenant, "1:a", "a");
        begin(new TenantId(tenant.value() + "a"), "a", "theirs");
        begin(new TenantId(tenant.value() + ":"), "a", "theirs");
        begin(new TenantId(tenant.value() + ":a"), "theirs");
        begin(new TenantId(tenant.value().substring(0, tenant.value().length() - 1)), "theirs");
        untilListed(2);

        // When
        List<String> listed = names("");

        // Then
        assertThat(listed).containsExactly("1:a", "a");
        assertThat(names("t")).isEmpty();
    }

    @Test
    void everySeatIsCountedAsWhatItIs() {
        // Given
        join(host, a, moderator(LOBBY));
        join(s1, b, guest(LOBBY));
        join(s2, b, guest(LOBBY));
        join(s3, a, new Entry(Standing.PLAIN.hiding(), true, LOBBY));
        change(stores.rooms().mark(room, host, 1, MemberState.RECONNECTING));
        moderate(Action.LOCK, null);
        RosterStamp stamp = Objects.requireNonNull(await(stores.rooms().stamp(room)));

        // When
        RoomSummary summary = await(stores.rooms().summary(room));

        // Then
        RoomRules rules = roster().rules();
        assertThat(rules.locked()).isTrue();
        assertThat(summary)
                .isEqualTo(new RoomSummary(room.room(), stamp.incarnation(), stamp.version(), 1, 2, 1, rules));
        until(() -> await(stores.rooms().list(room.tenant(), room.room().value(), null, 10))
                .rooms()
                .equals(List.of(summary)));
        moderate(Action.UNLOCK, null);
        moderate(Action.ADMIT, s1);
        RoomSummary later = Objects.requireNonNull(await(stores.rooms().summary(room)));
        assertThat(later)
                .isEqualTo(
                        new RoomSummary(room.room(), stamp.incarnation(), later.version(), 2, 1, 1, roster().rules()));
        assertThat(later.version()).isEqualTo(stamp.version() + 2);
    }

    @Test
    void aRoomOfWhichSomethingIsKeptIsThereUntilItsTimeIsOver() {
        // Given
        RoomRules kept = RoomRules.OPEN.kept(KEEP_MS);
        join(host, a, moderator(kept));
        moderate(Action.LOCK, null);
        RoomRules locked = roster().rules();
        until(() -> !await(stores.rooms().list(room.tenant(), room.room().value(), null, 10))
                .rooms()
                .isEmpty());
        change(stores.rooms().leave(room, host, new Step(1, 2), LeaveReason.LEFT));
        NOW.addAndGet(KEEP_MS - 1);

        // When
        RoomPage before = await(stores.rooms().list(room.tenant(), room.room().value(), null, 10));
        NOW.addAndGet(1);
        RoomPage after = await(stores.rooms().list(room.tenant(), room.room().value(), null, 10));

        // Then
        RoomSummary summary = before.rooms().get(0);
        assertThat(summary)
                .isEqualTo(new RoomSummary(room.room(), summary.incarnation(), summary.version(), 0, 0, 0, locked));
        assertThat(after.rooms()).isEmpty();
        assertThat(after.next()).isNull();
        assertThat(await(stores.rooms().summary(room))).isNull();
    }

    @Test
    void aRoomThatWasPutBackIsThere() {
        // Given
        RoomKey key = new RoomKey(tenant, new RoomId("back"));
        Returning returning = new Returning(newcomer(s1), MemberState.ONLINE, ticket(a, new Place.Room(key)));

        // When
        await(stores.rooms().restore(key, List.of(returning), RoomRules.OPEN, 0));

        // Then
        untilListed(1);
        assertThat(names("")).containsExactly("back");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, RoomPage.MOST + 1})
    void aPageHasOneToTwoHundredRooms(int limit) {
        // When
        var list = stores.rooms().list(tenant, "", null, limit);

        // Then
        assertThatThrownBy(() -> await(list)).isInstanceOf(IllegalArgumentException.class);
    }
}
