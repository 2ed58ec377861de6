package io.chappe.gateway.socket;

import io.netty.buffer.ByteBufUtil;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.ssl.SslHandler;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.impl.ConnectionBase;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Makes a socket of a Vert.x HTTP connection. Vert.x' own WebSocket keeps two message queues for each socket, ten times
 * the heap of what Netty needs; so the pipeline's HTTP handlers give way to a codec of frames.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a void promise: what fails arrives at exceptionCaught
final class Takeover {
    private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

    private final SocketGroup group;
    private final Function<ClientSocket, SocketHandler> protocol;
    private final @Nullable Runnable gone;

    Takeover(SocketGroup group, Function<ClientSocket, SocketHandler> protocol, @Nullable Runnable gone) {
        this.group = group;
        this.protocol = protocol;
        this.gone = gone;
    }

    void of(HttpServerRequest request, String key, @Nullable String subprotocol) {
        Channel channel = ((ConnectionBase) request.connection()).channel();
        tellWhenGone(channel, gone);
        if (!channel.isWritable()) {
            // An earlier answer on this connection still waits in a queue that the takeover would drop.
            group.meters().refused("busy", ClientAddress.of(channel.remoteAddress()));
            channel.close();
            return;
        }
        ChannelPipeline pipeline = channel.pipeline();
        List<ChannelHandler> http = httpHandlers(pipeline);
        ChannelHandler decoder = http.remove(0);
        http.forEach(pipeline::remove);
        NettySocket socket = open(channel);
        channel.writeAndFlush(ByteBufUtil.writeAscii(channel.alloc(), answer(key, subprotocol)), channel.voidPromise());
        try {
            socket.handledBy(protocol.apply(socket));
        } catch (RuntimeException e) {
            socket.broken(e);
        }
        // Last, because it hands on at once what the client has sent behind its request.
        pipeline.remove(decoder);
    }

    /** Static, so that no socket keeps its handshake, which may have a token in it. */
    private static void tellWhenGone(Channel channel, @Nullable Runnable gone) {
        if (gone != null) {
            channel.closeFuture().addListener(closed -> gone.run());
        }
    }

    private NettySocket open(Channel channel) {
        NettySocket socket = new NettySocket(channel, group);
        SocketFrames frames = new SocketFrames(socket, group);
        channel.pipeline().addLast(new FrameDecoder(group.framing()), frames);
        socket.opened(frames);
        return socket;
    }

    /** In the pipeline's order; the decoder of requests comes first. */
    private static List<ChannelHandler> httpHandlers(ChannelPipeline pipeline) {
        List<ChannelHandler> http = new ArrayList<>(pipeline.toMap().values());
        http.removeIf(SslHandler.class::isInstance);
        return http;
    }

    private static String answer(String key, @Nullable String subprotocol) {
        return "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: "
                + accept(key)
                + (subprotocol == null ? "" : "\r\nSec-WebSocket-Protocol: " + subprotocol)
                + "\r\n\r\n";
    }

    /** RFC 6455 section 4.2.2. */
    static String accept(String key) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-1").digest((key + GUID).getBytes(StandardCharsets.US_ASCII));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-1", e);
        }
    }
}
