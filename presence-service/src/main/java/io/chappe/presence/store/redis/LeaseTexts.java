package io.chappe.presence.store.redis;

import io.chappe.core.bus.NodeReport;
import io.chappe.core.bus.NodeReport.Traffic;
import io.chappe.presence.store.NodeLease;
import io.vertx.core.json.JsonObject;
import io.vertx.redis.client.Response;
import org.jspecify.annotations.Nullable;

/** How leases and what nodes tell of themselves are written in Redis; see {@code leases/leases.lua}. */
final class LeaseTexts {
    private LeaseTexts() {}

    static NodeLease lease(Response answer) {
        return new NodeLease(
                Texts.life(Texts.text(answer, 0)),
                Texts.number(answer, 1),
                Texts.number(answer, 2) != 0,
                reportOf(answer.get(3)));
    }

    static String report(NodeReport report) {
        return new JsonObject()
                .put("version", report.version())
                .put("startedAt", report.startedAt())
                .put("sessions", report.sessions())
                .put("sockets", report.sockets())
                .put("rooms", report.rooms())
                .put("draining", report.draining())
                .put("at", report.traffic().at())
                .put("signals", report.traffic().signals())
                .put("undelivered", report.traffic().undelivered())
                .encode();
    }

    private static @Nullable NodeReport reportOf(@Nullable Response text) {
        if (text == null) {
            return null;
        }
        JsonObject json = new JsonObject(text.toString());
        return new NodeReport(
                json.getString("version"),
                json.getLong("startedAt"),
                json.getLong("sessions"),
                json.getLong("sockets"),
                json.getLong("rooms"),
                json.getBoolean("draining"),
                // An older build leaves them out.
                new Traffic(json.getLong("at", 0L), json.getLong("signals", 0L), json.getLong("undelivered", 0L)));
    }
}
