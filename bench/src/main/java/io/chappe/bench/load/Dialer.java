package io.chappe.bench.load;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.function.Consumer;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Connects to the measured servers, from several addresses of the loopback network: each has only 28,000 ports. */
final class Dialer {
    private static final int SOURCE_ADDRESSES = 8;

    private final Bootstrap bootstrap;
    private final List<InetSocketAddress> servers;
    private final @Nullable SslContext tls;
    private final boolean sessions;
    private int dialed;

    /**
     * @param sessions whether a TLS session is resumed where the server offers it
     */
    Dialer(EventLoop loop, List<InetSocketAddress> servers, boolean secure, boolean sessions) throws SSLException {
        this.servers = servers;
        this.sessions = sessions;
        this.tls = secure ? tls() : null;
        this.bootstrap = new Bootstrap()
                .group(loop)
                .channel(EpollSocketChannel.class)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, 10_000);
    }

    private static SslContext tls() throws SSLException {
        // The certificate is one that the bench has made for itself; what is measured is the server's share.
        return SslContextBuilder.forClient()
                .sslProvider(SslProvider.OPENSSL)
                .trustManager(InsecureTrustManagerFactory.INSTANCE)
                .endpointIdentificationAlgorithm(null)
                .sessionCacheSize(20_000)
                .build();
    }

    void dial(Connection connection, int server, Consumer<Throwable> failed) {
        InetSocketAddress to = servers.get(server % servers.size());
        InetSocketAddress from = new InetSocketAddress("127.0.0." + (1 + dialed++ % SOURCE_ADDRESSES), 0);
        bootstrap
                .clone()
                .handler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        if (tls != null) {
                            // Without a name for the server there is no session that could be resumed.
                            channel.pipeline()
                                    .addLast(
                                            sessions
                                                    ? tls.newHandler(channel.alloc(), "localhost", to.getPort())
                                                    : tls.newHandler(channel.alloc()));
                        }
                        channel.pipeline().addLast(connection);
                    }
                })
                .connect(to, from)
                .addListener(done -> {
                    if (!done.isSuccess()) {
                        failed.accept(done.cause());
                    }
                });
    }
}
