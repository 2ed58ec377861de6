package io.chappe.gateway;

import io.chappe.core.bus.NodeReport;
import io.chappe.gateway.drain.Drain;
import io.chappe.gateway.protocol.chappe.NativeMeters;
import io.chappe.gateway.room.Rooms;
import io.chappe.gateway.session.Sessions;
import io.chappe.gateway.socket.SocketMeters;
import java.util.function.Supplier;

/** What this gateway tells the cluster of itself: sizes that it has anyway. For any thread. */
final class OwnReport implements Supplier<NodeReport> {
    private final String version;
    private final long startedAt = System.currentTimeMillis();
    private final Sessions sessions;
    private final SocketMeters sockets;
    private final Rooms rooms;
    private final Drain drain;
    private final NativeMeters signals;

    OwnReport(String version, Sessions sessions, SocketMeters sockets, Rooms rooms, Drain drain, NativeMeters signals) {
        // A report that is refused would cost the lease.
        this.version = version.substring(0, Math.min(version.length(), NodeReport.LONGEST_VERSION));
        this.sessions = sessions;
        this.sockets = sockets;
        this.rooms = rooms;
        this.drain = drain;
        this.signals = signals;
    }

    @Override
    public NodeReport get() {
        return new NodeReport(
                version,
                startedAt,
                sessions.all().size(),
                sockets.open(),
                rooms.views().size(),
                drain.isDraining(),
                new NodeReport.Traffic(System.currentTimeMillis(), signals.looked(), signals.undelivered()));
    }
}
