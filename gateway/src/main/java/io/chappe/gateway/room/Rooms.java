package io.chappe.gateway.room;

import io.chappe.core.bus.BusAddresses;
import io.chappe.core.bus.RoomAnswer;
import io.chappe.core.bus.RoomRequest;
import io.chappe.core.bus.RosterEvent;
import io.chappe.core.model.ErrorCode;
import io.chappe.core.model.LeaveReason;
import io.chappe.core.model.Member;
import io.chappe.core.model.NodeLife;
import io.chappe.core.model.RawJson;
import io.chappe.core.model.RoomId;
import io.chappe.core.model.RoomKey;
import io.chappe.gateway.loop.EventLoop;
import io.chappe.gateway.loop.EventLoops;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The rooms that sessions of this gateway are in. What concerns one room runs on one event loop, the one that its
 * changes arrive on. The methods may be called from any event loop; their futures complete on the room's.
 */
public final class Rooms {
    private final EventLoops loops;
    private final RoomServices services;
    private final RosterRepair repair;
    private final Map<RoomKey, RoomView> views = new ConcurrentHashMap<>();

    public Rooms(EventLoops loops, RoomServices services, RosterMeters meters) {
        this.loops = loops;
        this.services = services;
        this.repair = new RosterRepair(services, meters);
    }

    /** The room as this gateway knows it; null if no session here is in it. */
    public @Nullable RoomView view(RoomKey room) {
        return views.get(room);
    }

    public Collection<RoomView> views() {
        return views.values();
    }

    /** Lets a session in; it receives what the room has for it from now on, and must hold it until this is done. */
    public Future<RoomView> join(LocalMember member, RoomId room, RawJson meta) {
        RoomKey key = new RoomKey(member.tenant(), room);
        return on(key, () -> joinHere(key, member, meta));
    }

    private Future<RoomView> joinHere(RoomKey key, LocalMember member, RawJson meta) {
        NodeLife home = services.home();
        if (home == null) {
            return Future.failedFuture(RefusedException.unavailable("this gateway has no lease yet"));
        }
        RoomView view = views.computeIfAbsent(key, absent -> new RoomView(key, loopOf(key)));
        view.enter(member);
        RoomRequest.Join join = join(key, member, home, meta);
        return view.loop().bring(services.ask(key, join)).transform(answer -> {
            if (answer.succeeded() && answer.result() instanceof RoomAnswer.Joined joined) {
                view.replace(joined.roster());
                repair.settle(view);
                return joined(view, member);
            }
            exit(view, member);
            // It may have happened all the same, if nobody answered.
            services.farewell(leave(key, member, home, LeaveReason.LOST));
            return Future.failedFuture(refusal(answer.succeeded() ? answer.result() : null, answer.cause()));
        });
    }

    /** A later change may have taken it out again before the answer came. */
    private Future<RoomView> joined(RoomView view, LocalMember member) {
        if (view.members().stream().anyMatch(other -> other.session().equals(member.id()))) {
            return Future.succeededFuture(view);
        }
        exit(view, member);
        return Future.failedFuture(RefusedException.unavailable("the room has changed meanwhile"));
    }

    /** Takes a session out; nothing of the room reaches it afterwards. */
    public Future<Void> leave(LocalMember member, RoomId room, LeaveReason reason) {
        RoomKey key = new RoomKey(member.tenant(), room);
        return on(key, () -> {
            NodeLife home = services.home();
            RoomView view = views.get(key);
            if (home == null || view == null) {
                return Future.failedFuture(RefusedException.unavailable("this gateway has no lease yet"));
            }
            return view.loop()
                    .bring(services.ask(key, leave(key, member, home, reason)))
                    .compose(answer -> {
                        if (!(answer instanceof RoomAnswer.Changed)) {
                            return Future.failedFuture(refusal(answer, null));
                        }
                        exit(view, member);
                        return changed(view, answer);
                    });
        });
    }

    /** Tells the other members something new about a session. */
    public Future<Void> update(LocalMember member, RoomId room, RawJson meta) {
        RoomKey key = new RoomKey(member.tenant(), room);
        return on(key, () -> {
            NodeLife home = services.home();
            RoomView view = views.get(key);
            if (home == null || view == null) {
                return Future.failedFuture(RefusedException.unavailable("this gateway has no lease yet"));
            }
            return view.loop()
                    .bring(services.ask(key, new RoomRequest.Update(key, member.id(), home, member.generation(), meta)))
                    .compose(answer -> changed(view, answer));
        });
    }

    private Future<Void> changed(RoomView view, RoomAnswer answer) {
        if (!(answer instanceof RoomAnswer.Changed changed)) {
            return Future.failedFuture(refusal(answer, null));
        }
        if (changed.delta() == null) {
            // It was so already, or it was done for a request whose answer was lost, and with it the change.
            repair.fetch(view);
        } else {
            view.apply(changed.delta());
            repair.settle(view);
        }
        return Future.succeededFuture();
    }

    /** Takes a session out that has ended, without anyone waiting for it. */
    public void forget(LocalMember member, RoomId room, LeaveReason reason) {
        RoomKey key = new RoomKey(member.tenant(), room);
        loopOf(key).run(() -> {
            NodeLife home = services.home();
            RoomView view = views.get(key);
            if (view != null) {
                exit(view, member);
            }
            if (home != null) {
                services.farewell(leave(key, member, home, reason));
            }
        });
    }

    /** A room has changed; on the loop of its lane. */
    public void onEvent(RosterEvent event) {
        RoomView view = views.get(event.room());
        if (view == null) {
            disown(event);
            return;
        }
        view.apply(event.delta());
        repair.settle(view);
    }

    /** Nobody here is in that room; a member who is said to be is one that this gateway has let go. */
    private void disown(RosterEvent event) {
        NodeLife home = services.home();
        event.delta().joined().stream()
                .filter(member -> member.home().equals(home))
                .forEach(member -> services.farewell(disowning(event.room(), member)));
    }

    static RoomRequest.Join join(RoomKey room, LocalMember member, NodeLife home, RawJson meta) {
        return new RoomRequest.Join(
                room, member.id(), member.peer(), home, member.generation(), member.nextSequence(), meta);
    }

    static RoomRequest.Leave leave(RoomKey room, LocalMember member, NodeLife home, LeaveReason reason) {
        return new RoomRequest.Leave(
                room, member.id(), member.peer(), home, member.generation(), member.nextSequence(), reason);
    }

    /** Lets a member go that a roster has wrongly; what its session does later is later than this. */
    static RoomRequest.Leave disowning(RoomKey room, Member member) {
        return new RoomRequest.Leave(
                room, member.session(), member.peer(), member.home(), member.generation(), 0, LeaveReason.LOST);
    }

    /** A signal's room is older here than for its sender: fetch it. */
    public void refresh(RoomId room, LocalMember member) {
        RoomKey key = new RoomKey(member.tenant(), room);
        loopOf(key).run(() -> {
            RoomView view = views.get(key);
            if (view != null) {
                repair.fetch(view);
            }
        });
    }

    /** Compares the copies with the store's, and mends those that differ. */
    public void startComparing(long everyMillis) {
        new RosterComparison(services, repair, this).start(loops, everyMillis);
    }

    private void exit(RoomView view, LocalMember member) {
        view.exit(member);
        if (view.isEmpty()) {
            views.remove(view.key(), view);
        }
    }

    EventLoop loopOf(RoomKey key) {
        return loops.ofLane(BusAddresses.laneOf(key));
    }

    private <T> Future<T> on(RoomKey key, Supplier<Future<T>> task) {
        Promise<T> result = Promise.promise();
        loopOf(key).run(() -> task.get().onComplete(result));
        return result.future();
    }

    private static RefusedException refusal(@Nullable RoomAnswer answer, @Nullable Throwable cause) {
        if (answer instanceof RoomAnswer.Refused refused) {
            return new RefusedException(refused.code(), refused.message());
        }
        if (cause instanceof RefusedException refused) {
            return refused;
        }
        return new RefusedException(ErrorCode.UNAVAILABLE, "the room service did not do it");
    }
}
