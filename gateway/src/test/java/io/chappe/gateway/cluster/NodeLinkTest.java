package io.chappe.gateway.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.chappe.core.model.TenantId;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class NodeLinkTest {
    private static final int MIB = 1 << 20;

    private long now;
    private final NodeLink link = new NodeLink(() -> now);

    @Test
    void leavesRoomForOthersWhenOneTenantFloods() {
        // Given
        TenantId loud = new TenantId("loud");
        NodeLink.Share first = link.reserve(loud, MIB);

        // When
        NodeLink.Share more = link.reserve(loud, 1);

        // Then
        assertThat(first).isNotNull();
        assertThat(more).isNull();
        assertThat(link.reserve(new TenantId("quiet"), MIB)).isNotNull();
        assertThat(link.bytes()).isEqualTo(2 * MIB);
    }

    @Test
    void isBoundedInAll() {
        // Given
        NodeLink.Share first = Objects.requireNonNull(link.reserve(new TenantId("t0"), MIB));
        for (int tenant = 1; tenant < 4; tenant++) {
            link.reserve(new TenantId("t" + tenant), MIB);
        }

        // When
        NodeLink.Share more = link.reserve(new TenantId("one more"), 1);

        // Then
        assertThat(more).isNull();
        first.release();
        assertThat(link.reserve(new TenantId("one more"), 1)).isNotNull();
    }

    @Test
    void whatIsLostDoesNotFillItForEver() {
        // Given
        TenantId tenant = new TenantId("t");
        NodeLink.Share lost = Objects.requireNonNull(link.reserve(tenant, MIB));
        now += NodeLink.SPAN_NS;
        assertThat(link.reserve(tenant, 1)).isNull();

        // When
        now += NodeLink.SPAN_NS;

        // Then
        assertThat(link.reserve(tenant, MIB)).isNotNull();
        lost.release();
        assertThat(link.bytes()).isEqualTo(MIB);
        assertThat(link.reserve(tenant, 1)).isNull();
    }
}
