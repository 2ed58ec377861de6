package io.chappe.presence.admin;

import io.chappe.core.model.TenantId;
import io.chappe.presence.store.Usage;
import io.chappe.presence.store.UsageStore;
import io.chappe.presence.store.UsageStore.Period;
import io.chappe.presence.store.UsageStore.Span;
import io.chappe.presence.usage.BusyTenants;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.function.LongSupplier;

/** About what tenants have used. */
final class UsageAnswers {
    /** Where nobody says from when: a day by hours, a month by days. */
    private static final int USUAL_HOURS = 24;

    private static final int USUAL_DAYS = 31;

    private final UsageStore usage;
    private final BusyTenants busy;
    private final StoreAccess store;
    private final LongSupplier clock;

    /**
     * @param clock in ms since 1970
     */
    UsageAnswers(UsageStore usage, BusyTenants busy, StoreAccess store, LongSupplier clock) {
        this.usage = usage;
        this.busy = busy;
        this.store = store;
        this.clock = clock;
    }

    void addTo(Answers answers) {
        answers.with("getUsage", this::get).with("listBusyTenants", asked -> busiest());
    }

    private Future<JsonObject> get(Asked asked) {
        TenantId tenant = asked.tenant();
        Span span = "hour".equals(asked.text("by")) ? Span.HOUR : Span.DAY;
        long to = span.at(time(asked, "to", clock.getAsLong()));
        int usual = span == Span.HOUR ? USUAL_HOURS : USUAL_DAYS;
        long from = span.at(time(asked, "from", span.begin(to - usual + 1)));
        if (from > to) {
            throw ProblemException.ofParameter("from", "it must not be after 'to'");
        }
        long first = Math.max(from, to - span.kept() + 1);
        return store.ask(() -> usage.read(tenant, span, first, to)).map(periods -> told(span, periods));
    }

    private Future<JsonObject> busiest() {
        return store.ask(busy::read).map(minutes -> {
            JsonArray items = new JsonArray();
            minutes.forEach(minute -> items.add(new JsonObject()
                    .put("tenant", minute.tenant().value())
                    .put("sessions", minute.sessions())
                    .put("messages", minute.messages())
                    .put("bytes", minute.bytes())));
            return new JsonObject().put("items", items);
        });
    }

    private static long time(Asked asked, String parameter, long orElse) {
        String given = asked.text(parameter);
        if (given == null) {
            return orElse;
        }
        try {
            return Math.max(0, OffsetDateTime.parse(given).toInstant().toEpochMilli());
        } catch (DateTimeParseException | ArithmeticException e) {
            throw ProblemException.ofParameter(parameter, "it must be a time such as 2026-11-23T00:00:00Z");
        }
    }

    private static JsonObject told(Span span, List<Period> periods) {
        JsonArray items = new JsonArray();
        periods.forEach(period -> items.add(item(span, period)));
        return new JsonObject().put("items", items);
    }

    private static JsonObject item(Span span, Period period) {
        Usage used = period.usage();
        return new JsonObject()
                .put("begin", Instant.ofEpochMilli(span.begin(period.number())).toString())
                .put("connectedSeconds", used.connectedMs() / 1_000)
                .put("messages", used.messages())
                .put("bytes", used.bytes())
                .put("peakSessions", used.peak());
    }
}
