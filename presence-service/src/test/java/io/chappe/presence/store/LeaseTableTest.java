package io.chappe.presence.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.chappe.core.bus.NodeReport;
import io.chappe.core.bus.Wire;
import io.chappe.core.bus.WireReader;
import io.chappe.core.bus.WireWriter;
import io.chappe.core.model.NodeId;
import io.chappe.core.model.NodeLife;
import java.util.List;
import org.junit.jupiter.api.Test;

class LeaseTableTest {
    private static final NodeLife A = new NodeLife(new NodeId("a"), 1);
    private static final NodeLife B = new NodeLife(new NodeId("b"), -1);
    private static final Moment MOMENT = new Moment(1_000, 1_000_000, 7);

    @Test
    void comesBackAsItWasWritten() {
        // Given
        NodeReport report = new NodeReport("1.0", 1, 2, 3, 4, true, new NodeReport.Traffic(5, 6, 7));
        LeaseTable table = new LeaseTable();
        StoreMark mark = table.open(A, 10_000, MOMENT).mark();
        table.open(B, 20_000, MOMENT);
        table.renew(A, 10_000, mark, report, MOMENT);
        WireWriter out = new WireWriter(64);

        // When
        table.write(out);
        LeaseTable read = LeaseTable.read(new WireReader(out.toBytes()));

        // Then
        assertThat(read.all(2_000))
                .containsExactly(new NodeLease(A, 9_000, false, report), new NodeLease(B, 19_000, false, null));
    }

    @Test
    void oneOfAnOlderBuildHasNoReports() {
        // Given
        WireWriter block = new WireWriter(64);
        Wire.life(block, A);
        block.number(11_000).number(0);
        WireWriter out = new WireWriter(64);
        new Continuity().write(out);
        out.list(List.of(block.toBytes()), WireWriter::block);

        // When
        LeaseTable read = LeaseTable.read(new WireReader(out.toBytes()));

        // Then
        assertThat(read.all(1_000)).containsExactly(new NodeLease(A, 10_000, false, null));
    }
}
