package io.chappe.presence.store.hazelcast;

import io.chappe.core.bus.NodeReport;
import io.chappe.core.bus.Wire;
import io.chappe.core.bus.WireException;
import io.chappe.core.bus.WireReader;
import io.chappe.core.bus.WireWriter;
import io.chappe.core.model.NodeId;
import io.chappe.presence.store.ClaimedLives;
import io.chappe.presence.store.LeaseTable;
import io.chappe.presence.store.Moment;
import io.chappe.presence.store.NodeLease;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The leases, on the data members: one entry with all of them, so that one look finds what has run out. */
final class LeaseMap implements Table<LeaseTable> {
    static final String ONLY_KEY = "leases";

    static final int OPEN = 1;
    static final int RENEW = 2;
    static final int SHORTEN = 3;
    static final int END = 4;
    static final int LOOK = 5;
    static final int REMOVE = 6;
    static final int POSTPONE = 7;
    static final int RESTORED = 8;

    /** Question of a {@link Query}. */
    static final int ALL = 1;

    @Override
    public String name() {
        return "chappe.leases";
    }

    @Override
    public int stateType() {
        return 104;
    }

    @Override
    public Class<LeaseTable> stateClass() {
        return LeaseTable.class;
    }

    @Override
    public LeaseTable begin(Moment moment) {
        return new LeaseTable();
    }

    @Override
    public boolean isEmpty(LeaseTable leases) {
        return false;
    }

    @Override
    public long version(LeaseTable leases) {
        return 0;
    }

    @Override
    public void run(WireReader call, LeaseTable leases, Moment moment, WireWriter answer) {
        long now = moment.now();
        int operation = call.octet();
        switch (operation) {
            case OPEN -> Answers.writeRenewal(answer, leases.open(Wire.life(call), call.number(), moment));
            case RENEW ->
                Answers.writeRenewal(
                        answer,
                        leases.renew(Wire.life(call), call.number(), Answers.readMark(call), readReport(call), moment));
            case RESTORED -> answer.octet(leases.restored(Wire.life(call)) ? 1 : 0);
            case SHORTEN -> leases.shorten(new NodeId(call.text()), call.number(), now);
            case END -> answer.octet(leases.end(Wire.life(call), call.number(), now) ? 1 : 0);
            case LOOK -> {
                ClaimedLives claimed = leases.look(Answers.readLook(call), moment);
                answer.list(claimed.lives(), Wire::life).number(claimed.living());
                Answers.writeMark(answer, claimed.mark());
                answer.number(claimed.unrestored());
            }
            case REMOVE -> leases.remove(Wire.life(call));
            case POSTPONE -> leases.postpone(Wire.life(call), call.number());
            default -> throw new WireException("lease operation " + operation);
        }
    }

    /** A node of an older build says nothing of itself. */
    private static @Nullable NodeReport readReport(WireReader call) {
        return call.isAtEnd() ? null : LeaseTable.readReport(call);
    }

    @Override
    public void answer(WireReader question, String key, LeaseTable leases, long now, WireWriter answer) {
        int about = question.octet();
        if (about != ALL) {
            throw new WireException("lease question " + about);
        }
        answer.list(leases.all(now), (to, lease) -> {
            WireWriter block = new WireWriter(128);
            Wire.life(block, lease.life());
            block.fixed64(lease.restMs()).octet(lease.lost() ? 1 : 0);
            LeaseTable.writeReport(block, lease.report());
            to.block(block.toBytes());
        });
    }

    static List<NodeLease> readAll(WireReader in) {
        return in.isAtEnd()
                ? List.of()
                : in.list(WireReader::block).stream()
                        .map(block -> new NodeLease(
                                Wire.life(block), block.fixed64(), block.octet() == 1, LeaseTable.readReport(block)))
                        .toList();
    }

    static ClaimedLives readClaimed(WireReader in) {
        return new ClaimedLives(in.list(Wire::life), (int) in.number(), Answers.readMark(in), (int) in.number());
    }

    @Override
    public void write(WireWriter out, LeaseTable leases) {
        leases.write(out);
    }

    @Override
    public LeaseTable read(WireReader in) {
        return LeaseTable.read(in);
    }
}
