package io.chappe.node.bus;

import io.netty.bootstrap.ServerBootstrap;
import io.vertx.core.impl.transports.NioTransport;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.transport.Transport;
import org.jspecify.annotations.Nullable;

/** The JDK's sockets, with a {@link FrameLimit} on those of the event bus. */
final class BusTransport extends NioTransport implements Transport {
    private final int busPort;
    private final FrameLimit limit;

    BusTransport(int busPort, FrameLimit limit) {
        this.busPort = busPort;
        this.limit = limit;
    }

    @Override
    public void configure(NetServerOptions options, boolean domainSocket, ServerBootstrap bootstrap) {
        super.configure(options, domainSocket, bootstrap);
        if (options.getPort() == busPort) {
            bootstrap.handler(limit.onAccept());
        }
    }

    @Override
    public String name() {
        return "nio";
    }

    @Override
    public boolean available() {
        return true;
    }

    @Override
    public @Nullable Throwable unavailabilityCause() {
        return null;
    }

    @Override
    public io.vertx.core.spi.transport.Transport implementation() {
        return this;
    }
}
