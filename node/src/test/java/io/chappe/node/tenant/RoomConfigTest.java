package io.chappe.node.tenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chappe.core.model.RoomRules;
import io.chappe.core.model.TenantId;
import io.chappe.node.config.ConfigException;
import org.junit.jupiter.api.Test;

class RoomConfigTest {
    private static final TenantId ACME = new TenantId("acme");

    private static RoomRules rules(String room) {
        return TenantConfig.parse(ACME, "rooms: [{name: 'r', " + room + "}]")
                .rooms()
                .get(0)
                .rules();
    }

    @Test
    void aRoomBeginsAsItsKindSays() {
        // Then
        assertThat(rules("maxMembers: 3")).isEqualTo(RoomRules.begin(3, false));
        assertThat(rules("kind: meeting, lobby: true")).isEqualTo(RoomRules.begin(0, true));
        assertThat(rules("kind: queue, maxMembers: 3")).isEqualTo(RoomRules.beginQueue(3));
        assertThat(rules("kind: queue, lobby: true")).isEqualTo(RoomRules.beginQueue(0));
    }

    @Test
    void aRoomIsKeptForThirtyDaysAtMost() {
        // Then
        assertThat(rules("keep: 30d")).isEqualTo(RoomRules.OPEN.kept(RoomRules.MAX_KEEP_MS));
        assertThat(rules("keep: 90s, lobby: true"))
                .isEqualTo(RoomRules.begin(0, true).kept(90_000));
        assertThatThrownBy(() -> rules("keep: 31d")).hasMessageContaining("keep must be from 0s to 30d");
        assertThatThrownBy(() -> rules("keep: -1s")).isInstanceOf(ConfigException.class);
    }

    @Test
    void whereNobodyModeratesThereIsNoQueue() {
        assertThatThrownBy(() -> TenantConfig.parse(ACME, "{anonymous: true, rooms: [{name: 'q-*', kind: queue}]}"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("no queue");
    }
}
