package io.chappe.presence.store.hazelcast;

import com.hazelcast.core.ReadOnly;
import com.hazelcast.map.EntryProcessor;
import io.chappe.core.bus.WireReader;
import io.chappe.core.bus.WireWriter;
import io.chappe.presence.store.RoomState;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A look at one room, which no backup needs to repeat. The answer is empty for a room that nobody is in. */
final class Query implements EntryProcessor<String, RoomState, byte[]>, ReadOnly {
    private static final long serialVersionUID = 1L;

    private final byte question;

    Query(int question) {
        this.question = (byte) question;
    }

    @Override
    public byte[] process(Map.Entry<String, RoomState> entry) {
        @Nullable RoomState room = entry.getValue();
        WireWriter answer = new WireWriter(64);
        if (room != null && !room.isFading()) {
            Tables.ROOMS.answer(question, room, answer);
        }
        return answer.toBytes();
    }

    void write(WireWriter out) {
        out.octet(question);
    }

    static Query read(WireReader in) {
        return new Query(in.octet());
    }
}
