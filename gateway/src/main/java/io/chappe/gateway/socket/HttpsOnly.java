package io.chappe.gateway.socket;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.ssl.DelegatingSslContext;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import io.vertx.core.net.JdkSSLEngineOptions;
import io.vertx.core.spi.tls.DefaultSslContextFactory;
import io.vertx.core.spi.tls.SslContextFactory;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;

/**
 * The JDK's TLS, which answers a client that speaks plain HTTP with a 400 that says so: whoever types an address without
 * {@code https://} would otherwise see an empty page. The answer is not encrypted, like the question.
 */
public final class HttpsOnly extends JdkSSLEngineOptions {
    private final SocketMeters meters;

    public HttpsOnly(SocketMeters meters) {
        this.meters = meters;
    }

    @Override
    public HttpsOnly copy() {
        return new HttpsOnly(meters);
    }

    @Override
    public SslContextFactory sslContextFactory() {
        return new DefaultSslContextFactory(SslProvider.JDK, false) {
            @Override
            public SslContext create() throws SSLException {
                return new Context(super.create(), meters);
            }
        };
    }

    private static final class Context extends DelegatingSslContext {
        private final SocketMeters meters;

        Context(SslContext context, SocketMeters meters) {
            super(context);
            this.meters = meters;
        }

        @Override
        protected SslHandler newHandler(ByteBufAllocator alloc, boolean startTls, Executor tasks) {
            return new Handler(newEngine(alloc), startTls, tasks, meters);
        }

        @Override
        protected SslHandler newHandler(
                ByteBufAllocator alloc, String peerHost, int peerPort, boolean startTls, Executor tasks) {
            return new Handler(newEngine(alloc, peerHost, peerPort), startTls, tasks, meters);
        }

        @Override
        protected void initEngine(SSLEngine engine) {
            // Vert.x does it, in its own context around this one.
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // whether the answer arrives or not, the connection closes
    private static final class Handler extends SslHandler {
        private static final Pattern HOST = Pattern.compile("(?i)\r\nhost: *([a-z0-9.:\\[\\]-]{1,255})\r\n");
        private static final int LONGEST_HEAD = 8192;

        private final SocketMeters meters;
        private boolean begun;
        private boolean refused;

        Handler(SSLEngine engine, boolean startTls, Executor tasks, SocketMeters meters) {
            super(engine, startTls, tasks);
            this.meters = meters;
        }

        @Override
        protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) throws SSLException {
            if (!begun && in.isReadable()) {
                begun = true;
                refused = isMethod(in.getByte(in.readerIndex()));
                if (refused) {
                    refuse(
                            context,
                            in.toString(
                                    in.readerIndex(),
                                    Math.min(in.readableBytes(), LONGEST_HEAD),
                                    StandardCharsets.ISO_8859_1));
                }
            }
            if (refused) {
                in.skipBytes(in.readableBytes());
            } else {
                super.decode(context, in, out);
            }
        }

        /** A TLS record begins with a byte from 20 to 24. */
        private static boolean isMethod(byte first) {
            return first >= 'A' && first <= 'Z';
        }

        /** From this handler outwards nothing is encrypted. */
        private void refuse(ChannelHandlerContext context, String head) {
            meters.refused("not_tls");
            Matcher host = HOST.matcher(head);
            String address = host.find()
                    ? host.group(1)
                    : "HOST:" + ((InetSocketAddress) context.channel().localAddress()).getPort();
            String text = "This port speaks https: open https://" + address + "/\n";
            String answer = "HTTP/1.1 400 Bad Request\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: "
                    + text.length()
                    + "\r\nX-Content-Type-Options: nosniff\r\nCache-Control: no-store\r\nConnection: close\r\n\r\n"
                    + text;
            context.writeAndFlush(ByteBufUtil.writeAscii(context.alloc(), answer))
                    .addListener(ChannelFutureListener.CLOSE);
        }
    }
}
