package io.chappe.gateway.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.chappe.core.model.TenantId;
import org.junit.jupiter.api.Test;

class NodeLinkTest {
    private static final int MIB = 1 << 20;

    private final NodeLink link = new NodeLink();

    @Test
    void leavesRoomForOthersWhenOneTenantFloods() {
        // Given
        TenantId loud = new TenantId("loud");
        boolean first = link.reserve(loud, MIB);

        // When
        boolean more = link.reserve(loud, 1);

        // Then
        assertThat(first).isTrue();
        assertThat(more).isFalse();
        assertThat(link.reserve(new TenantId("quiet"), MIB)).isTrue();
        assertThat(link.bytes()).isEqualTo(2 * MIB);
    }

    @Test
    void isBoundedInAll() {
        // Given
        for (int tenant = 0; tenant < 4; tenant++) {
            link.reserve(new TenantId("t" + tenant), MIB);
        }

        // When
        boolean more = link.reserve(new TenantId("one more"), 1);

        // Then
        assertThat(more).isFalse();
        link.release(new TenantId("t0"), MIB);
        assertThat(link.reserve(new TenantId("one more"), 1)).isTrue();
    }
}
