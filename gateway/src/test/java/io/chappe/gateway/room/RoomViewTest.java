package io.chappe.gateway.room;

import static org.assertj.core.api.Assertions.assertThat;

import io.chappe.core.model.LeaveReason;
import io.chappe.core.model.Member;
import io.chappe.core.model.MemberState;
import io.chappe.core.model.NodeId;
import io.chappe.core.model.NodeLife;
import io.chappe.core.model.PeerId;
import io.chappe.core.model.RawJson;
import io.chappe.core.model.RoomId;
import io.chappe.core.model.RoomKey;
import io.chappe.core.model.Roster;
import io.chappe.core.model.RosterDelta;
import io.chappe.core.model.SessionId;
import io.chappe.core.model.TenantId;
import io.chappe.gateway.loop.EventLoops;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RoomViewTest {
    private static final Vertx VERTX = Vertx.vertx();
    private static final EventLoops LOOPS = loops();

    private final RoomView view = new RoomView(
            new RoomKey(new TenantId("t"), new RoomId("r")), LOOPS.all().get(0), gathered -> {});

    private static EventLoops loops() {
        try {
            return EventLoops.start(VERTX, 1).await(10, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new IllegalStateException(e);
        }
    }

    @AfterAll
    static void stop() throws Exception {
        VERTX.close().await(10, TimeUnit.SECONDS);
    }

    @BeforeEach
    void roomAtVersionTen() {
        view.replace(new Roster(1, 10, 10, List.of(member("a"))));
    }

    private static Member member(String session) {
        return new Member(
                new SessionId(session),
                new PeerId(session),
                new NodeLife(new NodeId("n"), 1),
                1,
                1,
                MemberState.ONLINE,
                RawJson.NULL);
    }

    private static RosterDelta joined(long version, String session) {
        return new RosterDelta(1, version, List.of(member(session)), List.of(), List.of());
    }

    private static RosterDelta left(long version, String session) {
        return new RosterDelta(
                1,
                version,
                List.of(),
                List.of(new RosterDelta.Departure(member(session), LeaveReason.LEFT)),
                List.of());
    }

    private List<String> sessions() {
        Roster roster = view.roster();
        return roster == null
                ? List.of()
                : roster.members().stream()
                        .map(member -> member.session().value())
                        .sorted()
                        .toList();
    }

    @Test
    void takesTheNextChange() {
        // When
        view.apply(joined(11, "b"));
        boolean gap = view.hasGap();

        // Then
        assertThat(gap).isFalse();
        assertThat(sessions()).containsExactly("a", "b");
    }

    @Test
    void waitsForAChangeThatIsMissingBefore() {
        // Given
        view.apply(left(12, "a"));
        boolean gap = view.hasGap();

        // When
        view.apply(joined(11, "b"));
        boolean filled = !view.hasGap();

        // Then
        assertThat(gap).isTrue();
        assertThat(filled).isTrue();
        assertThat(sessions()).containsExactly("b");
    }

    @Test
    void ignoresWhatItHasAlready() {
        // When
        view.apply(left(10, "a"));
        boolean gap = view.hasGap();

        // Then
        assertThat(gap).isFalse();
        assertThat(sessions()).containsExactly("a");
    }

    @Test
    void takesWhatWaitedOnTopOfAFetchedRoster() {
        // Given
        view.apply(joined(14, "d"));

        // When
        view.replace(new Roster(1, 13, 13, List.of(member("a"), member("c"))));

        // Then
        assertThat(view.hasGap()).isFalse();
        assertThat(sessions()).containsExactly("a", "c", "d");
    }

    @Test
    void ignoresAnOlderRoster() {
        // When
        view.replace(new Roster(1, 9, 9, List.of()));

        // Then
        assertThat(sessions()).containsExactly("a");
    }

    @Test
    void seesANewIncarnationAsAGap() {
        // When
        view.apply(new RosterDelta(2, 11, List.of(member("b")), List.of(), List.of()));
        boolean gap = view.hasGap();

        // Then
        assertThat(gap).isTrue();
        assertThat(sessions()).containsExactly("a");
    }

    @Test
    void isBoundedInWhatWaits() {
        // When
        for (int version = 12; version < 1_000; version++) {
            view.apply(joined(version, "x" + version));
        }

        // Then
        assertThat(view.hasGap()).isTrue();
        assertThat(sessions()).containsExactly("a");
    }
}
