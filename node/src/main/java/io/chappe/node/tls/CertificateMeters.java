package io.chappe.node.tls;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.Supplier;

/** What becomes of certificates on disk. From any thread. */
public final class CertificateMeters {
    private final MeterRegistry registry;
    private final Counter reloaded;
    private final Counter refused;

    public CertificateMeters(MeterRegistry registry) {
        this.registry = registry;
        reloaded = changes("reloaded");
        refused = changes("refused");
    }

    private Counter changes(String outcome) {
        return Counter.builder("chappe.certificate.changes")
                .description("Changes of a certificate on disk: reloaded, or refused and the old one kept")
                .tag("outcome", outcome)
                .register(registry);
    }

    /**
     * A certificate ends.
     *
     * @param port of its listener
     * @param end of the one that is in use, in seconds of the Unix epoch
     */
    void ends(int port, Supplier<Number> end) {
        Gauge.builder("chappe.certificate.end", end)
                .description("When the certificate ends that a port has, in seconds of the Unix epoch")
                .baseUnit("seconds")
                .tag("port", Integer.toString(port))
                .register(registry);
    }

    void reloaded() {
        reloaded.increment();
    }

    void refused() {
        refused.increment();
    }
}
