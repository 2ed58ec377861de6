package io.chappe.tests;

import static org.assertj.core.api.Assertions.assertThat;

import io.chappe.tests.harness.Admin;
import io.chappe.tests.harness.Cluster;
import io.chappe.tests.harness.CommandLine;
import io.chappe.tests.harness.CommandLine.Ended;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Webhooks, from a terminal. */
class ChappeWebhooksIT {
    @RegisterExtension
    static final Cluster CLUSTER = Cluster.shared();

    private final String tenant = "hooks-" + UUID.randomUUID();
    private final Admin admin = CLUSTER.admin(0);
    private final CommandLine chappe = CommandLine.of(admin).with("CHAPPE_TENANT", tenant);

    @BeforeEach
    void addTenant() {
        admin.send("PUT", "/tenants/" + tenant, new JsonObject().put("anonymous", true));
    }

    @AfterEach
    void removeTenant() {
        admin.send("DELETE", "/tenants/" + tenant, null);
    }

    @Test
    void oneIsAddedTriedAndRemoved() {
        // Given: an address that is not public, which shows only when it is resolved
        Ended added =
                chappe.run("webhooks", "set", "app", "https://localhost:1/x", "--types", "room.opened,room.closed");

        // When
        List<Ended> ended = List.of(
                chappe.run("webhooks"),
                chappe.run("webhooks", "test", "app"),
                chappe.run("webhooks", "make-secret", "app"),
                chappe.run("webhooks", "remove-secret", "app", "--yes"),
                chappe.run("webhooks", "deliveries", "app"),
                chappe.run("webhooks", "dead", "app"),
                chappe.run("webhooks", "replay", "app", "--up-to", "5"),
                chappe.run("webhooks", "show", "app"),
                chappe.run("webhooks", "remove", "app", "--yes"),
                chappe.run("webhooks", "list"));

        // Then
        assertThat(added.output()).as(added.errors()).contains("whsec_", "room.opened, room.closed");
        assertThat(ended)
                .allSatisfy(one -> assertThat(one.status()).as(one.errors()).isZero());
        assertThat(ended.get(0).rows())
                .hasSize(1)
                .first()
                .asString()
                .contains("app", "working", "https://localhost:1/x");
        assertThat(ended.get(1).output()).contains("not public");
        assertThat(ended.get(2).output()).contains("whsec_");
        assertThat(ended.get(7).output()).contains("working").doesNotContain("whsec_");
        assertThat(ended.get(9).output() + ended.get(9).errors()).contains("no webhooks");
    }
}
