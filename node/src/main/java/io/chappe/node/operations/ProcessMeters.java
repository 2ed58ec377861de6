package io.chappe.node.operations;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.netty4.NettyAllocatorMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufAllocatorMetricProvider;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.util.internal.PlatformDependent;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** What is counted of the process itself, whatever it is for: the JVM, the machine, Netty's memory. */
final class ProcessMeters {
    private final JvmGcMetrics garbageCollection = new JvmGcMetrics();

    void bindTo(MeterRegistry registry) {
        Stream.of(
                        garbageCollection,
                        new ClassLoaderMetrics(),
                        new JvmMemoryMetrics(),
                        new JvmThreadMetrics(),
                        new ProcessorMetrics(),
                        new FileDescriptorMetrics(),
                        new UptimeMetrics())
                .forEach(binder -> binder.bindTo(registry));
        allocators().forEach(allocator -> new NettyAllocatorMetrics(allocator).bindTo(registry));
        // Where Netty goes past the JVM for its memory, jvm_buffer_* knows nothing of it.
        Gauge.builder("chappe.netty.direct", PlatformDependent::usedDirectMemory)
                .description(
                        "Memory outside of the heap that Netty has reserved for all its buffers; -1 where the JVM counts it")
                .baseUnit("bytes")
                .register(registry);
    }

    /** Netty's own choice, and what others name. */
    private static Set<ByteBufAllocatorMetricProvider> allocators() {
        Set<ByteBufAllocatorMetricProvider> allocators = new LinkedHashSet<>();
        for (ByteBufAllocator allocator :
                List.of(ByteBufAllocator.DEFAULT, PooledByteBufAllocator.DEFAULT, UnpooledByteBufAllocator.DEFAULT)) {
            if (allocator instanceof ByteBufAllocatorMetricProvider measured) {
                allocators.add(measured);
            }
        }
        return allocators;
    }

    void close() {
        garbageCollection.close();
    }
}
