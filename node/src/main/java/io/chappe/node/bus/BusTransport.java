package io.chappe.node.bus;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFactory;
import io.netty.channel.ChannelOption;
import io.netty.channel.RecvByteBufAllocator;
import io.netty.channel.epoll.Epoll;
import io.netty.handler.flush.FlushConsolidationHandler;
import io.vertx.core.impl.transports.EpollTransport;
import io.vertx.core.impl.transports.NioTransport;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.transport.Transport;
import org.jspecify.annotations.Nullable;

/**
 * The sockets of a node, with a {@link FrameLimit} on those of the event bus: Linux' own, where there are such, which
 * keep fewer objects than the JDK's and make fewer system calls.
 */
final class BusTransport implements Transport {
    /** Has no state: one for all connections and not, as by default, one for each. */
    private static final RecvByteBufAllocator READS = new AdaptiveRecvByteBufAllocator();

    /** The most that waits for the end of a turn: a queue that grows without one would be memory. */
    private static final int MOST_FLUSHES = 256;

    private final int busPort;
    private final FrameLimit limit;

    BusTransport(int busPort, FrameLimit limit) {
        this.busPort = busPort;
        this.limit = limit;
    }

    private void prepare(NetServerOptions options, ServerBootstrap bootstrap) {
        bootstrap.childOption(ChannelOption.RECVBUF_ALLOCATOR, READS);
        if (options.getPort() == busPort) {
            bootstrap.handler(limit.onAccept());
        }
    }

    @Override
    public String name() {
        return Epoll.isAvailable() ? "epoll" : "nio";
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
        return Epoll.isAvailable() ? new OnEpoll() : new OnNio();
    }

    /** What a node sends another one in one turn of its event loop goes with one system call: flushes wait for its end. */
    private static <C extends Channel> C gathering(C channel) {
        channel.pipeline().addLast(new FlushConsolidationHandler(MOST_FLUSHES, true));
        return channel;
    }

    private final class OnEpoll extends EpollTransport {
        @Override
        public ChannelFactory<? extends Channel> channelFactory(boolean domainSocket) {
            ChannelFactory<? extends Channel> factory = super.channelFactory(domainSocket);
            return () -> gathering(factory.newChannel());
        }

        @Override
        public void configure(NetServerOptions options, boolean domainSocket, ServerBootstrap bootstrap) {
            super.configure(options, domainSocket, bootstrap);
            prepare(options, bootstrap);
        }
    }

    private final class OnNio extends NioTransport {
        @Override
        public ChannelFactory<? extends Channel> channelFactory(boolean domainSocket) {
            ChannelFactory<? extends Channel> factory = super.channelFactory(domainSocket);
            return () -> gathering(factory.newChannel());
        }

        @Override
        public void configure(NetServerOptions options, boolean domainSocket, ServerBootstrap bootstrap) {
            super.configure(options, domainSocket, bootstrap);
            prepare(options, bootstrap);
        }
    }
}
