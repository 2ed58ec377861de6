package io.chappe.presence.store.redis;

import io.chappe.core.model.NodeId;
import io.chappe.core.model.NodeLife;
import io.chappe.presence.store.Hold;
import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How the store's words are written in Redis. 64 bits are 16 hex digits, because Lua's numbers have 53. */
final class Texts {
    private static final HexFormat HEX = HexFormat.of();
    private static final int DIGITS = 16;

    private Texts() {}

    static String bits(long value) {
        return HEX.toHexDigits(value);
    }

    static long bits(String text) {
        return HexFormat.fromHexDigitsToLong(text);
    }

    static String life(NodeLife life) {
        return bits(life.incarnation()) + ":" + life.node().value();
    }

    static NodeLife life(String text) {
        return new NodeLife(new NodeId(text.substring(DIGITS + 1)), bits(text.substring(0, DIGITS))).shared();
    }

    static Hold hold(String life, String id) {
        return new Hold(life(life), bits(id));
    }

    static List<Hold> holds(Response pairs) {
        List<Hold> holds = new ArrayList<>(pairs.size() / 2);
        for (int i = 0; i < pairs.size(); i += 2) {
            holds.add(hold(text(pairs, i), text(pairs, i + 1)));
        }
        return holds;
    }

    static String text(Response answer, int index) {
        return required(answer, index).toString();
    }

    static long number(Response answer, int index) {
        return required(answer, index).toLong();
    }

    static Response required(Response answer, int index) {
        return required(answer.get(index));
    }

    /** What a script never leaves out. */
    static Response required(@Nullable Response part) {
        if (part == null) {
            throw new IllegalStateException("Redis' answer is not complete");
        }
        return part;
    }
}
