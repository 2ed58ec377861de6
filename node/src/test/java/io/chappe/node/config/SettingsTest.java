package io.chappe.node.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class SettingsTest {
    record Door(@Setting(help = "Its port.") int port) {}

    record House(
            @Setting(def = "[]", help = "The doors.") List<Door> doors,

            @Setting(def = "{port: 9080}", help = "Operations.")
            OperationsConfig operations) {}

    record Twins(@Setting(help = "One.") int aB, Inner a) {}

    record Inner(@Setting(help = "The other.") int b) {}

    @Test
    void listsEverySettingWithItsNamesTypeAndDefault() {
        // When
        List<SettingEntry> settings = Settings.of(House.class);

        // Then
        assertThat(settings)
                .contains(
                        new SettingEntry("doors", "CHAPPE_DOORS", "list of {port}", "[]", "The doors."),
                        new SettingEntry("doors[].port", "", "integer", "", "Its port."),
                        new SettingEntry(
                                "operations.port",
                                "CHAPPE_OPERATIONS_PORT",
                                "integer",
                                "9080",
                                "Port of the above; 0 takes a free one."));
    }

    @Test
    void writesThemAsATable() {
        // When
        String table = Settings.markdown(House.class);

        // Then
        assertThat(table)
                .contains("| setting | environment | type | default | what it does |")
                .contains("| `operations.port` | `CHAPPE_OPERATIONS_PORT` | integer | `9080` |");
    }

    @Test
    void refusesTwoSettingsOfOneName() {
        // When
        ThrowingCallable listing = () -> Settings.of(Twins.class);

        // Then
        assertThatThrownBy(listing).hasMessage("two settings are called CHAPPE_A_B");
    }
}
