package io.chappe.gateway.cluster;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** What the relay counts. */
final class RelayMeters {
    private final Counter relayed;
    private final Counter bundles;
    private final Counter overflow;
    private final Counter failed;

    RelayMeters(MeterRegistry meters) {
        relayed = Counter.builder("chappe.relay.sent")
                .description("Envelopes and receipts sent to other gateways")
                .register(meters);
        bundles = Counter.builder("chappe.relay.bundles")
                .description("Messages of the bus in which envelopes, receipts and answers went to other gateways")
                .register(meters);
        overflow = Counter.builder("chappe.relay.overflow")
                .description("Envelopes and receipts refused because too much was under way to a gateway")
                .register(meters);
        failed = Counter.builder("chappe.relay.failed")
                .description("Envelopes and receipts that another gateway did not take")
                .register(meters);
    }

    void relayed() {
        relayed.increment();
    }

    void bundle() {
        bundles.increment();
    }

    void overflow() {
        overflow.increment();
    }

    void failed() {
        failed.increment();
    }
}
