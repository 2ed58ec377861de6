package io.chappe.presence.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.chappe.core.model.Member;
import io.chappe.core.model.Moderation.Action;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whom every store has to let moderate. */
public abstract class ModeratorContract extends RuledRoomContract {
    @ParameterizedTest
    @EnumSource(Action.class)
    void whoIsNotInTheRoomDoesNotModerateIt(Action action) {
        // Given
        RoomChange early = moderate(action, s2);
        join(host, a, moderator(LOBBY));
        join(s1, b, moderator(LOBBY));
        join(s2, b, guest(LOBBY));
        moderate(Action.KICK, s1);

        // When
        RoomChange kicked = moderate(s1, 1, action, s2);
        RoomChange waiting = moderate(s2, 1, action, s2);

        // Then
        assertThat(List.of(early, kicked, waiting)).allSatisfy(change -> {
            assertThat(change.verdict()).isEqualTo(Verdict.OUTSIDE);
            assertThat(change.delta()).isNull();
        });
    }

    @ParameterizedTest
    @EnumSource(Action.class)
    void whoseSessionIsSomewhereElseMeanwhileDoesNotModerateFromThere(Action action) {
        // Given
        join(host, a, moderator(LOBBY));
        join(s1, b, guest(LOBBY));
        enter(stores.rooms().move(room, host, 2, ticket(b, new Place.Room(room)), 1_000));

        // When
        RoomChange late = moderate(host, 1, action, s1);

        // Then
        assertThat(late.verdict()).isEqualTo(Verdict.SUPERSEDED);
        assertThat(late.delta()).isNull();
    }

    @Test
    void aModeratorMayTakeItselfOut() {
        // Given
        join(host, a, moderator(LOBBY));
        join(s1, a, moderator(LOBBY));

        // When
        RoomChange kicked = moderate(Action.KICK, host);

        // Then
        assertThat(delta(kicked).left()).hasSize(1);
        assertThat(roster().members()).extracting(Member::session).containsExactly(s1);
    }
}
