package io.chappe.core.model;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Several changes of a room that follow each other, as one. For one thread. */
final class MergedDelta {
    private final Map<SessionId, Member> joined = new LinkedHashMap<>();
    private final Map<SessionId, RosterDelta.Departure> left = new LinkedHashMap<>();
    private final Map<SessionId, Member> updated = new LinkedHashMap<>();
    private @Nullable RoomRules rules;

    private MergedDelta() {}

    /**
     * @param deltas at least one
     */
    static RosterDelta of(List<RosterDelta> deltas) {
        RosterDelta last = deltas.get(deltas.size() - 1);
        if (deltas.size() == 1) {
            return last;
        }
        MergedDelta merged = new MergedDelta();
        deltas.forEach(merged::add);
        return new RosterDelta(
                last.incarnation(),
                last.version(),
                List.copyOf(merged.joined.values()),
                List.copyOf(merged.left.values()),
                List.copyOf(merged.updated.values()),
                merged.rules);
    }

    private void add(RosterDelta delta) {
        delta.left().forEach(this::remove);
        delta.joined().forEach(this::join);
        delta.updated().forEach(this::update);
        rules = delta.rules() == null ? rules : delta.rules();
    }

    /** Who has come and gone was never there. */
    private void remove(RosterDelta.Departure departure) {
        SessionId session = departure.member().session();
        updated.remove(session);
        if (joined.remove(session) == null) {
            left.put(session, departure);
        }
    }

    /** Who has gone and come again was always there. */
    private void join(Member member) {
        if (left.remove(member.session()) == null) {
            joined.put(member.session(), member);
        } else {
            updated.put(member.session(), member);
        }
    }

    private void update(Member member) {
        if (joined.replace(member.session(), member) == null) {
            updated.put(member.session(), member);
        }
    }
}
