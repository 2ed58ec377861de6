package io.chappe.gateway.session;

import io.chappe.core.bus.Delivery;
import io.chappe.core.bus.Envelope;
import io.chappe.core.model.ErrorCode;
import io.chappe.core.model.Member;
import io.chappe.core.model.RoomId;
import io.chappe.core.model.Roster;
import io.chappe.core.model.SessionId;
import io.chappe.core.routing.JoinedRoom;
import io.chappe.gateway.room.RoomView;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * A session in a room, or on its way into it. Signals that come before the session has been told of the room, or of
 * their sender, wait here, so that nobody hears from a member that it does not know.
 */
final class Membership implements JoinedRoom {
    private static final int MAX_HELD = 64;
    private static final int MAX_HELD_BYTES = 256 << 10;

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Held(Envelope envelope, byte @Nullable [] frame, Promise<Delivery> outcome, long since) {
        int bytes() {
            return frame == null ? envelope.data().length() : frame.length;
        }
    }

    /** Never added to: most memberships hold nothing in all their life. */
    private static final Queue<Held> NOTHING = new ArrayDeque<>(0);

    private final SessionId session;
    private RoomId room;
    private Queue<Held> held = NOTHING;
    private @Nullable RoomView view;
    private long joinVersion;
    private long joinedAt;
    private long toldVersion;
    private int heldBytes;
    /** In the lobby, from 1; 0 for a member, and for one that is on its way. */
    private int position;
    /** Out of a queue, to where it is called. */
    private boolean led;

    Membership(RoomId room, SessionId session) {
        this.room = room;
        this.session = session;
    }

    /** The room service has let the session in now. */
    void joined(RoomView entered, Roster roster) {
        joinedAt = System.currentTimeMillis();
        takenUp(entered, roster);
    }

    /** The session was in the room before this gateway had it. */
    void takenUp(RoomView entered, Roster roster) {
        view = entered;
        position = 0;
        room = entered.id();
        toldVersion = roster.version();
        Member self = roster.member(session);
        joinVersion = self == null ? roster.version() : self.joinVersion();
    }

    /** The room service has put the session into the lobby. */
    void waits(RoomView entered, int place) {
        view = entered;
        room = entered.id();
        position = place;
        // What came on its way was for members.
        drop(ErrorCode.NO_SUCH_SESSION);
    }

    boolean waits() {
        return position > 0;
    }

    int position() {
        return position;
    }

    /**
     * It is being led out of a queue from now on.
     *
     * @return whether it was not before
     */
    boolean lead() {
        boolean news = !led;
        led = true;
        return news;
    }

    /** It is not led any more. */
    void stay() {
        led = false;
    }

    /**
     * Up to which place in the lobby the session has been told.
     *
     * @return whether it is news
     */
    boolean moved(int place) {
        boolean news = place != position;
        position = place;
        return news;
    }

    /** Whether it is in the room or in its lobby, and not on its way. */
    boolean isPresent() {
        return view != null;
    }

    /** Null while it is on its way. */
    @Nullable RoomView view() {
        return view;
    }

    @Override
    public RoomId room() {
        return room;
    }

    @Override
    public long joinVersion() {
        return joinVersion;
    }

    @Override
    public long joinedAt() {
        return joinedAt;
    }

    @Override
    public Roster roster() {
        Roster roster = view == null ? null : view.roster();
        if (roster == null) {
            throw new IllegalStateException("not a member yet");
        }
        return roster;
    }

    /**
     * Up to which version the session has been told of the room.
     *
     * @return whether it is news
     */
    boolean told(long version) {
        boolean news = version > toldVersion;
        toldVersion = Math.max(toldVersion, version);
        return news;
    }

    /** Whether the session has been told of a later version: the answer to its join may have overtaken older news. */
    boolean isBeyond(long version) {
        return toldVersion > version;
    }

    boolean mustWait(Envelope envelope) {
        return view == null || waits() || envelope.joinVersion() > toldVersion;
    }

    /** Whether it comes from a gateway that has lost the sender's session to another one. */
    boolean isOutdated(Envelope envelope) {
        Roster roster = view == null ? null : view.roster();
        Member sender = roster == null ? null : roster.member(envelope.from());
        return sender != null && sender.generation() > envelope.fromGeneration();
    }

    boolean isHolding() {
        return !held.isEmpty();
    }

    Future<Delivery> hold(Envelope envelope, byte @Nullable [] frame) {
        Promise<Delivery> outcome = Promise.promise();
        Held next = new Held(envelope.compact(), frame, outcome, System.nanoTime());
        if (held.size() == MAX_HELD || heldBytes + next.bytes() > MAX_HELD_BYTES) {
            return Future.succeededFuture(missed(ErrorCode.QUEUE_FULL));
        }
        if (held == NOTHING) {
            held = new ArrayDeque<>(1);
        }
        heldBytes += next.bytes();
        held.add(next);
        return outcome.future();
    }

    /** Gives out what need not wait any longer, in order. */
    void release(BiFunction<Envelope, byte @Nullable [], Future<Delivery>> write) {
        for (int left = held.size(); left > 0; left--) {
            Held next = held.remove();
            if (mustWait(next.envelope)) {
                held.add(next);
            } else {
                heldBytes -= next.bytes();
                write.apply(next.envelope, next.frame).onComplete(next.outcome);
            }
        }
    }

    /** Gives up on what has waited for so long. */
    void expire(long nanos) {
        long now = System.nanoTime();
        for (Held oldest = held.peek(); oldest != null && now - oldest.since >= nanos; oldest = held.peek()) {
            held.remove();
            heldBytes -= oldest.bytes();
            oldest.outcome.complete(missed(ErrorCode.TIMEOUT));
        }
    }

    /** Gives up on all that waits. */
    void drop(ErrorCode reason) {
        held.forEach(waiting -> waiting.outcome.complete(missed(reason)));
        held = NOTHING;
        heldBytes = 0;
    }

    private Delivery missed(ErrorCode reason) {
        return Delivery.missed(List.of(session), reason);
    }
}
