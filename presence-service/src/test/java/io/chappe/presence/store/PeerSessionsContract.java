package io.chappe.presence.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.chappe.core.model.NodeLife;
import io.chappe.core.model.PeerId;
import io.chappe.core.model.PeerKey;
import io.chappe.core.model.RoomId;
import io.chappe.core.model.SecretHash;
import io.chappe.core.model.SessionId;
import io.chappe.core.model.SessionLimit;
import io.chappe.core.model.TenantId;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What every store has to tell of all sessions of a peer. */
public abstract class PeerSessionsContract extends StoreContract {
    private static final long WINDOW_MS = 20_000;

    private final SessionId s3 = new SessionId("s3");

    private void open(PeerKey peer, SessionId session, NodeLife home) {
        await(stores.peers()
                .open(
                        peer,
                        session,
                        SecretHash.of("secret"),
                        WINDOW_MS,
                        ticket(home, new Place.Peer(peer)),
                        SessionLimit.NONE));
    }

    private SessionRecord located(SessionId session) {
        return Objects.requireNonNull(await(stores.peers().locate(ann, session, 0)));
    }

    @Test
    void allThatCanBeTakenUpAreToldAsTheyAre() {
        // Given
        open(ann, s1, a);
        open(ann, s2, b);
        open(ann, s3, b);
        await(stores.peers().enter(ann, s1, new Step(1, 7), new RoomId("room \"é\"")));
        await(stores.peers().lose(ann, s2, 1, 0));
        await(stores.peers().end(ann, s3, 1));

        // When
        Map<SessionId, SessionRecord> sessions = await(stores.peers().sessions(ann, 0));

        // Then
        assertThat(sessions).isEqualTo(Map.of(s1, located(s1), s2, located(s2)));
        assertThat(located(s1).rooms()).containsKey(new RoomId("room \"é\""));
        assertThat(located(s2).isLost()).isTrue();
    }

    @Test
    void whoseWindowHasEndedIsToldNoMore() {
        // Given
        open(ann, s1, a);
        open(ann, s2, a);
        await(stores.peers().lose(ann, s2, 1, 0));

        // When
        NOW.addAndGet(WINDOW_MS - 1);
        Map<SessionId, SessionRecord> before = await(stores.peers().sessions(ann, 0));
        NOW.addAndGet(1);
        Map<SessionId, SessionRecord> after = await(stores.peers().sessions(ann, 0));
        Map<SessionId, SessionRecord> afterABreak = await(stores.peers().sessions(ann, NOW.get() - 1_000));

        // Then
        assertThat(before).containsOnlyKeys(s1, s2);
        assertThat(after).containsOnlyKeys(s1);
        assertThat(afterABreak)
                .as("no window ends before a whole window in which the store was there")
                .containsOnlyKeys(s1, s2);
    }

    @Test
    void onesOfAnotherPeerAreNotTold() {
        // Given
        open(ann, s1, a);
        open(new PeerKey(new TenantId("acme2"), ann.peer()), s2, a);
        PeerKey bob = new PeerKey(ann.tenant(), new PeerId("bob-" + unique));
        PeerKey fading = new PeerKey(ann.tenant(), new PeerId("fading-" + unique));
        open(fading, s2, a);
        await(stores.peers().end(fading, s2, 1));

        // When
        Map<SessionId, SessionRecord> none = await(stores.peers().sessions(bob, 0));

        // Then
        assertThat(none).isEmpty();
        assertThat(await(stores.peers().sessions(fading, 0))).isEmpty();
        assertThat(await(stores.peers().sessions(ann, 0))).containsOnlyKeys(s1);
    }
}
