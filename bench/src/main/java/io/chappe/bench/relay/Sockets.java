package io.chappe.bench.relay;

import io.netty.channel.IoHandlerFactory;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.uring.IoUringIoHandler;
import io.netty.channel.uring.IoUringServerSocketChannel;
import java.util.function.Supplier;

/** How a relay asks the kernel for its sockets. */
enum Sockets {
    EPOLL(EpollIoHandler::newFactory, EpollServerSocketChannel.class),
    IO_URING(IoUringIoHandler::newFactory, IoUringServerSocketChannel.class),
    NIO(NioIoHandler::newFactory, NioServerSocketChannel.class);

    private final Supplier<IoHandlerFactory> loops;
    private final Class<? extends ServerChannel> listener;

    Sockets(Supplier<IoHandlerFactory> loops, Class<? extends ServerChannel> listener) {
        this.loops = loops;
        this.listener = listener;
    }

    IoHandlerFactory loops() {
        return loops.get();
    }

    Class<? extends ServerChannel> listener() {
        return listener;
    }
}
