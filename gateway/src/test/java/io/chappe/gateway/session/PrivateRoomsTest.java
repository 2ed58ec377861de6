package io.chappe.gateway.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.chappe.core.model.RoomId;
import io.chappe.core.model.RoomKey;
import io.chappe.core.model.SessionId;
import io.chappe.core.model.TenantId;
import java.util.List;
import org.junit.jupiter.api.Test;

class PrivateRoomsTest {
    private static final SessionId AGENT = new SessionId("agent");

    private static RoomKey queue(String tenant, String room) {
        return new RoomKey(new TenantId(tenant), new RoomId(room));
    }

    @Test
    void aRequestLeadsToOneRoomOfTheServers() {
        // When
        RoomId room = PrivateRooms.of(queue("acme", "help"), AGENT, 7);

        // Then
        assertThat(room).isEqualTo(PrivateRooms.of(queue("acme", "help"), AGENT, 7));
        assertThat(room.isReserved()).isTrue();
        assertThat(room.value()).matches("~[-_A-Za-z0-9]{22}");
    }

    @Test
    void nothingElseLeadsThere() {
        // When
        List<RoomId> rooms = List.of(
                PrivateRooms.of(queue("acme", "help"), AGENT, 7),
                PrivateRooms.of(queue("acme", "help"), AGENT, 8),
                PrivateRooms.of(queue("acme", "help"), new SessionId("agent2"), 7),
                PrivateRooms.of(queue("acme", "sales"), AGENT, 7),
                PrivateRooms.of(queue("acm", "ehelp"), AGENT, 7),
                PrivateRooms.of(queue("other", "help"), AGENT, 7));

        // Then
        assertThat(rooms).doesNotHaveDuplicates();
    }
}
