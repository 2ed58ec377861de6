package io.chappe.gateway.protocol.chappe;

import io.chappe.core.protocol.FrameBuffer;
import io.chappe.core.routing.SignalRouter;
import io.chappe.gateway.call.CallNotes;
import io.chappe.gateway.limit.RefusalLog;
import io.chappe.gateway.loop.EventLoop;
import io.chappe.gateway.protocol.ProtocolAdapter;
import io.chappe.gateway.protocol.Upgrade;
import io.chappe.gateway.session.Arrivals;
import io.chappe.gateway.session.SessionLife;
import io.chappe.gateway.socket.ClientSocket;
import io.chappe.gateway.socket.Handshake;
import io.chappe.gateway.socket.SocketHandler;

/** The native protocol at {@value #PATH}; one instance an event loop. */
public final class NativeAdapter implements ProtocolAdapter {
    private static final String PATH = "/v1/signal";
    private static final String SUBPROTOCOL = "chappe.v1.json";

    private final NativeLoop common;

    public NativeAdapter(
            EventLoop loop,
            Greeting greeting,
            Arrivals arrivals,
            SessionLife life,
            SignalRouter router,
            NativeMeters meters,
            CallNotes calls,
            RefusalLog refusals) {
        this.common = new NativeLoop(
                loop,
                greeting,
                arrivals,
                life,
                new SignalRequests(router, meters, calls),
                new FrameBuffer(),
                meters,
                refusals);
    }

    @Override
    public String name() {
        return "chappe";
    }

    @Override
    public boolean claims(Handshake handshake) {
        return handshake.path().equals(PATH);
    }

    @Override
    public Upgrade decide(Handshake handshake) {
        if (handshake.offered().contains(SUBPROTOCOL)) {
            return new Upgrade.Accept(SUBPROTOCOL);
        }
        return new Upgrade.Reject(400, "offer the subprotocol " + SUBPROTOCOL);
    }

    @Override
    public SocketHandler open(ClientSocket socket, Handshake handshake) {
        NativeConnection connection = new NativeConnection(common, socket);
        connection.awaitHello(handshake);
        return connection;
    }
}
