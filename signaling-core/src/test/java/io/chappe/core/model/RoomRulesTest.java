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
    void aRoomThatBeginsAnewKeepsItsBans() {
        // Given
        RoomRules before = new RoomRules(0, 5, true, true, Map.of(BOB, 9L));

        // When
        RoomRules anew = RoomRules.begin(7, false).after(before);

        // Then
        assertThat(anew).isEqualTo(new RoomRules(0, 7, false, false, Map.of(BOB, 9L)));
    }
}
