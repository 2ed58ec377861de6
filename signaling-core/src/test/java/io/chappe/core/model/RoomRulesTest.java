package io.chappe.core.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class RoomRulesTest {
    private static final PeerId BOB = new PeerId("bob");

    @Test
    void aBanHoldsUntilItsTime() {
        // When
        RoomRules rules = RoomRules.OPEN.banned(BOB, 1_000, 0, 7);

        // Then
        assertThat(rules.isBanned(BOB, 999)).isTrue();
        assertThat(rules.isBanned(BOB, 1_000)).isFalse();
        assertThat(rules.isBanned(new PeerId("ann"), 0)).isFalse();
        assertThat(rules.version()).isEqualTo(7);
    }

    @Test
    void whatIsOverIsForgottenWithTheNextBan() {
        // Given
        RoomRules rules = RoomRules.OPEN.banned(new PeerId("ann"), 1_000, 0, 1);

        // When
        RoomRules later = rules.banned(BOB, 3_000, 2_000, 2);

        // Then
        assertThat(later.bans()).containsOnlyKeys(BOB);
    }

    @Test
    void ofTooManyBansTheFirstToEndEndsNow() {
        // Given
        RoomRules rules = RoomRules.OPEN;
        for (int i = 0; i < RoomRules.MAX_BANS; i++) {
            rules = rules.banned(new PeerId("peer-" + i), 10_000 + i, 0, i);
        }

        // When
        RoomRules one = rules.banned(BOB, 5_000, 0, 1_000);

        // Then
        assertThat(one.bans()).hasSize(RoomRules.MAX_BANS).containsKey(BOB).doesNotContainKey(new PeerId("peer-0"));
    }

    @Test
    void metadataIsSeenAndBansAreNot() {
        // Given
        RoomRules rules = RoomRules.begin(5, true);
        RawJson metadata = RawJson.of("{}");

        // When
        RoomRules described = rules.described(metadata, 7);

        // Then
        assertThat(described.looksLike(rules)).isFalse();
        assertThat(described.banned(BOB, 9, 8, 8).looksLike(described)).isTrue();
        assertThat(described.banned(BOB, 9, 8, 8).locked(true, 9).metadata()).isEqualTo(metadata);
        assertThat(described.described(RawJson.NULL, 7)).isEqualTo(new RoomRules(7, 5, true, false, Map.of()));
    }

    @Test
    void aRoomThatWasKeptBeginsWithWhatModeratorsHaveSet() {
        // Given
        RawJson metadata = RawJson.of("{}");
        RoomRules before = new RoomRules(4, 5, true, true, Map.of(BOB, 9L)).described(metadata, 4);

        // When
        RoomRules again = RoomRules.begin(7, false).kept(60).after(before, true);

        // Then
        assertThat(again)
                .isEqualTo(new RoomRules(4, 7, false, true, Map.of(BOB, 9L))
                        .described(metadata, 4)
                        .kept(60));
    }

    @Test
    void onlyWhatModeratorsHaveSetIsKept() {
        // Given
        RoomRules rules = RoomRules.begin(7, true).kept(60);

        // Then
        assertThat(rules.keptMs()).isZero();
        assertThat(rules.banned(BOB, 9, 8, 8).keptMs()).isZero();
        assertThat(rules.locked(true, 8).keptMs()).isEqualTo(60);
        assertThat(rules.described(RawJson.of("{}"), 8).keptMs()).isEqualTo(60);
        assertThat(rules.locked(true, 8).kept(Long.MAX_VALUE).keptMs()).isEqualTo(RoomRules.MAX_KEEP_MS);
    }

    @Test
    void aRoomThatBeginsAnewKeepsItsBans() {
        // Given
        RoomRules before = new RoomRules(0, 5, true, true, Map.of(BOB, 9L)).described(RawJson.of("{}"), 0);

        // When
        RoomRules anew = RoomRules.begin(7, false).after(before, false);

        // Then
        assertThat(anew).isEqualTo(new RoomRules(0, 7, false, false, Map.of(BOB, 9L)));
    }

    @Test
    void whatIsToBeExpectedIsToldByTheLastTakes() {
        // Given
        RoomRules none = RoomRules.beginQueue(0);
        RoomRules one = none.taken(take(0, 100_000), 1);

        // When
        RoomRules three = one.taken(take(1, 110_000), 2).taken(take(2, 160_000), 3);

        // Then
        assertThat(none.expectedMs(1)).isNull();
        assertThat(one.expectedMs(1)).isNull();
        assertThat(three.expectedMs(1)).isEqualTo(30_000);
        assertThat(three.expectedMs(3)).isEqualTo(90_000);
        assertThat(three.version()).isEqualTo(3);
        assertThat(three.locked(true, 4).takes()).isEqualTo(three.takes());
        assertThat(three.banned(BOB, 1, 0, 4).queue()).isTrue();
    }

    @Test
    void ofTakesTheLastAreKept() {
        // Given
        RoomRules rules = RoomRules.beginQueue(0);

        // When
        for (int i = 0; i <= RoomRules.MAX_TAKES; i++) {
            rules = rules.taken(take(i, i), i);
        }

        // Then
        assertThat(rules.takes()).hasSize(RoomRules.MAX_TAKES);
        assertThat(rules.take(room(0))).isNull();
        assertThat(rules.take(room(RoomRules.MAX_TAKES))).isNotNull();
    }

    @Test
    void aTakeToTheSameRoomIsTheSameAndOneThatCameToNothingIsNone() {
        // Given
        RoomRules rules = RoomRules.beginQueue(0)
                .taken(take(1, 10), 1)
                .taken(take(2, 20), 2)
                .taken(take(1, 30), 3);

        // When
        RoomRules fewer = rules.notTaken(room(2), 4);

        // Then
        assertThat(rules.takes()).containsExactly(take(2, 20), take(1, 30));
        assertThat(fewer.takes()).containsExactly(take(1, 30));
        assertThat(fewer.version()).isEqualTo(4);
        assertThat(fewer.notTaken(room(2), 5)).isSameAs(fewer);
    }

    private static RoomId room(int number) {
        return RoomId.reserved("room-" + number);
    }

    private static Take take(int room, long at) {
        return new Take(room(room), new SessionId("s"), BOB, at);
    }
}
