package io.chappe.tests;

import static org.assertj.core.api.Assertions.assertThat;

import io.chappe.tests.harness.Admin;
import io.chappe.tests.harness.Cluster;
import io.chappe.tests.harness.CommandLine;
import io.chappe.tests.harness.CommandLine.Ended;
import io.vertx.core.json.JsonObject;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code deploy/chappe} prints of what strangers have chosen, and of long lists. */
@Timeout(120)
class ChappeOutputIT {
    @RegisterExtension
    static final Cluster CLUSTER = Cluster.of(1, 1, RoomClient.settings());

    private final String id = UUID.randomUUID().toString();
    private final String room = "room-" + id;
    private final Admin admin = CLUSTER.admin(0);
    private final CommandLine chappe = CommandLine.of(admin);
    private final RoomClient ann = RoomClient.guest(CLUSTER, 0, "ann-" + id);

    @AfterEach
    void hangUp() {
        ann.close();
    }

    private static String done(Ended ended) {
        assertThat(ended.status()).as(ended.errors()).isZero();
        return ended.output();
    }

    @Test
    void listsAllPagesOfChangesOrAsManyAsWanted() {
        // Given
        ann.join(room);
        for (int i = 0; i < 210; i++) {
            admin.ask("PATCH", "/tenants/acme/rooms/" + room, new JsonObject().put("locked", i % 2 == 0));
        }

        // When
        Ended all = chappe.run("audit", "--limit", "0", "--json");

        // Then
        assertThat(all.items().stream()
                        .filter(change -> change.getString("path").endsWith(room)))
                .hasSize(210);
        assertThat(chappe.run("audit", "--limit", "205").rows()).hasSize(205);
        assertThat(chappe.run("audit", "--all-tenants").rows()).hasSize(50);
        assertThat(done(chappe.run("audit", "--tenant", "no-such", "--json"))).isEqualTo("[]\n");
        Ended first = chappe.shell("chappe audit --limit 0 --json | head -n 1; echo ${PIPESTATUS[0]}");
        assertThat(first.output()).matches("\\[\n(141|0)\n");
        assertThat(first.errors()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a b/c",
                "50%/2F+1",
                "-dash",
                "q'\"`$x",
                "\u4f1a\u8b70 \u00fc",
                "turned\u202eround",
                "...",
                "room:1"
            })
    void takesEachNameAsItIs(String name) {
        // Given
        ann.join(name);

        // When
        Ended ended = chappe.shell("chappe rooms show --json -- " + inBash(name));

        // Then
        assertThat(ended.json().getString("room")).isEqualTo(name);
        assertThat(done(chappe.shell("chappe rooms lock -- " + inBash(name)))).endsWith(" is locked\n");
        assertThat(chappe.run("rooms").rows())
                .anySatisfy(row ->
                        assertThat(row).startsWith(name.contains("\u202e") ? "$'turned\\u202eround'" : name + "  "));
    }

    /** In letters that are arguments of a process whatever the encoding of this one is. */
    private static String inBash(String name) {
        return name.chars().mapToObj("\\u%04x"::formatted).collect(Collectors.joining("", "$'", "'"));
    }

    @Test
    void saysThatAPathCannotHaveAName() {
        // When
        Ended ended = chappe.run("rooms", "show", "..");

        // Then
        assertThat(ended.status()).isEqualTo(2);
        assertThat(ended.errors()).isEqualTo("chappe: a room that is called '..' can't be named in an address\n");
    }

    @Test
    void writesNothingThatATerminalWouldObey() {
        // Given
        String evil = "\u001b]0;owned\u0007\u009b31m\u202e\u200b";
        ann.request("join", room, new JsonObject().put("meta", new JsonObject().put("name", evil)));

        // When
        Ended table = chappe.run("rooms", "members", room);

        // Then
        String json = done(chappe.run("rooms", "members", room, "--json"));
        assertThat(table.output() + json).doesNotContainPattern("[\\p{Cntrl}\\p{Cf}&&[^\\n]]");
        assertThat(table.output()).contains("\\u001b]0;owned");
        assertThat(new Ended(0, json, "").items().get(0).getJsonObject("meta").getString("name"))
                .isEqualTo(evil);
    }
}
