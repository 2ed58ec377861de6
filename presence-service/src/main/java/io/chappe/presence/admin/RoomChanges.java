package io.chappe.presence.admin;

import io.chappe.core.model.Moderation;
import io.chappe.core.model.PeerId;
import io.chappe.core.model.RawJson;
import io.chappe.core.model.RoomId;
import io.chappe.core.model.RoomKey;
import io.chappe.core.model.SessionId;
import io.chappe.presence.rooms.Moderations;
import io.chappe.presence.store.Verdict;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/** Changes rooms, as their moderators do. */
final class RoomChanges {
    private static final int MOST_METADATA_BYTES = 4 << 10;
    private static final int DEFAULT_BAN_S = 600;
    private static final int DEFAULT_AHEAD_S = 86_400;

    private final Moderations moderations;
    private final RoomAnswers rooms;
    private final StoreAccess store;

    RoomChanges(Moderations moderations, RoomAnswers rooms, StoreAccess store) {
        this.moderations = moderations;
        this.rooms = rooms;
        this.store = store;
    }

    void addTo(Answers answers) {
        answers.with("putRoom", this::put)
                .with("changeRoom", this::change)
                .with("closeRoom", this::close)
                .with("kickMember", this::kick)
                .with("admitMember", asked -> about(asked, Moderation.Action.ADMIT, 0))
                .with("moveMember", this::move)
                .with("putBan", this::ban)
                .with("removeBan", this::unban);
    }

    /** Whoever comes between the steps finds a room that is not told of yet. */
    private Future<JsonObject> put(Asked asked) {
        long aheadMs = TimeUnit.SECONDS.toMillis(asked.body().getInteger("seconds", DEFAULT_AHEAD_S));
        return store.askComplete(() -> moderations.ahead(asked.room(), aheadMs)).compose(there -> change(asked));
    }

    private Future<JsonObject> change(Asked asked) {
        JsonObject body = asked.body();
        RawJson metadata = RawJson.of(String.valueOf(body.getJsonObject("metadata")));
        if (metadata.length() > MOST_METADATA_BYTES) {
            throw ProblemException.ofField("#/metadata", "it must be at most 4 KiB");
        }
        RoomKey room = asked.room();
        Future<JsonObject> locked = !body.containsKey("locked")
                ? Future.succeededFuture(new JsonObject())
                : moderate(room, new Moderation(lock(body.getBoolean("locked")), null, 0));
        return locked.compose(done -> !body.containsKey("metadata")
                        ? Future.succeededFuture(done)
                        : moderate(room, Moderation.describe(metadata)))
                .compose(done -> rooms.get(asked));
    }

    private static Moderation.Action lock(boolean lock) {
        return lock ? Moderation.Action.LOCK : Moderation.Action.UNLOCK;
    }

    private Future<JsonObject> close(Asked asked) {
        RoomKey room = asked.room();
        return store.askComplete(() -> moderations.close(room))
                .compose(left -> left > 0
                        ? Future.succeededFuture(left)
                        : done(
                                        store.askComplete(() -> moderations.ahead(room, 0)),
                                        "nobody is in such a room, and nothing is kept of it")
                                .map(left))
                .map(left -> new JsonObject().put("takenOut", left));
    }

    private Future<JsonObject> kick(Asked asked) {
        long banMs = TimeUnit.SECONDS.toMillis(asked.number("banSeconds", DEFAULT_BAN_S));
        return about(asked, Moderation.Action.KICK, banMs);
    }

    private Future<JsonObject> about(Asked asked, Moderation.Action action, long banMs) {
        return moderate(asked.room(), new Moderation(action, asked.session(), banMs));
    }

    /** Each request is one of its own: who is under way already is not called again. */
    private Future<JsonObject> move(Asked asked) {
        RoomId to;
        try {
            to = new RoomId(asked.body().getString("to"));
        } catch (IllegalArgumentException e) {
            throw ProblemException.ofField("#/to", String.valueOf(e.getMessage()));
        }
        SessionId session = asked.session();
        long request = ThreadLocalRandom.current().nextLong(1, 1L << 53);
        return moderate(asked.room(), Moderation.move(session, to, request));
    }

    private Future<JsonObject> ban(Asked asked) {
        RoomKey room = asked.room();
        PeerId peer = asked.peer().peer();
        long banMs = TimeUnit.SECONDS.toMillis(asked.body().getInteger("seconds"));
        return done(
                store.askComplete(() -> moderations.ban(room, peer, banMs)),
                "nobody is in such a room, and nothing is kept of it");
    }

    private Future<JsonObject> unban(Asked asked) {
        RoomKey room = asked.room();
        PeerId peer = asked.peer().peer();
        return done(
                store.askComplete(() -> moderations.ban(room, peer, 0)), "this peer is not banned from such a room");
    }

    private static Future<JsonObject> done(Future<Verdict> verdict, String absent) {
        return verdict.map(found -> {
            if (found != Verdict.DONE) {
                throw new ProblemException(ProblemType.NOT_FOUND, absent);
            }
            return new JsonObject();
        });
    }

    private Future<JsonObject> moderate(RoomKey room, Moderation moderation) {
        return store.askComplete(() -> moderations.moderate(room, moderation)).map(verdict -> {
            if (verdict == Verdict.FULL) {
                throw new ProblemException(ProblemType.CONFLICT, "the room is full");
            } else if (verdict != Verdict.DONE) {
                throw new ProblemException(ProblemType.NOT_FOUND, absent(moderation));
            }
            return new JsonObject();
        });
    }

    private static String absent(Moderation moderation) {
        return moderation.target() == null
                ? "nobody is in such a room, and nothing is kept of it"
                : "there is no such room, or not this session in it, or it is on its way to another";
    }
}
