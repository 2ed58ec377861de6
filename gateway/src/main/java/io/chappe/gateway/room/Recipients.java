package io.chappe.gateway.room;

import io.chappe.core.bus.Delivery;
import io.chappe.core.bus.Envelope;
import io.chappe.core.model.RoomId;
import io.chappe.core.model.RoomRules;
import io.chappe.core.model.RosterDelta;
import io.chappe.gateway.loop.EventLoop;
import io.chappe.gateway.protocol.Dialect;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * A room's sessions on this gateway, grouped so that what is for all of them is encoded once a protocol and handed over
 * once an event loop. Immutable.
 */
public final class Recipients {
    static final Recipients NONE = new Recipients(List.of());

    private record Group(EventLoop loop, Dialect dialect, List<LocalMember> members) {}

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

    /** Delivers a broadcast to all but its sender. */
    public Future<Delivery> deliver(Envelope envelope) {
        Function<Dialect, byte[]> frames = once(dialect -> dialect.signal(envelope));
        List<Future<Delivery>> parts = new ArrayList<>(groups.size());
        for (Group group : groups) {
            byte[] frame = frames.apply(group.dialect);
            parts.add(group.loop.call(() -> deliver(group.members, envelope, frame)));
        }
        return sum(parts);
    }

    private static Future<Delivery> deliver(List<LocalMember> members, Envelope envelope, byte[] frame) {
        Delivery now = Delivery.NONE;
        List<Future<Delivery>> later = new ArrayList<>(0);
        int reached = 0;
        for (LocalMember member : members) {
            if (member.id().equals(envelope.from())) {
                continue;
            }
            Future<Delivery> delivery = member.receive(envelope, frame);
            if (!delivery.isComplete()) {
                later.add(delivery);
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

    /** Behind all that these members' loops were asked before. */
    void tell(RoomId room, RosterDelta delta) {
        Function<Dialect, List<byte[]>> frames = once(dialect -> frames(dialect, room, delta));
        for (Group group : groups) {
            List<byte[]> its = frames.apply(group.dialect);
            group.loop.queue(
                    () -> group.members.forEach(member -> member.listener().changed(room, delta.version(), its)));
        }
    }

    private static List<byte[]> frames(Dialect dialect, RoomId room, RosterDelta delta) {
        RoomRules rules = delta.rules();
        if (rules == null) {
            return List.of(dialect.membersChanged(room, delta));
        }
        byte[] changed = dialect.rulesChanged(room, delta.version(), rules);
        return delta.hasMembers() ? List.of(dialect.membersChanged(room, delta), changed) : List.of(changed);
    }

    private static <T> Function<Dialect, T> once(Function<Dialect, T> encoding) {
        Map<Dialect, T> frames = new HashMap<>(2);
        return dialect -> frames.computeIfAbsent(dialect, encoding);
    }
}
