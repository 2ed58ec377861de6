package io.chappe.gateway.protocol;

import io.chappe.gateway.socket.ClientSocket;
import io.chappe.gateway.socket.Handshake;
import io.chappe.gateway.socket.SocketHandler;

/** One client protocol: it turns its frames into sessions, rooms and signals and back, and owns no cluster code. */
public interface ProtocolAdapter {
    /** In lower case, for logs and metrics. */
    String name();

    /** Whether a handshake is this protocol's. The first adapter that says yes answers it. */
    boolean claims(Handshake handshake);

    /** What to do with a handshake that this adapter claims; decided before the upgrade, without waiting. */
    Upgrade decide(Handshake handshake);

    /** A socket was upgraded; on its event loop. */
    SocketHandler open(ClientSocket socket, Handshake handshake);
}
