package io.chappe.presence.calls;

import io.chappe.node.config.Require;
import io.chappe.node.config.Setting;
import java.net.URI;

/** Whether calls are traced for a collector of OpenTelemetry, and how many of them. */
public record TracesConfig(
        @Setting(
                def = "\"\"",
                help =
                        "Where traces of calls are sent by OTLP over HTTP, such as `http://collector:4318/v1/traces`; empty:"
                                + " none are made.")
        String endpoint,

        @Setting(
                def = "0.01",
                help = "The part of all calls that is traced, from 0 to 1. What a client traces and records itself (its"
                        + " `traceparent` says so) is traced, too.")
        double sampled) {
    public TracesConfig {
        Require.that(endpoint.isEmpty() || isHttp(endpoint), "endpoint must be an address of http or https");
        Require.that(sampled >= 0 && sampled <= 1, "sampled must be from 0 to 1");
    }

    private static boolean isHttp(String endpoint) {
        try {
            URI uri = URI.create(endpoint);
            return ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme())) && uri.getHost() != null;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
