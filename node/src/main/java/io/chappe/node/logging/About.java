package io.chappe.node.logging;

import io.chappe.core.model.NodeId;
import io.chappe.core.model.PeerKey;
import io.chappe.core.model.RoomKey;
import io.chappe.core.model.SessionId;
import io.chappe.core.model.TenantId;
import org.jspecify.annotations.Nullable;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * What a line of the log is about, each under one name, and with its tenant. On the line itself and not on the thread (MDC), since
 * an event loop serves many sessions in turn. Costs nothing where the line's level is off.
 */
public final class About {
    private static final String TENANT = "tenant";

    private About() {}

    /** A tenant; null for none that is known. */
    public static LoggingEventBuilder tenant(LoggingEventBuilder line, @Nullable TenantId tenant) {
        return add(line, TENANT, tenant);
    }

    public static LoggingEventBuilder peer(LoggingEventBuilder line, PeerKey peer) {
        return line.addKeyValue(TENANT, peer.tenant()).addKeyValue("peer", peer.peer());
    }

    public static LoggingEventBuilder session(LoggingEventBuilder line, PeerKey peer, SessionId session) {
        return session(peer(line, peer), session);
    }

    /** Where the peer is not known. */
    public static LoggingEventBuilder session(LoggingEventBuilder line, @Nullable SessionId session) {
        return add(line, "session", session);
    }

    public static LoggingEventBuilder room(LoggingEventBuilder line, RoomKey room) {
        return line.addKeyValue(TENANT, room.tenant()).addKeyValue("room", room.room());
    }

    /** Another node, or this one. */
    public static LoggingEventBuilder node(LoggingEventBuilder line, NodeId node) {
        return line.addKeyValue("node", node);
    }

    /** Where somebody is who connects, without the port; null where that is not known. */
    public static LoggingEventBuilder address(LoggingEventBuilder line, @Nullable Object address) {
        return add(line, "address", address);
    }

    /** What was thrown and where; not what it says, which may quote a client. */
    public static LoggingEventBuilder thrown(LoggingEventBuilder line, Throwable thrown) {
        StackTraceElement[] trace = thrown.getStackTrace();
        return add(line.addKeyValue("thrown", thrown.getClass().getName()), "at", trace.length == 0 ? null : trace[0]);
    }

    private static LoggingEventBuilder add(LoggingEventBuilder line, String name, @Nullable Object value) {
        return value == null ? line : line.addKeyValue(name, value);
    }
}
