package io.chappe.tests.harness;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/** A connection through a {@link FaultProxy}: a socket to each side. For the proxy's thread only. */
final class Crossing {
    private final SocketChannel client;
    private final SocketChannel server;
    private final SelectionKey clientKey;
    private final SelectionKey serverKey;
    private final Flow toServer;
    private final Flow toClient;
    private boolean dead;

    Crossing(SocketChannel client, InetSocketAddress target, Selector selector) throws IOException {
        this.client = client;
        this.server = SocketChannel.open();
        this.toServer = new Flow(client, server);
        this.toClient = new Flow(server, client);
        for (SocketChannel side : new SocketChannel[] {client, server}) {
            side.configureBlocking(false);
            side.setOption(StandardSocketOptions.TCP_NODELAY, true);
        }
        clientKey = client.register(selector, 0, this);
        serverKey = server.register(selector, 0, this);
        server.connect(target);
    }

    Flow flow(FaultProxy.Way way) {
        return way == FaultProxy.Way.TO_SERVER ? toServer : toClient;
    }

    /**
     * Moves on what can be moved.
     *
     * @return whether something waits for its time
     */
    boolean move(ByteBuffer scratch, long now, long delayNanos) {
        try {
            if (dead || (server.isConnectionPending() && !server.finishConnect())) {
                return false;
            }
            pass(clientKey, toServer, scratch, now, delayNanos);
            pass(serverKey, toClient, scratch, now, delayNanos);
        } catch (IOException e) {
            // One side is gone. The other one does not hear of it through a direction that swallows.
            dead = true;
            if (!toServer.swallows() && !toClient.swallows()) {
                reset();
            }
        }
        return !dead && (toServer.isWaiting() || toClient.isWaiting());
    }

    private static void pass(SelectionKey from, Flow flow, ByteBuffer scratch, long now, long delayNanos)
            throws IOException {
        if (from.isValid() && from.isReadable()) {
            flow.read(scratch, now + delayNanos);
        }
        flow.write(now);
    }

    /** Asks to be told of what it can do next; of nothing while it is stalled. */
    void listen(boolean stalled) {
        if (toServer.isOver() && toClient.isOver()) {
            reset();
        }
        if (!isOpen()) {
            return;
        }
        if (stalled || dead || server.isConnectionPending()) {
            clientKey.interestOps(0);
            serverKey.interestOps(stalled || dead ? 0 : SelectionKey.OP_CONNECT);
            return;
        }
        clientKey.interestOps(toServer.wantsRead() ? SelectionKey.OP_READ : 0);
        serverKey.interestOps(toClient.wantsRead() ? SelectionKey.OP_READ : 0);
    }

    boolean isOpen() {
        return clientKey.isValid() && serverKey.isValid();
    }

    /** Both sides get a RST, which is no FIN; after both have had their FIN it is nothing. */
    void reset() {
        for (SocketChannel side : new SocketChannel[] {client, server}) {
            try {
                side.setOption(StandardSocketOptions.SO_LINGER, 0);
                side.close();
            } catch (IOException e) {
                // It is gone already.
            }
        }
    }
}
