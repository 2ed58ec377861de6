package io.chappe.presence.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.chappe.core.model.Entry;
import io.chappe.core.model.Member;
import io.chappe.core.model.Moderation;
import io.chappe.core.model.NodeLife;
import io.chappe.core.model.PeerId;
import io.chappe.core.model.RawJson;
import io.chappe.core.model.RoomId;
import io.chappe.core.model.RoomRules;
import io.chappe.core.model.Roster;
import io.chappe.core.model.RosterDelta;
import io.chappe.core.model.RosterStamp;
import io.chappe.core.model.SessionId;
import io.chappe.core.model.Standing;
import io.vertx.core.Future;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A room with rules, and a gateway's copy of it, which every change must bring to what the store has. */
abstract class RuledRoomContract extends StoreContract {
    static final Standing MODERATOR = new Standing(false, true, RawJson.NULL);
    static final Standing VOUCHED = new Standing(false, true, RawJson.of("{\"role\":\"h\u00f4te/1\",\"a\":[]}"));
    static final RoomRules LOBBY = RoomRules.begin(0, true);
    static final long BAN_MS = 60_000;

    final SessionId host = new SessionId("host");
    final SessionId s3 = new SessionId("s3");
    final SessionId s4 = new SessionId("s4");
    private @Nullable Roster copy;

    static Entry guest(RoomRules rules) {
        return new Entry(Standing.PLAIN, false, rules);
    }

    static Entry moderator(RoomRules rules) {
        return new Entry(MODERATOR, true, rules);
    }

    static PeerId peerOf(SessionId session) {
        return new PeerId("peer of " + session);
    }

    JoinResult join(SessionId session, NodeLife home, Entry entry) {
        return join(session, peerOf(session), home, entry);
    }

    JoinResult join(SessionId session, PeerId peer, NodeLife home, Entry entry) {
        return enter(stores.rooms()
                .join(
                        room,
                        new Newcomer(session, peer, new Step(1, 1), RawJson.of("{\"n\":1}"), entry),
                        ticket(home, new Place.Room(room)),
                        LIMIT,
                        1_000));
    }

    JoinResult enter(Future<JoinResult> operation) {
        JoinResult result = await(operation);
        follow(result.change());
        Roster told = result.roster();
        if (told != null) {
            assertThat(told.stamp()).isEqualTo(roster().stamp());
            assertThat(told.rules()).isEqualTo(roster().rules());
            assertThat(told.seats())
                    .containsExactlyInAnyOrderElementsOf(roster().seats().toList());
        }
        return result;
    }

    RoomChange moderate(Moderation.Action action, @Nullable SessionId target) {
        return moderate(host, 1, action, target);
    }

    RoomChange moderate(SessionId by, long generation, Moderation.Action action, @Nullable SessionId target) {
        @Nullable RoomId to = action == Moderation.Action.TAKE ? RoomId.reserved("to") : null;
        return change(stores.rooms()
                .moderate(room, by, generation, new Moderation(action, target, BAN_MS, to, 0, RawJson.NULL), LIMIT));
    }

    /**
     * @param metadata null for none
     */
    RoomChange describe(@Nullable String metadata) {
        Moderation moderation = Moderation.describe(metadata == null ? RawJson.NULL : RawJson.of(metadata));
        return change(stores.rooms().moderate(room, host, 1, moderation, LIMIT));
    }

    RoomChange change(Future<RoomChange> operation) {
        return follow(await(operation));
    }

    RoomLoss lose(NodeLife home) {
        RoomLoss loss = await(stores.rooms().lose(room, home));
        follow(loss.change());
        return loss;
    }

    private RoomChange follow(RoomChange change) {
        Roster before = copy;
        @Nullable Roster after = await(stores.rooms().roster(room));
        @Nullable RosterStamp stamp = await(stores.rooms().stamp(room));
        RosterDelta delta = change.delta();
        assertThat(stamp).isEqualTo(after == null ? null : after.stamp());
        if (before != null && after != null && before.incarnation() == after.incarnation()) {
            Roster followed = delta == null ? before : before.after(delta);
            assertThat(followed.stamp()).isEqualTo(after.stamp());
            assertThat(followed.rules()).isEqualTo(after.rules());
            assertThat(followed.shownVersion()).isEqualTo(after.shownVersion());
            assertThat(delta == null || before.isFollowedBy(delta)).isTrue();
        }
        copy = after;
        return change;
    }

    Roster roster() {
        return Objects.requireNonNull(await(stores.rooms().roster(room)));
    }

    Member seat(SessionId session) {
        return Objects.requireNonNull(roster().seat(session));
    }

    static Verdict verdict(JoinResult result) {
        return result.change().verdict();
    }

    static RosterDelta delta(RoomChange change) {
        return Objects.requireNonNull(change.delta());
    }
}
