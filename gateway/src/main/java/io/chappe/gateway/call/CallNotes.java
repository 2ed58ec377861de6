package io.chappe.gateway.call;

import io.chappe.core.bus.CallFact;
import io.chappe.core.model.ErrorCode;
import io.chappe.core.model.Member;
import io.chappe.core.model.RawJson;
import io.chappe.core.model.SessionId;
import io.chappe.core.model.TenantId;
import io.chappe.core.model.TraceContext;
import io.chappe.core.protocol.ClientMessage;
import io.chappe.core.protocol.Target;
import io.chappe.core.routing.JoinedRoom;
import io.chappe.core.routing.Sender;
import io.chappe.node.operations.MessageCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Takes down what sessions of this gateway do to set up a call with another one, for tenants that want it. No description, no
 * address of a candidate and no other content is kept. There is a budget for all of this gateway: what is above it costs no more than
 * to be counted. From any thread.
 */
public final class CallNotes {
    /** Facts that may be noted at once; some 60 calls. */
    static final int MOST_AT_ONCE = 2_000;

    /** And so many more in each half of a second; some 16 calls a second. */
    static final int MORE = 250;

    /** While nobody takes them. */
    static final int MOST_WAITING = 10_000;

    /**
     * A fact, and whose it is.
     *
     * @param tenant of both sessions
     */
    record Note(TenantId tenant, CallFact fact) {}

    private final Queue<Note> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger size = new AtomicInteger();
    private final AtomicInteger budget = new AtomicInteger(MOST_AT_ONCE);
    private final AtomicLong lastNumber = new AtomicLong();
    private final MessageCounter dropped;

    public CallNotes(MeterRegistry registry) {
        Gauge.builder("chappe.calls.waiting", size, AtomicInteger::get)
                .description("Facts of calls that wait to be told to a presence-service")
                .register(registry);
        dropped = MessageCounter.of(
                registry,
                "chappe.calls.dropped",
                "Facts of calls that were dropped, as there were too many or no presence-service took them");
    }

    /** Whether it belongs to a call between two, a signal of a negotiation to one session, and there is room for it. */
    public boolean takes(ClientMessage.Signal signal) {
        return signal.to() instanceof Target.ToSession
                && switch (signal.kind()) {
                    case "offer", "answer", "candidate", "bye" -> hasRoom();
                    default -> false;
                };
    }

    private boolean hasRoom() {
        boolean has = budget.get() > 0 && size.get() < MOST_WAITING && budget.decrementAndGet() >= 0;
        if (!has) {
            dropped.increment();
        }
        return has;
    }

    /** To be called each half of a second. */
    void refill() {
        budget.updateAndGet(left -> Math.min(MOST_AT_ONCE, Math.max(0, left) + MORE));
    }

    /**
     * A signal of a call, once it is known what became of it.
     *
     * @param at when it came
     * @param reason why it was not delivered; null if it was, or nobody knows
     */
    public void signal(Caller caller, ClientMessage.Signal signal, long at, @Nullable ErrorCode reason) {
        SessionId target = ((Target.ToSession) signal.to()).session();
        String detail = signal.kind().equals("candidate") ? Candidate.describe(signal.data()) : "";
        String trace = signal.traceparent() == null ? caller.trace() : trace(signal.traceparent());
        What what = new What(at, signal.kind(), detail, reason == null ? "" : reason.wireName(), trace);
        note(caller, target, what);
    }

    /** A trace as it is noted; empty for none, and for what names none. */
    public static String trace(@Nullable String traceparent) {
        return TraceContext.parse(traceparent).map(TraceContext::traceparent).orElse("");
    }

    /** Who sets up calls by one socket. */
    public interface Caller {
        Sender session();

        /** When it was taken up by this socket, in ms since 1970; 0 if it has begun with it. */
        long resumedAt();

        /** See {@link #trace}; of its hello. */
        String trace();
    }

    /** A fact but for whose it is. */
    private record What(long at, String kind, String detail, String outcome, String trace) {}

    /** What a client says of its connection to another one. */
    public void report(Caller caller, ClientMessage.Report report, long at) {
        if (!hasRoom()) {
            return;
        }
        RawJson data = report.data();
        String text = new String(data.array(), data.offset(), data.length(), StandardCharsets.UTF_8);
        note(caller, report.session(), new What(at, CallFact.REPORT, text, "", caller.trace()));
    }

    /** Only of two who share a room: whoever names others has no calls. */
    private void note(Caller caller, SessionId target, What what) {
        Sender sender = caller.session();
        long tookMs = Math.max(0, System.currentTimeMillis() - what.at);
        for (JoinedRoom room : sender.joinedRooms()) {
            Member member = room.roster().member(target);
            if (member != null) {
                CallFact.Side from = new CallFact.Side(sender.peer(), sender.id());
                CallFact.Side to = new CallFact.Side(member.peer(), target);
                long number = lastNumber.incrementAndGet();
                CallFact fact = new CallFact(
                        number,
                        what.at,
                        tookMs,
                        room.room(),
                        from,
                        to,
                        what.kind,
                        what.detail,
                        what.outcome,
                        room.joinedAt(),
                        caller.resumedAt(),
                        what.trace);
                add(new Note(sender.tenant(), fact));
                return;
            }
        }
    }

    private void add(Note note) {
        size.incrementAndGet();
        waiting.add(note);
    }

    void dropped(int facts) {
        dropped.add(facts);
    }

    /** What has come until now, at most so many, the oldest first. */
    List<Note> take(int most) {
        List<Note> taken = new ArrayList<>();
        while (taken.size() < most) {
            Note next = waiting.poll();
            if (next == null) {
                break;
            }
            taken.add(next);
        }
        size.addAndGet(-taken.size());
        return taken;
    }
}
