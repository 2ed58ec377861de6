package io.chappe.client;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One room as a client knows it, in its lobby or inside, over all the sessions that it takes. */
final class Room {
    private static final String UNSEEN = "lost";

    private final String name;
    /** Those listed. */
    private final Map<String, Member> members = new LinkedHashMap<>();
    /** Of all members, as the server said it. */
    private int total = MembersChanged.ALL_LISTED;

    private long version;
    private boolean locked;
    private @Nullable JsonObject metadata;
    /** Somebody waits to be let in, as this moderator was told. */
    private boolean queue;

    /** Joined, by this session or one before it. */
    private boolean known;
    /** Joined by this session. */
    private boolean inside;
    /** Of this session in the lobby, from 1 on; or 0 if it does not wait there. */
    private int position;
    /** For all joins that have led into the lobby. */
    private Promise<Joined> admission = Promise.promise();

    /** What the session says about itself when it joins again. */
    @Nullable Object meta;

    Room(String name) {
        this.name = name;
    }

    String name() {
        return name;
    }

    long version() {
        return version;
    }

    /** Of all members, listed or not. */
    int count() {
        return total == MembersChanged.ALL_LISTED ? members.size() : total;
    }

    /** Whether the application has it for one of its rooms. */
    boolean isKnown() {
        return known;
    }

    boolean isInside() {
        return inside;
    }

    /** Whether a join is under way, or to be tried again. */
    boolean isAsking() {
        return !inside && position == 0;
    }

    /** There is a new session, which is nowhere yet. */
    void askAgain() {
        inside = false;
        position = 0;
    }

    /**
     * The session waits in the lobby.
     *
     * @return whether it did not, or elsewhere in the queue
     */
    boolean await(int now) {
        boolean news = now != position;
        inside = false;
        position = now;
        if (admission.future().isComplete()) {
            admission = Promise.promise();
        }
        return news;
    }

    /** What becomes of waiting in the lobby. */
    Future<Joined> admission() {
        return admission.future();
    }

    void admit(Joined joined) {
        admission.tryComplete(joined);
    }

    void turnAway(ChappeException why) {
        admission.tryFail(why);
    }

    Joined joined(String self) {
        return new Joined(name, version, List.copyOf(members.values()), self, locked, metadata, count());
    }

    /**
     * The session is a member.
     *
     * @return how the roster differs from what was known
     */
    MembersChanged enter(Joined joined) {
        Map<String, Member> before = Map.copyOf(members);
        known = true;
        inside = true;
        position = 0;
        version = joined.version();
        locked = joined.locked();
        metadata = joined.metadata();
        total = joined.count();
        members.clear();
        joined.members().forEach(member -> members.put(member.session(), member));
        return difference(before);
    }

    private MembersChanged difference(Map<String, Member> before) {
        List<Member> joined = new ArrayList<>();
        List<Member> updated = new ArrayList<>();
        members.forEach((session, member) -> {
            Member was = before.get(session);
            if (was == null) {
                joined.add(member);
            } else if (!was.equals(member)) {
                updated.add(member);
            }
        });
        // Where not all are listed, who is not may still be in.
        String reason = count() > members.size() ? MembersChanged.UNLISTED : UNSEEN;
        List<MembersChanged.Departure> left = before.values().stream()
                .filter(member -> !members.containsKey(member.session()))
                .map(member -> new MembersChanged.Departure(member, reason))
                .toList();
        return new MembersChanged(name, version, joined, left, updated, count());
    }

    boolean isLocked() {
        return locked;
    }

    @Nullable JsonObject metadata() {
        return metadata;
    }

    void update(long at, boolean isLocked, @Nullable JsonObject about) {
        version = Math.max(version, at);
        locked = isLocked;
        metadata = about;
    }

    boolean hasQueue() {
        return queue;
    }

    void setQueue(boolean now) {
        queue = now;
    }

    /**
     * @param change as the server says it
     * @return as the application is told it, with the number of members
     */
    MembersChanged apply(MembersChanged change) {
        version = Math.max(version, change.version());
        change.left().forEach(departure -> members.remove(departure.member().session()));
        change.joined().forEach(member -> members.put(member.session(), member));
        change.updated().forEach(member -> members.put(member.session(), member));
        total = change.count();
        return change.counted(count());
    }
}
