package io.chappe.core.bus;

import io.chappe.core.model.NodeId;
import io.vertx.core.buffer.Buffer;
import java.util.List;

/**
 * What one gateway has for another at one moment, in one message of the bus, in order: a message of the bus costs more than
 * a signal.
 *
 * @param from where answers go
 */
public record Bundle(NodeId from, List<Item> items) implements GatewayMessage {
    static final int KIND = 1;

    private static final int HEAD = 64;
    private static final int SENT = 1;
    private static final int ANSWERED = 2;
    private static final int CONFIRMED = 3;
    private static final int SESSION_SIZE = 32;

    public Bundle {
        items = List.copyOf(items);
    }

    /** One of the things that a bundle carries. */
    public sealed interface Item permits Sent, Answered, Confirmed, Unreadable {
        /** About so many bytes on the wire. */
        int size();
    }

    /**
     * A signal.
     *
     * @param tag by which its sender knows the answer; 0 for none
     */
    public record Sent(long tag, Envelope envelope) implements Item {
        @Override
        public int size() {
            return envelope.size();
        }
    }

    /** What became of the signal with that tag. */
    public record Answered(long tag, Delivery delivery) implements Item {
        private static final int USUAL_SIZE = 16;

        @Override
        public int size() {
            return USUAL_SIZE + delivery.missing().size() * SESSION_SIZE;
        }
    }

    /** A client's word that it has a signal. */
    public record Confirmed(Receipt receipt) implements Item {
        @Override
        public int size() {
            return Receipt.SIZE;
        }
    }

    /** What this build does not know, or what is wrong: the others in its bundle are none the worse. */
    public record Unreadable() implements Item {
        @Override
        public int size() {
            return 0;
        }
    }

    @Override
    public Buffer encode() {
        WireWriter out =
                Wire.begin(KIND, HEAD + items.stream().mapToInt(Item::size).sum());
        out.text(from.value()).list(items, (to, item) -> to.sized(inner -> write(inner, item)));
        return out.toBuffer();
    }

    private static void write(WireWriter out, Item item) {
        if (item instanceof Sent sent) {
            out.octet(SENT).number(sent.tag);
            sent.envelope.write(out);
        } else if (item instanceof Answered answered) {
            out.octet(ANSWERED).number(answered.tag);
            answered.delivery.write(out);
        } else if (item instanceof Confirmed confirmed) {
            out.octet(CONFIRMED);
            confirmed.receipt.write(out);
        }
    }

    static Bundle decode(WireReader in) {
        return new Bundle(new NodeId(in.text()), in.list(list -> read(list.sized())));
    }

    private static Item read(WireReader in) {
        try {
            return Wire.checked(in, () -> known(in));
        } catch (WireException e) {
            return new Unreadable();
        }
    }

    private static Item known(WireReader in) {
        int item = in.octet();
        return switch (item) {
            case SENT -> new Sent(in.number(), Envelope.read(in));
            case ANSWERED -> new Answered(in.number(), Delivery.read(in));
            case CONFIRMED -> new Confirmed(Receipt.read(in));
            default -> throw new WireException("item " + item + " in a bundle");
        };
    }
}
