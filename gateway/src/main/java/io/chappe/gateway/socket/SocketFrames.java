package io.chappe.gateway.socket;

import io.chappe.core.protocol.CloseCode;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.internal.ContextInternal;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/** The reading half of a socket: frames in, whole messages out. The codec before it has checked the framing. */
@SuppressWarnings("FutureReturnValueIgnored") // a void promise: what fails arrives at exceptionCaught
final class SocketFrames extends ChannelInboundHandlerAdapter {
    /** RFC 6455 section 7.4.2; the codec lets anything above 3000 pass. */
    private static final int LAST_CODE = 4999;

    private final NettySocket socket;
    private final SocketGroup group;
    private @Nullable ChannelHandlerContext context;
    private @Nullable MessageAssembly assembly;
    /** Whole texts as arrays, any other frames as Netty has them. */
    private @Nullable ArrayDeque<Object> heldBack;

    private boolean paused;
    private boolean givingHeldBack;

    SocketFrames(NettySocket socket, SocketGroup group) {
        this.socket = socket;
        this.group = group;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        context = ctx;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object msg) {
        if (!(msg instanceof byte[] || msg instanceof WebSocketFrame)) {
            // The end of the HTTP request that became this socket.
            ReferenceCountUtil.release(msg);
            return;
        }
        socket.heard();
        if (paused || heldBack != null) {
            hold(msg);
        } else {
            give(msg);
        }
    }

    /** Netty decodes the whole of a read, though the handler has paused: at most one read's frames come here. */
    private void hold(Object frame) {
        if (heldBack == null) {
            heldBack = new ArrayDeque<>();
        }
        heldBack.add(frame);
    }

    private void give(Object frame) {
        ContextInternal previous = group.enter();
        try {
            if (frame instanceof byte[] text) {
                whole(text);
            } else {
                handle((WebSocketFrame) frame);
            }
        } catch (RuntimeException | StackOverflowError e) {
            socket.broken(e);
        } finally {
            ReferenceCountUtil.release(frame);
            group.leave(previous);
        }
    }

    private void whole(byte[] text) {
        if (!socket.isClosing()) {
            deliver(true, text);
        }
    }

    private void handle(WebSocketFrame frame) {
        if (frame instanceof CloseWebSocketFrame close) {
            closeFrame(close.statusCode());
        } else if (socket.isClosing()) {
            return;
        } else if (frame instanceof PingWebSocketFrame) {
            ping(frame.content());
        } else if (frame instanceof TextWebSocketFrame || frame instanceof BinaryWebSocketFrame) {
            first(frame);
        } else if (frame instanceof ContinuationWebSocketFrame && assembly != null) {
            next(assembly, frame);
        }
    }

    private void closeFrame(int code) {
        if (code < 0) {
            socket.closeFrame(NettySocket.NO_CODE);
        } else if (code > LAST_CODE && !socket.isClosing()) {
            socket.fail(CloseCode.PROTOCOL_ERROR);
        } else {
            socket.closeFrame(code);
        }
    }

    /** An answer to each would cost us as much as its sender. */
    private void ping(ByteBuf payload) {
        if (socket.pace().takePing()) {
            socket.pong(payload);
        } else if (socket.pace().isAbused()) {
            socket.fail(CloseCode.ABUSE);
        }
    }

    private void first(WebSocketFrame frame) {
        boolean text = frame instanceof TextWebSocketFrame;
        if (frame.isFinalFragment()) {
            deliver(text, MessageAssembly.whole(frame.content()));
            return;
        }
        SocketLimits limits = group.limits();
        assembly = new MessageAssembly(text, limits.maxMessageBytes(), limits.maxFragments());
        next(assembly, frame);
    }

    private void next(MessageAssembly message, WebSocketFrame frame) {
        if (!message.add(frame.content())) {
            assembly = null;
            socket.fail(CloseCode.TOO_BIG);
        } else if (frame.isFinalFragment()) {
            assembly = null;
            deliver(message.isText(), message.take());
        }
    }

    private void deliver(boolean text, byte[] message) {
        SocketHandler handler = socket.handler();
        if (handler == null) {
            return;
        }
        group.traffic().received(message.length);
        if (text) {
            handler.onText(message);
        } else {
            handler.onBinary(message);
        }
    }

    boolean isPaused() {
        return paused;
    }

    /** Whether a message was begun longer ago than this, and is not finished. */
    boolean isOverdue(Duration age) {
        return assembly != null && assembly.age().compareTo(age) >= 0;
    }

    void pause() {
        paused = true;
        autoRead(false);
    }

    void resume() {
        if (!paused) {
            return;
        }
        paused = false;
        if (!givingHeldBack) {
            giveHeldBack();
        }
    }

    private void giveHeldBack() {
        givingHeldBack = true;
        while (!paused && heldBack != null) {
            Object frame = heldBack.poll();
            if (frame == null) {
                heldBack = null;
            } else {
                give(frame);
            }
        }
        givingHeldBack = false;
        if (!paused) {
            autoRead(true);
        }
    }

    private void autoRead(boolean on) {
        if (context != null) {
            context.channel().config().setAutoRead(on);
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        if (ctx.channel().isWritable()) {
            socket.writable();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        assembly = null;
        if (heldBack != null) {
            heldBack.forEach(ReferenceCountUtil::release);
            heldBack = null;
        }
        group.dispatch(socket::inactive);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (cause instanceof CorruptedWebSocketFrameException corrupted) {
            assembly = null;
            group.dispatch(() -> socket.fail(meaning(corrupted)));
        } else if (cause instanceof IOException || cause instanceof DecoderException) {
            // The connection broke, or its TLS did: there is nobody to tell.
            ctx.close();
        } else {
            group.dispatch(() -> socket.broken(cause));
        }
    }

    private static CloseCode meaning(CorruptedWebSocketFrameException corrupted) {
        return switch (corrupted.closeStatus().code()) {
            case 1007 -> CloseCode.INVALID_PAYLOAD;
            case 1009 -> CloseCode.TOO_BIG;
            default -> CloseCode.PROTOCOL_ERROR;
        };
    }
}
