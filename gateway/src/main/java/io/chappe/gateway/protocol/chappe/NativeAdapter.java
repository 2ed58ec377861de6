package io.chappe.gateway.protocol.chappe;

import io.chappe.core.routing.SignalRouter;
import io.chappe.gateway.loop.EventLoop;
import io.chappe.gateway.protocol.ProtocolAdapter;
import io.chappe.gateway.protocol.Upgrade;
import io.chappe.gateway.session.SessionLife;
import io.chappe.gateway.socket.ClientSocket;
import io.chappe.gateway.socket.Handshake;
import io.chappe.gateway.socket.SocketHandler;

/** The native protocol at {@value #PATH}; one instance an event loop. */
public final class NativeAdapter implements ProtocolAdapter {
    private static final String PATH = "/v1/signal";
    private static final String SUBPROTOCOL = "chappe.v1.json";

    private final EventLoop loop;
    private final Greeting greeting;
    private final SessionLife life;
    private final SignalRouter router;

    public NativeAdapter(EventLoop loop, Greeting greeting, SessionLife life, SignalRouter router) {
        this.loop = loop;
        this.greeting = greeting;
        this.life = life;
        this.router = router;
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
        NativeConnection connection = new NativeConnection(loop, socket, handshake.origin(), greeting, life, router);
        connection.awaitHello();
        return connection;
    }
}
