package io.chappe.gateway.cluster;

import io.chappe.core.bus.Bundle;
import io.chappe.core.bus.BusAddresses;
import io.chappe.core.bus.Delivery;
import io.chappe.core.bus.Envelope;
import io.chappe.core.bus.GatewayMessage;
import io.chappe.core.bus.HandOver;
import io.chappe.core.bus.HeldSignals;
import io.chappe.core.bus.NoticeEvent;
import io.chappe.core.bus.PresenceEvent;
import io.chappe.core.bus.Probe;
import io.chappe.core.bus.RosterEvent;
import io.chappe.core.bus.RosterOutdated;
import io.chappe.core.bus.ServerSignal;
import io.chappe.core.bus.SessionDismissed;
import io.chappe.core.bus.SessionReplaced;
import io.chappe.core.bus.UsageReport;
import io.chappe.core.bus.WireException;
import io.chappe.core.model.NodeId;
import io.chappe.core.model.PeerKey;
import io.chappe.gateway.loop.EventLoops;
import io.chappe.gateway.room.Rooms;
import io.chappe.gateway.session.SessionLife;
import io.chappe.gateway.session.Sessions;
import io.chappe.gateway.watch.Watches;
import io.chappe.node.logging.About;
import io.chappe.node.operations.MessageCounter;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.MessageConsumer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/** What comes for this gateway over the bus: one consumer a lane, each on its event loop. */
final class Inbox {
    private static final Logger LOG = LoggerFactory.getLogger(Inbox.class);

    private final Sessions sessions;
    private final SessionLife life;
    private final Rooms rooms;
    private final Watches watches;
    private final NoticeBoard notices;
    private final BusRelay relay;
    private final UsageExchange usage;
    private final MessageCounter envelopes;
    private final MessageCounter rosterEvents;
    private final MessageCounter presenceEvents;
    private final MessageCounter receipts;
    private final MessageCounter handOvers;
    private final MessageCounter replacedSessions;
    private final MessageCounter dismissedSessions;
    private final Counter malformed;
    private final Map<Integer, MessageConsumer<Buffer>> consumers = new ConcurrentHashMap<>();

    Inbox(
            Sessions sessions,
            SessionLife life,
            Rooms rooms,
            Watches watches,
            NoticeBoard notices,
            BusRelay relay,
            UsageExchange usage,
            MeterRegistry meters) {
        this.notices = notices;
        this.relay = relay;
        this.usage = usage;
        this.sessions = sessions;
        this.life = life;
        this.rooms = rooms;
        this.watches = watches;
        this.envelopes = received("signal", meters);
        this.rosterEvents = received("roster", meters);
        this.presenceEvents = received("presence", meters);
        this.receipts = received("receipt", meters);
        this.handOvers = received("hand_over", meters);
        this.replacedSessions = received("replaced", meters);
        this.dismissedSessions = received("dismissed", meters);
        this.malformed = Counter.builder("chappe.inbox.malformed")
                .description("Bus messages, and parts of them, that could not be read or failed")
                .register(meters);
    }

    private static MessageCounter received(String kind, MeterRegistry meters) {
        return MessageCounter.of(meters, "chappe.inbox.received", "Bus messages for this gateway", "kind", kind);
    }

    /** Begins to receive; again, it takes new consumers and lets the old ones go, which loses nothing. */
    void open(EventBus bus, NodeId self, EventLoops loops) {
        loops.forEachLane(BusAddresses.LANES, lane -> {
            MessageConsumer<Buffer> consumer = bus.consumer(BusAddresses.gateway(self, lane));
            consumer.handler(this::receive);
            MessageConsumer<Buffer> old = consumers.put(lane, consumer);
            if (old != null) {
                old.unregister().onFailure(failure -> LOG.warn("an old consumer stays: {}", failure.toString()));
            }
        });
    }

    private void receive(Message<Buffer> message) {
        try {
            take(GatewayMessage.decode(message.body()), message);
        } catch (WireException e) {
            malformed.increment();
            LOG.warn("a bus message was dropped: {}", e.getMessage());
        }
    }

    private void take(GatewayMessage content, Message<Buffer> message) {
        if (content instanceof Bundle bundle) {
            bundle.items().forEach(item -> takeSafely(item, bundle.from()));
        } else if (content instanceof RosterEvent event) {
            rosterEvents.increment();
            rooms.onEvent(event);
        } else if (content instanceof RosterOutdated event) {
            rosterEvents.increment();
            rooms.onOutdated(event);
        } else if (content instanceof PresenceEvent event) {
            presenceEvents.increment();
            watches.onEvent(event);
        } else if (content instanceof NoticeEvent event) {
            notices.newest(event.newest());
        } else if (content instanceof SessionReplaced replaced) {
            replacedSessions.increment();
            life.replaced(replaced);
            message.reply(SessionReplaced.HEARD);
        } else if (content instanceof SessionDismissed dismissed) {
            dismissedSessions.increment();
            life.dismissed(dismissed);
            message.reply(SessionDismissed.HEARD);
        } else if (content instanceof ServerSignal signal) {
            envelopes.increment();
            sessions.deliver(signal.envelope())
                    .onSuccess(done -> message.reply(ServerSignal.answer(done)))
                    .onFailure(defect -> About.thrown(LOG.atError(), defect).log("a signal of the server failed"));
        } else if (content instanceof UsageReport report) {
            usage.hear(report);
        } else if (content instanceof Probe) {
            message.reply(Probe.ANSWER);
        } else if (content instanceof HandOver taken) {
            handOvers.increment();
            sessions.handOver(taken).onSuccess(held -> message.reply(new HeldSignals(held).encode()));
        }
    }

    /** One that fails must not take the others of its bundle with it, which may be of other tenants. */
    private void takeSafely(Bundle.Item item, NodeId from) {
        try {
            take(item, from);
        } catch (RuntimeException e) {
            malformed.increment();
            LoggingEventBuilder line = About.node(About.thrown(LOG.atError(), e), from);
            (item instanceof Bundle.Sent sent ? ofSender(line, sent.envelope()) : line)
                    .log("a part of a bundle failed");
        }
    }

    private static LoggingEventBuilder ofSender(LoggingEventBuilder line, Envelope envelope) {
        return About.session(line, new PeerKey(envelope.tenant(), envelope.peer()), envelope.from());
    }

    private void take(Bundle.Item item, NodeId from) {
        if (item instanceof Bundle.Sent sent) {
            envelopes.increment();
            Future<Delivery> delivery = sessions.deliver(sent.envelope());
            if (sent.tag() > 0) {
                delivery.onSuccess(done -> relay.answer(from, sent.tag(), done));
            }
        } else if (item instanceof Bundle.Answered answered) {
            relay.answered(answered.tag(), answered.delivery());
        } else if (item instanceof Bundle.Confirmed confirmed) {
            receipts.increment();
            sessions.confirm(confirmed.receipt());
        } else {
            malformed.increment();
        }
    }
}
