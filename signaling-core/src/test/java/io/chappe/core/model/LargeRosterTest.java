package io.chappe.core.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Whom clients are told of in a room of more than 500. */
class LargeRosterTest {
    private static final NodeLife HOME = new NodeLife(new NodeId("n"), 1);

    private static Member member(int number) {
        return member(number, number, false);
    }

    private static Member moderator(int number) {
        return member(number, number, true);
    }

    private static Member member(int number, long joinVersion, boolean moderates) {
        return new Member(
                new SessionId("s" + number),
                new PeerId("p" + number),
                HOME,
                1,
                joinVersion,
                MemberState.ONLINE,
                RawJson.NULL,
                new Standing(false, moderates, RawJson.NULL));
    }

    private static List<Member> members(int from, int to) {
        return IntStream.rangeClosed(from, to).mapToObj(LargeRosterTest::member).toList();
    }

    private static Roster roster(List<Member> members) {
        return new Roster(1, 10_000, 10_000, members);
    }

    private static RosterDelta joined(Member... members) {
        return new RosterDelta(1, 10_001, List.of(members), List.of(), List.of());
    }

    private static RosterDelta left(Member... members) {
        return new RosterDelta(
                1,
                10_001,
                List.of(),
                Stream.of(members)
                        .map(member -> new RosterDelta.Departure(member, LeaveReason.LEFT))
                        .toList(),
                List.of());
    }

    private static RosterDelta updated(Member... members) {
        return new RosterDelta(1, 10_001, List.of(), List.of(), List.of(members));
    }

    private static RosterNews news(Roster known, RosterDelta delta) {
        RosterDelta shown = known.shown(delta);
        return RosterNews.of(known, known.after(delta, shown), shown);
    }

    private static List<String> names(List<Member> members) {
        return members.stream().map(member -> member.session().value()).toList();
    }

    @Test
    void listsAllOfFiveHundred() {
        // When
        Roster roster = roster(members(1, 500));

        // Then
        assertThat(roster.isLarge()).isFalse();
        assertThat(roster.listed()).hasSize(500);
    }

    @Test
    void listsModeratorsAndWhoCameFirst() {
        // Given
        List<Member> all = new ArrayList<>(members(1, 900));
        IntStream.rangeClosed(901, 1_050).mapToObj(LargeRosterTest::moderator).forEach(all::add);
        Collections.shuffle(all, new Random(7));

        // When
        List<Member> listed = List.copyOf(roster(all).listed());

        // Then
        assertThat(names(listed.subList(0, 100)))
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(901, 1_000).mapToObj(i -> "s" + i).toList());
        assertThat(names(listed.subList(100, 600))).containsExactlyElementsOf(names(members(1, 500)));
        assertThat(listed).hasSize(600);
    }

    @Test
    void tellsOfSmallRoomsWhatTheyAreShown() {
        // Given
        Roster known = roster(members(1, 499));

        // When
        RosterNews news = news(known, joined(member(500)));

        // Then
        assertThat(news).isEqualTo(new RosterNews(joined(member(500))));
    }

    @Test
    void tellsTheCountOfWhoeverIsNotListed() {
        // Given
        Roster known = roster(members(1, 500));

        // When
        RosterNews news = news(known, joined(member(501), member(502)));

        // Then
        assertThat(news.count()).isEqualTo(502);
        assertThat(news.delta().hasMembers()).isFalse();
    }

    @Test
    void hiddenMembersMakeNoRoomLargeAndAreNotCounted() {
        // Given
        List<Member> some = members(1, Listing.MOST);
        Member ghost = member(Listing.MOST + 2).withStanding(Standing.PLAIN.hiding());
        Roster small = roster(some);
        Roster large = roster(members(1, Listing.MOST + 1));

        // When
        RosterNews news = news(large, joined(ghost));

        // Then
        assertThat(small.after(joined(ghost)).isLarge()).isFalse();
        assertThat(large.after(joined(ghost)).listed()).doesNotContain(ghost);
        assertThat(news.hasMembers()).isFalse();
        assertThat(RosterNews.ofCount(large.after(joined(ghost))).count()).isEqualTo(Listing.MOST + 1);
    }

    @Test
    void tellsOfAModeratorWhoComesLate() {
        // Given
        Roster known = roster(members(1, 600));

        // When
        RosterNews news = news(known, joined(moderator(601)));

        // Then
        assertThat(news.delta().joined()).containsExactly(moderator(601));
        assertThat(news.delta().left()).isEmpty();
        assertThat(news.count()).isEqualTo(601);
    }

    @Test
    void movesTheNextOneUp() {
        // Given
        Roster known = roster(members(1, 600));

        // When
        RosterNews news = news(known, left(member(3), member(550)));

        // Then
        assertThat(names(news.delta().joined())).containsExactly("s501");
        assertThat(news.delta().left()).containsExactly(new RosterDelta.Departure(member(3), LeaveReason.LEFT));
        assertThat(news.count()).isEqualTo(598);
    }

    @Test
    void tellsOfUpdatesOfTheListedOnly() {
        // Given
        Roster known = roster(members(1, 600));
        Member listed = member(5).withMeta(RawJson.of("1"));
        Member other = member(505).withMeta(RawJson.of("2"));

        // When
        RosterNews news = news(known, updated(listed, other));

        // Then
        assertThat(news.delta().updated()).containsExactly(listed);
    }

    @Test
    void tellsNothingWhereNothingThatIsToldHasChanged() {
        // Given
        Roster known = roster(members(1, 600));

        // When
        RosterNews news = news(known, updated(member(505).withMeta(RawJson.of("2"))));

        // Then
        assertThat(news.hasMembers()).isFalse();
    }

    @Test
    void tellsOfThoseWhoWereNotListedWhenTheRoomGetsSmall() {
        // Given
        Roster known = roster(members(1, 501));

        // When
        RosterNews news = news(known, left(member(501)));

        // Then
        assertThat(news.delta().hasMembers()).isFalse();
        assertThat(news.hasMembers()).isTrue();
        assertThat(news.count()).isZero();
    }

    @Test
    void saysWhoIsNotListedAnyMoreAlthoughItIsThere() {
        // Given
        Roster known = roster(members(1, 600));
        Member last = member(1, 9_000, false);

        // When
        RosterNews news = news(known, updated(last));

        // Then
        assertThat(news.delta().left()).containsExactly(new RosterDelta.Departure(member(1), LeaveReason.UNLISTED));
        assertThat(names(news.delta().joined())).containsExactly("s501");
    }

    @Test
    void mergesChangesToWhatTheyComeTo() {
        // Given
        Member stays = member(1);
        Member comesAndGoes = member(2);
        Member goesAndComes = member(3);
        Member isNew = member(4).withMeta(RawJson.of("1"));

        // When
        RosterDelta merged = RosterDelta.merged(List.of(
                new RosterDelta(
                        1,
                        11,
                        List.of(comesAndGoes, member(4)),
                        left(goesAndComes).left(),
                        List.of()),
                new RosterDelta(1, 12, List.of(goesAndComes), left(comesAndGoes).left(), List.of(isNew)),
                new RosterDelta(1, 13, List.of(), left(stays).left(), List.of())));

        // Then
        assertThat(merged)
                .isEqualTo(new RosterDelta(1, 13, List.of(isNew), left(stays).left(), List.of(goesAndComes)));
    }

    @Test
    void mergedChangesLeadToTheSameRoster() {
        for (int seed = 0; seed < 200; seed++) {
            // Given
            Random random = new Random(seed);
            Roster start = new Roster(1, 10, 10, members(1, 8));
            Roster step = start;
            List<RosterDelta> deltas = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                RosterDelta delta = randomChange(step, random);
                deltas.add(delta);
                step = step.after(delta);
            }

            // When
            Roster atOnce = start.after(RosterDelta.merged(deltas));

            // Then
            assertThat(atOnce.members()).as("seed " + seed).containsExactlyInAnyOrderElementsOf(step.members());
            assertThat(atOnce.stamp()).isEqualTo(step.stamp());
        }
    }

    private static RosterDelta randomChange(Roster roster, Random random) {
        long version = roster.version() + 1;
        Member one = member(1 + random.nextInt(12), version, false);
        Member there = roster.member(one.session());
        if (there == null) {
            return new RosterDelta(1, version, List.of(one), List.of(), List.of());
        }
        return random.nextBoolean()
                ? new RosterDelta(
                        1, version, List.of(), List.of(new RosterDelta.Departure(there, LeaveReason.LOST)), List.of())
                : new RosterDelta(1, version, List.of(), List.of(), List.of(there.withMeta(RawJson.of("" + version))));
    }

    private static Member waiting(int number) {
        Member member = member(number);
        return member.withStanding(Standing.PLAIN.waiting());
    }

    private static RosterDelta merged(RosterDelta... deltas) {
        return RosterDelta.merged(List.of(deltas));
    }

    @Test
    void whoLeavesAndWaitsInTheLobbyHasLeft() {
        // Given
        Roster known = roster(members(1, 3));

        // When
        RosterDelta shown = known.shown(merged(left(member(2)), joined(waiting(2))));

        // Then
        assertThat(shown.left()).containsExactly(new RosterDelta.Departure(member(2), LeaveReason.LEFT));
        assertThat(shown.updated()).isEmpty();
    }

    @Test
    void whoLeavesAndWaitsAndGivesUpHasLeft() {
        // Given
        Roster known = roster(members(1, 3));

        // When
        RosterDelta shown = known.shown(merged(left(member(2)), joined(waiting(2)), left(waiting(2))));

        // Then
        assertThat(shown.left()).hasSize(1);
        assertThat(known.after(merged(left(member(2)), joined(waiting(2)), left(waiting(2))))
                        .members())
                .hasSize(2);
    }

    @Test
    void whoWasLetInAndIsGoneHasLeftTheLobbyOnly() {
        // Given
        Roster known = roster(List.of(member(1), waiting(2)));
        RosterDelta delta = merged(updated(member(2)), left(member(2)));

        // When
        RosterDelta shown = known.shown(delta);

        // Then
        assertThat(shown.hasMembers()).isFalse();
        assertThat(known.isLobbyChangedBy(delta)).isTrue();
    }

    @Test
    void whatCancelsOutWasShownAllTheSame() {
        // Given
        Roster known = roster(members(1, 3));
        RosterDelta comes = new RosterDelta(1, 10_001, List.of(member(9)), List.of(), List.of());
        RosterDelta goes = new RosterDelta(1, 10_002, List.of(), left(member(9)).left(), List.of());

        // When
        Roster after = known.after(merged(comes, goes));

        // Then
        assertThat(after.shownVersion()).isEqualTo(10_002);
    }

    @Test
    void moderatorsAmongTheFirstAreNotListedTwiceNorDropped() {
        // Given
        List<Member> all = new ArrayList<>(members(1, 350));
        IntStream.rangeClosed(351, 500).mapToObj(LargeRosterTest::moderator).forEach(all::add);
        Roster known = roster(all);

        // When
        RosterNews news = news(known, joined(member(501)));

        // Then
        assertThat(news.delta().hasMembers()).isFalse();
        assertThat(news.count()).isEqualTo(501);
    }
}
