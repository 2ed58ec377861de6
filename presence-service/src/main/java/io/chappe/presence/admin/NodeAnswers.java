package io.chappe.presence.admin;

import io.chappe.core.bus.NodeReport;
import io.chappe.core.model.NodeId;
import io.chappe.node.bus.ClusterMember;
import io.chappe.node.bus.Membership;
import io.chappe.node.bus.Role;
import io.chappe.presence.store.LeaseStore;
import io.chappe.presence.store.NodeLease;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** About nodes: gateways by their leases, what has none yet by the membership. */
final class NodeAnswers {
    private final LeaseStore leases;
    private final StoreAccess store;
    private final Membership membership;

    NodeAnswers(LeaseStore leases, StoreAccess store, Membership membership) {
        this.leases = leases;
        this.store = store;
        this.membership = membership;
    }

    void addTo(Answers answers) {
        answers.with("listNodes", this::list).with("getNode", this::get);
    }

    private Future<JsonObject> list(Asked asked) {
        return nodes().map(nodes -> new JsonObject().put("items", new JsonArray(nodes)));
    }

    private Future<JsonObject> get(Asked asked) {
        return nodes().map(nodes -> nodes.stream()
                .filter(node -> node.getString("id").equals(asked.node()))
                .findFirst()
                .orElseThrow(() -> new ProblemException(
                        ProblemType.NOT_FOUND, "there is no such node; one that has ended is soon forgotten")));
    }

    private Future<List<JsonObject>> nodes() {
        return store.ask(leases::all).map(this::nodes);
    }

    private List<JsonObject> nodes(List<NodeLease> leased) {
        Set<String> withLease =
                leased.stream().map(lease -> lease.life().node().value()).collect(Collectors.toSet());
        List<JsonObject> nodes = new ArrayList<>();
        for (ClusterMember member : membership.members()) {
            if (!withLease.contains(member.id().value())) {
                nodes.add(node(member.id().value(), member.role(), member.role() == Role.GATEWAY ? "joining" : "up")
                        .put("name", member.name())
                        .put("version", member.version()));
            }
        }
        Map<NodeId, String> names =
                membership.members().stream().collect(Collectors.toMap(ClusterMember::id, ClusterMember::name));
        leased.forEach(lease -> nodes.add(gateway(lease, names.get(lease.life().node()))));
        nodes.sort(Comparator.<JsonObject, Boolean>comparing(
                        node -> node.getString("role").equals(word(Role.GATEWAY)))
                .thenComparing(node -> node.getString("id")));
        return nodes;
    }

    private static JsonObject node(String id, Role role, String state) {
        return new JsonObject().put("id", id).put("role", word(role)).put("state", state);
    }

    private static String word(Role role) {
        return role.name().toLowerCase(Locale.ROOT);
    }

    /** @param name null where it is not in the cluster any more */
    private static JsonObject gateway(NodeLease lease, @Nullable String name) {
        NodeReport report = lease.report();
        JsonObject node = node(lease.life().node().value(), Role.GATEWAY, state(lease, report));
        if (name != null) {
            node.put("name", name);
        }
        if (!lease.lost()) {
            node.put("leaseMs", Math.max(0, lease.restMs()));
        }
        if (report != null) {
            node.put("version", report.version())
                    .put("startedAt", time(report.startedAt()))
                    .put("sessions", report.sessions())
                    .put("sockets", report.sockets())
                    .put("rooms", report.rooms());
            if (report.traffic().at() > 0) {
                node.put("signals", report.traffic().signals())
                        .put("undelivered", report.traffic().undelivered())
                        .put("countedAt", time(report.traffic().at()));
            }
        }
        return node;
    }

    private static String time(long millis) {
        return Instant.ofEpochMilli(millis).toString();
    }

    private static String state(NodeLease lease, @Nullable NodeReport report) {
        if (lease.lost()) {
            return "lost";
        }
        return report != null && report.draining() ? "draining" : "up";
    }
}
