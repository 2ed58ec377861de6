package io.chappe.bench.system;

import java.util.List;

/** How measured JVMs are started, ours and the yardstick's alike. */
final class Jvm {
    /** One processor, which they are confined to when they have started; the collector is the JVM's choice for one. */
    static final List<String> OPTIONS = List.of("-XX:ActiveProcessorCount=1", "-XX:+UseSerialGC", "-Xmx1g");

    private Jvm() {}
}
