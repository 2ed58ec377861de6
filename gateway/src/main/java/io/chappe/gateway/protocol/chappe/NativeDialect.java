package io.chappe.gateway.protocol.chappe;

import io.chappe.core.bus.Envelope;
import io.chappe.core.bus.PeerPresence;
import io.chappe.core.model.LeaveReason;
import io.chappe.core.model.Member;
import io.chappe.core.model.PeerId;
import io.chappe.core.model.RoomId;
import io.chappe.core.model.RoomRules;
import io.chappe.core.model.Roster;
import io.chappe.core.model.RosterNews;
import io.chappe.core.model.SessionId;
import io.chappe.core.model.WaitingPlace;
import io.chappe.core.protocol.RoomFrames;
import io.chappe.core.protocol.ServerFrames;
import io.chappe.gateway.protocol.Dialect;
import io.chappe.gateway.protocol.GoAway;
import java.util.List;

/** What the native protocol tells to many. */
final class NativeDialect implements Dialect {
    /** Of those who wait. */
    private static final int MOST_NAMED = 50;

    private static final int MOST_NAMED_BYTES = 32 << 10;

    private final List<String> urls;

    /**
     * @param urls where else clients find a gateway
     */
    NativeDialect(List<String> urls) {
        this.urls = List.copyOf(urls);
    }

    @Override
    public byte[] signal(Envelope envelope) {
        return ServerFrames.signal(envelope);
    }

    @Override
    public byte[] membersChanged(RoomId room, RosterNews news) {
        return RoomFrames.membersChanged(room, news);
    }

    @Override
    public byte[] rulesChanged(RoomId room, long version, RoomRules rules) {
        return RoomFrames.roomUpdated(room, version, rules);
    }

    @Override
    public byte[] joined(RoomId room, Roster roster, SessionId self) {
        return RoomFrames.joined(0, room, roster, self);
    }

    @Override
    public byte[] left(RoomId room, LeaveReason reason) {
        return RoomFrames.left(0, room, reason.wireName());
    }

    @Override
    public byte[] moved(RoomId room, RoomId to) {
        return RoomFrames.moved(room, to);
    }

    @Override
    public byte[] waiting(RoomId room, WaitingPlace place) {
        return RoomFrames.waiting(0, room, place);
    }

    @Override
    public byte[] lobby(RoomId room, List<Member> waiting) {
        int named = 0;
        int bytes = 0;
        while (named < Math.min(waiting.size(), MOST_NAMED) && bytes < MOST_NAMED_BYTES) {
            Member next = waiting.get(named++);
            bytes += next.meta().length() + next.standing().attributes().length();
        }
        return RoomFrames.lobby(room, waiting.size(), waiting.subList(0, named));
    }

    @Override
    public byte[] presence(PeerId peer, PeerPresence presence) {
        return ServerFrames.presence(peer, presence);
    }

    @Override
    public byte[] goAway(GoAway notice) {
        return ServerFrames.goAway(notice.reason(), notice.reconnectAfterMs(), notice.deadlineMs(), urls);
    }
}
