package io.chappe.gateway.protocol;

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
import java.util.List;

/** A protocol whose clients are told nothing. */
public class SilentDialect implements Dialect {
    public static final SilentDialect INSTANCE = new SilentDialect();

    private static final byte[] NOTHING = {};

    @Override
    public byte[] signal(Envelope envelope) {
        return NOTHING;
    }

    @Override
    public byte[] membersChanged(RoomId room, RosterNews news) {
        return NOTHING;
    }

    @Override
    public byte[] rulesChanged(RoomId room, long version, RoomRules rules) {
        return NOTHING;
    }

    @Override
    public byte[] joined(RoomId room, Roster roster, SessionId self) {
        return NOTHING;
    }

    @Override
    public byte[] left(RoomId room, LeaveReason reason) {
        return NOTHING;
    }

    @Override
    public byte[] moved(RoomId room, RoomId to) {
        return NOTHING;
    }

    @Override
    public byte[] waiting(RoomId room, WaitingPlace place) {
        return NOTHING;
    }

    @Override
    public byte[] lobby(RoomId room, List<Member> waiting) {
        return NOTHING;
    }

    @Override
    public byte[] presence(PeerId peer, PeerPresence presence) {
        return NOTHING;
    }

    @Override
    public byte[] goAway(GoAway notice) {
        return NOTHING;
    }
}
