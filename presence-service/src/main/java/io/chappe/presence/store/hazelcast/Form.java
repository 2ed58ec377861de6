package io.chappe.presence.store.hazelcast;

import com.hazelcast.config.SerializationConfig;
import com.hazelcast.config.SerializerConfig;
import com.hazelcast.nio.serialization.ByteArraySerializer;
import io.chappe.core.bus.WireException;
import io.chappe.core.bus.WireReader;
import io.chappe.core.bus.WireWriter;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * How one class travels between data members: the version of the form, then the fields. Later versions of Chappe may add
 * fields at the end, which this one skips; the version changes only with what an older reader could not live with.
 */
final class Form<T> implements ByteArraySerializer<T> {
    private static final int VERSION = 1;

    private final int type;
    private final BiConsumer<T, WireWriter> writer;
    private final Function<WireReader, T> reader;

    private Form(int type, BiConsumer<T, WireWriter> writer, Function<WireReader, T> reader) {
        this.type = type;
        this.writer = writer;
        this.reader = reader;
    }

    static <T> void add(
            SerializationConfig config,
            int type,
            Class<? super T> of,
            BiConsumer<T, WireWriter> writer,
            Function<WireReader, T> reader) {
        config.addSerializerConfig(
                new SerializerConfig().setTypeClass(of).setImplementation(new Form<>(type, writer, reader)));
    }

    @Override
    public int getTypeId() {
        return type;
    }

    @Override
    public byte[] write(T object) {
        WireWriter out = new WireWriter(256).octet(VERSION);
        writer.accept(object, out);
        return out.toBytes();
    }

    @Override
    public T read(byte[] bytes) {
        WireReader in = new WireReader(bytes);
        int version = in.octet();
        if (version != VERSION) {
            throw new WireException("store form " + version + ", this node knows " + VERSION);
        }
        return reader.apply(in);
    }
}
