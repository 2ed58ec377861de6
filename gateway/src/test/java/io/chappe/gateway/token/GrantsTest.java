package io.chappe.gateway.token;

import static org.assertj.core.api.Assertions.assertThat;

import io.chappe.core.model.Entry;
import io.chappe.core.model.RawJson;
import io.chappe.core.model.RoomId;
import io.chappe.core.model.RoomRules;
import io.chappe.core.model.Standing;
import io.chappe.node.tenant.NamePattern;
import java.util.List;
import org.junit.jupiter.api.Test;

class GrantsTest {
    private static final RoomId OWN = RoomId.reserved("a");
    private static final List<NamePattern> ALL = List.of(new NamePattern("*"), new NamePattern("~a"));
    private static final Grants MOST = new Grants(ALL, null, ALL, RawJson.NULL, null, false);

    @Test
    void noTokenNamesARoomOfTheServersAndWhoIsThereStays() {
        // Given
        Grants none = new Grants(List.of(), null, List.of(), RawJson.NULL, null, false);

        // Then
        assertThat(List.of(Grants.ALL, MOST, none)).allSatisfy(grants -> {
            assertThat(grants.mayJoin(OWN)).isFalse();
            assertThat(grants.mayModerate(OWN)).isFalse();
            assertThat(grants.mayStay(OWN)).isTrue();
        });
        assertThat(MOST.mayJoin(new RoomId("a~"))).isTrue();
        assertThat(none.mayStay(new RoomId("a"))).isFalse();
    }

    @Test
    void whoIsLedIsVouchedForAsElsewhere() {
        // Given
        RawJson attributes = RawJson.of("{\"name\":\"Ann\"}");
        RoomRules rules = RoomRules.begin(2, false);
        Grants grants = new Grants(List.of(), List.of(), List.of(), attributes, null, false);

        // When
        Entry agent = grants.ledEntry(true, rules);
        Entry caller = grants.ledEntry(false, RoomRules.OPEN);

        // Then
        assertThat(agent).isEqualTo(new Entry(new Standing(false, true, attributes), true, rules));
        assertThat(caller).isEqualTo(new Entry(new Standing(false, false, attributes), false, RoomRules.OPEN));
    }
}
