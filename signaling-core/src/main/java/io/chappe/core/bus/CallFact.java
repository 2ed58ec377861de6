package io.chappe.core.bus;

import io.chappe.core.model.PeerId;
import io.chappe.core.model.RoomId;
import io.chappe.core.model.SessionId;

/**
 * Something that happened between two sessions that set up a call: a signal of its negotiation, or what a client reports of its
 * connection.
 *
 * @param number of the fact, by which it is known if it comes twice; each gateway has its own
 * @param at by the gateway's clock, in ms since 1970
 * @param tookMs from then until it was known what became of it
 * @param from whose gateway has noted it
 * @param kind of the signal, or {@value #REPORT}
 * @param detail what is known of it besides: of a candidate its type and protocol, of a report what was said, as JSON
 * @param outcome the code of the error that the sender was told; empty for none
 * @param joinedAt when its session came to the room, by this gateway's clock; 0 if that is not known
 * @param resumedAt when its client has resumed the session by the socket that it has now; 0 if it began with it
 * @param traceparent what its client traces, see {@link io.chappe.core.model.TraceContext}; empty for nothing
 */
public record CallFact(
        long number,
        long at,
        long tookMs,
        RoomId room,
        Side from,
        Side to,
        String kind,
        String detail,
        String outcome,
        long joinedAt,
        long resumedAt,
        String traceparent) {
    /** What a client tells of its connection, and no signal. */
    public static final String REPORT = "report";

    /** Of a detail, in chars. */
    public static final int LONGEST = 1_024;

    public CallFact {
        if (detail.length() > LONGEST) {
            throw new IllegalArgumentException("a detail of " + detail.length() + " chars");
        }
    }

    /** One of the two. */
    public record Side(PeerId peer, SessionId session) {
        private void write(WireWriter out) {
            out.text(peer.value());
            Wire.session(out, session);
        }

        private static Side read(WireReader in) {
            return new Side(new PeerId(in.text()), Wire.session(in));
        }
    }

    /** What its sender has done before, at a time. */
    public CallFact arrival(String what, long when) {
        return new CallFact(0, when, 0, room, from, to, what, "", "", 0, 0, "");
    }

    void write(WireWriter out) {
        out.number(number).number(at).number(tookMs).text(room.value());
        from.write(out);
        to.write(out);
        out.text(kind)
                .text(detail)
                .text(outcome)
                .number(joinedAt)
                .number(resumedAt)
                .text(traceparent);
    }

    static CallFact read(WireReader in) {
        return new CallFact(
                in.number(),
                in.number(),
                in.number(),
                new RoomId(in.text()),
                Side.read(in),
                Side.read(in),
                in.text(),
                in.text(),
                in.text(),
                in.number(),
                in.number(),
                in.text());
    }
}
