package io.chappe.bench.relay;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.SocketChannel;
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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A minimal relay on raw Netty, for one event loop: it looks for the target in the bytes of a message, looks it up in a
 * map, passes the frame on as it came, and tells the sender, with one system call a socket and turn. No limits, no rooms, no
 * metrics, no second node.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a yardstick: who is gone is gone
public final class RawRelay {
    private static final byte[] TARGET = "\"session\":\"".getBytes(US_ASCII);
    private static final byte[] ID = "\"id\":".getBytes(US_ASCII);
    private static final byte[] ACK = "{\"type\":\"ack\",\"id\":".getBytes(US_ASCII);
    private static final byte[] RELAYED = ",\"status\":\"relayed\"}".getBytes(US_ASCII);
    private static final int TYPE_AT = 9;

    private final Map<AsciiString, Channel> sessions = new HashMap<>();
    private final List<Channel> unflushed = new ArrayList<>();
    private long lastSession = 1L << 62;

    /** Arguments: port, kind of {@link Sockets}, and for TLS two PEM files, certificate and key. */
    @SuppressWarnings("SystemOut")
    public static void main(String[] args) throws Exception {
        Sockets sockets = Sockets.valueOf(args[1]);
        SslContext tls = args.length < 4
                ? null
                : SslContextBuilder.forServer(new File(args[2]), new File(args[3]))
                        .sslProvider(SslProvider.OPENSSL)
                        .build();
        RawRelay relay = new RawRelay();
        Channel listener = new ServerBootstrap()
                .group(new MultiThreadIoEventLoopGroup(1, sockets.loops()))
                .channel(sockets.listener())
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
        int id = after(text, ID);
        if (target != null && id > 0) {
            int end = text.indexOf(id, text.writerIndex(), (byte) ',');
            ByteBuf ack = ctx.alloc().directBuffer(64).writeBytes(ACK).writeBytes(text, id, end - id);
            write(ctx.channel(), ack.writeBytes(RELAYED));
        }
        if (target != null) {
            write(target, text.retain());
        }
    }

    private void write(Channel channel, ByteBuf text) {
        channel.write(new TextWebSocketFrame(text), channel.voidPromise());
        unflushed.add(channel);
        if (unflushed.size() == 1) {
            channel.eventLoop().execute(() -> {
                unflushed.forEach(Channel::flush);
                unflushed.clear();
            });
        }
    }

    /** Where the text goes on behind a word, or -1. */
    private static int after(ByteBuf text, byte[] word) {
        int end = text.writerIndex() - word.length + 1;
        for (int at = text.indexOf(0, end, word[0]); at >= 0; at = text.indexOf(at + 1, end, word[0])) {
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
