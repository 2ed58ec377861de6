package io.chappe.bench.relay;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.util.AsciiString;
import java.io.File;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A minimal relay on raw Netty, for one event loop: it looks for the target in the bytes of a message, looks it up in a
 * map, passes the frame on as it came, and tells the sender. No limits, no rooms, no metrics, no second node.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a yardstick: who is gone is gone
public final class RawRelay {
    private static final byte[] TARGET = ascii("\"session\":\"");
    private static final byte[] ID = ascii("\"id\":");
    private static final byte[] ACK = ascii("{\"type\":\"ack\",\"id\":");
    private static final byte[] RELAYED = ascii(",\"status\":\"relayed\"}");
    private static final int TYPE_AT = 9;

    private final Map<AsciiString, Channel> sessions = new HashMap<>();
    private long lastSession = 1L << 62;

    /** Arguments: port, {@code epoll} or {@code nio}, and for TLS two PEM files, certificate and key. */
    @SuppressWarnings("SystemOut")
    public static void main(String[] args) throws Exception {
        boolean epoll = args[1].equals("epoll");
        SslContext tls = args.length < 4
                ? null
                : SslContextBuilder.forServer(new File(args[2]), new File(args[3]))
                        .sslProvider(SslProvider.OPENSSL)
                        .build();
        RawRelay relay = new RawRelay();
        IoHandlerFactory transport = epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
        Channel listener = new ServerBootstrap()
                .group(new MultiThreadIoEventLoopGroup(1, transport))
                .channel(epoll ? EpollServerSocketChannel.class : NioServerSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, 4096)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        relay.accept(channel, tls);
                    }
                })
                .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(args[0])))
                .sync()
                .channel();
        System.out.println("listening on " + listener.localAddress());
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private void accept(SocketChannel channel, @Nullable SslContext tls) {
        if (tls != null) {
            channel.pipeline().addLast(tls.newHandler(channel.alloc()));
        }
        channel.pipeline()
                .addLast(new HttpServerCodec(), new HttpObjectAggregator(4096))
                .addLast(new WebSocketServerProtocolHandler("/v1/signal", "chappe.v1.json"))
                .addLast(new SimpleChannelInboundHandler<TextWebSocketFrame>() {
                    @Override
                    protected void channelRead0(ChannelHandlerContext ctx, TextWebSocketFrame frame) {
                        ByteBuf text = frame.content();
                        if (text.getByte(TYPE_AT) == 's') {
                            relay(ctx, text);
                        } else {
                            welcome(ctx.channel());
                        }
                    }

                    @Override
                    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
                        ctx.close();
                    }
                });
    }

    private void welcome(Channel channel) {
        String session = Long.toHexString(lastSession++);
        sessions.put(AsciiString.of(session), channel);
        channel.closeFuture().addListener(closed -> sessions.remove(AsciiString.of(session)));
        channel.writeAndFlush(new TextWebSocketFrame("{\"type\":\"welcome\",\"session\":\"" + session + "\"}"));
    }

    private void relay(ChannelHandlerContext ctx, ByteBuf text) {
        int from = after(text, TARGET);
        int to = text.indexOf(from, text.writerIndex(), (byte) '"');
        Channel target = sessions.get(new AsciiString(ByteBufUtil.getBytes(text, from, to - from), false));
        if (target == null) {
            return;
        }
        int id = after(text, ID);
        if (id > 0) {
            int end = text.indexOf(id, text.writerIndex(), (byte) ',');
            ByteBuf ack = ctx.alloc().directBuffer(64);
            ack.writeBytes(ACK).writeBytes(text, id, end - id).writeBytes(RELAYED);
            ctx.writeAndFlush(new TextWebSocketFrame(ack), ctx.voidPromise());
        }
        target.writeAndFlush(new TextWebSocketFrame(text.retain()), target.voidPromise());
    }

    /** Where the text goes on behind a word, or -1. */
    private static int after(ByteBuf text, byte[] word) {
        int last = text.writerIndex() - word.length;
        for (int at = text.readerIndex(); at <= last; at++) {
            at = text.indexOf(at, last + 1, word[0]);
            if (at < 0) {
                return -1;
            }
            int i = 1;
            while (i < word.length && text.getByte(at + i) == word[i]) {
                i++;
            }
            if (i == word.length) {
                return at + word.length;
            }
        }
        return -1;
    }
}
