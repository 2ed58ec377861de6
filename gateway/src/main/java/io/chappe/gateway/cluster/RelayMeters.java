package io.chappe.gateway.cluster;

import io.chappe.node.operations.MessageCounter;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** What the relay counts. */
final class RelayMeters {
    private final MessageCounter relayed;
    private final MessageCounter bundles;
    private final Counter overflow;
    private final Counter failed;

    RelayMeters(MeterRegistry meters) {
        relayed = MessageCounter.of(meters, "chappe.relay.sent", "Envelopes and receipts sent to other gateways");
        bundles = MessageCounter.of(
                meters,
                "chappe.relay.bundles",
                "Messages of the bus in which envelopes, receipts and answers went to other gateways");
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
