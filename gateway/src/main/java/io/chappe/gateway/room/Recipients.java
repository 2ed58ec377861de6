package io.chappe.gateway.room;

import io.chappe.core.bus.Delivery;
import io.chappe.core.bus.Envelope;
import io.chappe.core.model.RoomId;
import io.chappe.core.model.RoomRules;
import io.chappe.core.model.Roster;
import io.chappe.core.model.RosterNews;
import io.chappe.core.model.SessionId;
import io.chappe.gateway.loop.EventLoop;
import io.chappe.gateway.protocol.Dialect;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * A room's sessions on this gateway, grouped so that what is for all of them is encoded once a protocol and handed over
 * once an event loop. Immutable.
 */
public final class Recipients {
    static final Recipients NONE = new Recipients(List.of());

    private record Group(EventLoop loop, Dialect dialect, List<LocalMember> members) {
        Group with(LocalMember member) {
            List<LocalMember> more = new ArrayList<>(members.size() + 1);
            more.addAll(members);
            more.add(member);
            return new Group(loop, dialect, List.copyOf(more));
        }

        Group without(LocalMember member) {
            return new Group(
                    loop, dialect, members.stream().filter(one -> one != member).toList());
        }
    }

    private record Kind(EventLoop loop, Dialect dialect) {}

    private final List<Group> groups;

    private Recipients(List<Group> groups) {
        this.groups = groups;
    }

    static Recipients of(Collection<LocalMember> members) {
        Map<Kind, List<LocalMember>> byKind = new HashMap<>();
        for (LocalMember member : members) {
            byKind.computeIfAbsent(new Kind(member.loop(), member.dialect()), kind -> new ArrayList<>())
                    .add(member);
        }
        List<Group> groups = new ArrayList<>();
        byKind.forEach((kind, group) -> groups.add(new Group(kind.loop, kind.dialect, List.copyOf(group))));
        return new Recipients(List.copyOf(groups));
    }

    /** These and one more; a copy of references alone, so that a crowd may come one by one. */
    Recipients with(LocalMember member) {
        List<Group> changed = new ArrayList<>(groups.size() + 1);
        boolean isIn = false;
        for (Group group : groups) {
            boolean fits = group.loop == member.loop() && group.dialect == member.dialect();
            changed.add(fits ? group.with(member) : group);
            isIn |= fits;
        }
        if (!isIn) {
            changed.add(new Group(member.loop(), member.dialect(), List.of(member)));
        }
        return new Recipients(List.copyOf(changed));
    }

    Recipients without(LocalMember member) {
        List<Group> changed = new ArrayList<>(groups.size());
        for (Group group : groups) {
            Group fewer = group.loop == member.loop() ? group.without(member) : group;
            if (!fewer.members.isEmpty()) {
                changed.add(fewer);
            }
        }
        return changed.isEmpty() ? NONE : new Recipients(List.copyOf(changed));
    }

    /**
     * Delivers a broadcast to all but its sender.
     *
     * @param hidden who gets it in another way, and is not counted
     */
    public Future<Delivery> deliver(Envelope envelope, Predicate<SessionId> hidden) {
        Function<Dialect, byte[]> frames = once(dialect -> dialect.signal(envelope));
        List<Future<Delivery>> parts = new ArrayList<>(groups.size());
        for (Group group : groups) {
            byte[] frame = frames.apply(group.dialect);
            parts.add(group.loop.call(() -> deliver(group.members, envelope, frame, hidden)));
        }
        return sum(parts);
    }

    private static Future<Delivery> deliver(
            List<LocalMember> members, Envelope envelope, byte[] frame, Predicate<SessionId> hidden) {
        Delivery now = Delivery.NONE;
        List<Future<Delivery>> later = new ArrayList<>(0);
        int reached = 0;
        for (LocalMember member : members) {
            if (member.id().equals(envelope.from()) || hidden.test(member.id())) {
                continue;
            }
            Future<Delivery> delivery = member.receive(envelope, frame);
            if (!delivery.isComplete()) {
                // One that is on its way in may turn out to be hidden.
                later.add(delivery.map(done -> hidden.test(member.id()) ? Delivery.NONE : done));
            } else if (delivery.result().reached() == 1) {
                reached++;
            } else {
                now = now.plus(delivery.result());
            }
        }
        Delivery immediate = now.plus(Delivery.reached(reached));
        return later.isEmpty() ? Future.succeededFuture(immediate) : sum(later).map(immediate::plus);
    }

    private static Future<Delivery> sum(List<Future<Delivery>> parts) {
        return parts.size() == 1
                ? parts.get(0)
                : Future.all(parts).map(all -> all.<Delivery>list().stream().reduce(Delivery.NONE, Delivery::plus));
    }

    /**
     * Behind all that these members' loops were asked before. What is of the count alone has no frame: {@link #tellCount} tells it
     * in its own time.
     */
    void tell(RoomId room, RosterNews news) {
        long version = news.delta().version();
        Function<Dialect, List<byte[]>> frames = once(dialect -> frames(dialect, room, news));
        for (Group group : groups) {
            List<byte[]> its = frames.apply(group.dialect);
            group.loop.queue(
                    () -> group.members.forEach(member -> member.listener().changed(room, version, its)));
        }
    }

    /** The same of how many members there are. */
    void tellCount(RoomId room, Roster roster) {
        Function<Dialect, byte[]> frames = once(dialect -> dialect.membersChanged(room, RosterNews.ofCount(roster)));
        for (Group group : groups) {
            byte[] frame = frames.apply(group.dialect);
            group.loop.queue(
                    () -> group.members.forEach(member -> member.listener().counted(room, roster.version(), frame)));
        }
    }

    private static List<byte[]> frames(Dialect dialect, RoomId room, RosterNews news) {
        List<byte[]> frames = new ArrayList<>(1);
        if (news.hasMembers() && !news.isOfCountAlone()) {
            frames.add(dialect.membersChanged(room, news));
        }
        RoomRules rules = news.delta().rules();
        if (rules != null) {
            frames.add(dialect.rulesChanged(room, news.delta().version(), rules));
        }
        return List.copyOf(frames);
    }

    private static <T> Function<Dialect, T> once(Function<Dialect, T> encoding) {
        Map<Dialect, T> frames = new HashMap<>(2);
        return dialect -> frames.computeIfAbsent(dialect, encoding);
    }
}
