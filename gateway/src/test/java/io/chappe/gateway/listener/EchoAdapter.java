package io.chappe.gateway.listener;

import io.chappe.gateway.protocol.ProtocolAdapter;
import io.chappe.gateway.protocol.Upgrade;
import io.chappe.gateway.socket.ClientSocket;
import io.chappe.gateway.socket.Handshake;
import io.chappe.gateway.socket.SocketHandler;

/** Sends back what it gets. */
final class EchoAdapter implements ProtocolAdapter {
    static final String SUBPROTOCOL = "echo";

    @Override
    public String name() {
        return "echo";
    }

    @Override
    public boolean claims(Handshake handshake) {
        return handshake.path().equals("/echo");
    }

    @Override
    public Upgrade decide(Handshake handshake) {
        if (handshake.query().containsKey("forbidden")) {
            return new Upgrade.Reject(401, "Not with this query.");
        }
        return new Upgrade.Accept(handshake.offered().contains(SUBPROTOCOL) ? SUBPROTOCOL : null);
    }

    @Override
    public SocketHandler open(ClientSocket socket, Handshake handshake) {
        return new SocketHandler() {
            @Override
            public void onText(byte[] utf8) {
                socket.send(utf8);
            }

            @Override
            public void onBinary(byte[] bytes) {
                socket.sendBinary(bytes);
            }

            @Override
            public void onClose(int code) {
                // Nothing to end.
            }
        };
    }
}
