package io.chappe.bench.load;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A participant's WebSocket, on the generator's event loop. It reads frames where they lie and makes no object of one: what
 * the generator costs, the measured server cannot have.
 */
@SuppressWarnings("FutureReturnValueIgnored") // what fails closes the connection, which is seen
final class Connection extends ChannelInboundHandlerAdapter {
    private static final byte[] END_OF_HEAD = {'\r', '\n', '\r', '\n'};
    private static final int TEXT = 1;
    private static final int CLOSE = 8;
    private static final int PING = 9;
    private static final int PONG = 0x8A;
    /** As PeerJS's clients do. */
    private static final int HEARTBEAT_S = 5;

    private final Participant participant;
    private final int server;
    private final Crowd crowd;
    private @Nullable ChannelHandlerContext context;
    private @Nullable ByteBuf unfinished;
    private boolean upgraded;
    private boolean ready;
    private boolean leaving;
    private Correspondent correspondent = Correspondent.NOBODY;

    Connection(Participant participant, int server, Crowd crowd) {
        this.participant = participant;
        this.server = server;
        this.crowd = crowd;
    }

    Participant participant() {
        return participant;
    }

    /** The number of the server that it is at. */
    int server() {
        return server;
    }

    Correspondent correspondent() {
        return correspondent;
    }

    /** Who takes what arrives once the participant is ready. */
    void correspondent(Correspondent next) {
        correspondent = next;
    }

    void upgrade(ChannelHandlerContext ctx) {
        context = ctx;
        String protocol = participant.subprotocol();
        String request = "GET " + participant.path() + " HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\n"
                + "Connection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n"
                + (protocol == null ? "" : "Sec-WebSocket-Protocol: " + protocol + "\r\n") + "\r\n";
        ctx.writeAndFlush(ByteBufUtil.writeAscii(ctx.alloc(), request), ctx.voidPromise());
    }

    /** Sends a message; to be called when the participant is ready. */
    void send(Template message, long id) {
        ChannelHandlerContext ctx = context;
        if (ctx != null) {
            ctx.writeAndFlush(message.frame(ctx.alloc(), id), ctx.voidPromise());
        }
    }

    void sendText(String text) {
        send(Template.of(text), 0);
    }

    /** Says goodbye, as a page that is closed does. */
    void close() {
        leaving = true;
        ChannelHandlerContext ctx = context;
        if (ctx != null) {
            byte[] normal = {(byte) (0x80 | CLOSE), (byte) 0x82, 0, 0, 0, 0, 0x03, (byte) 0xE8};
            ctx.writeAndFlush(ctx.alloc().directBuffer(normal.length).writeBytes(normal));
        }
    }

    /** Without a word, as when a network goes. */
    void cut() {
        leaving = true;
        if (context != null) {
            context.close();
        }
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        crowd.connected(this, ctx);
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object msg) {
        ByteBuf in = (ByteBuf) msg;
        ByteBuf before = unfinished;
        if (before != null) {
            unfinished = null;
            before.writeBytes(in);
            in.release();
            in = before;
        }
        if (!upgraded) {
            head(in);
        }
        if (upgraded) {
            frames(in);
        }
        if (in.isReadable()) {
            // A read's buffer is as large as the largest read; what is left is small.
            unfinished = ctx.alloc().directBuffer(2 * in.readableBytes()).writeBytes(in);
        }
        in.release();
    }

    private void head(ByteBuf in) {
        String text = in.toString(StandardCharsets.ISO_8859_1);
        int end = text.indexOf(new String(END_OF_HEAD, StandardCharsets.ISO_8859_1));
        if (end < 0) {
            return;
        }
        if (!text.startsWith("HTTP/1.1 101")) {
            throw new IllegalStateException("no WebSocket at " + participant.path() + ": " + text);
        }
        in.skipBytes(end + END_OF_HEAD.length);
        upgraded = true;
        participant.opened(this::sendText);
    }

    private void frames(ByteBuf in) {
        while (in.readableBytes() >= 2) {
            int at = in.readerIndex();
            int length = in.getByte(at + 1) & 0x7F;
            int header = length < 126 ? 2 : length == 126 ? 4 : 10;
            if (in.readableBytes() < header) {
                return;
            }
            length = length < 126 ? length : length == 126 ? in.getUnsignedShort(at + 2) : (int) in.getLong(at + 2);
            if (in.readableBytes() < header + length) {
                return;
            }
            frame(in.getByte(at) & 0x0F, in, at + header, length);
            in.readerIndex(at + header + length);
        }
    }

    private void frame(int opcode, ByteBuf in, int start, int length) {
        if (opcode == TEXT) {
            if (ready) {
                crowd.arrived(this, in, start, length);
            } else {
                greeting(in.toString(start, length, StandardCharsets.UTF_8));
            }
        } else if (opcode == PING) {
            pong(in, start, length);
        } else if (opcode == CLOSE) {
            crowd.closedByServer(this, length < 2 ? 1005 : in.getUnsignedShort(start));
        }
    }

    /** What is no message and no answer, such as a protocol's own heartbeat. */
    void other(ByteBuf in, int start, int length) {
        participant.onMessage(in.toString(start, length, StandardCharsets.UTF_8), this::sendText);
    }

    private void greeting(String message) {
        participant.onMessage(message, this::sendText);
        if (participant.isReady()) {
            ready = true;
            beat(participant.heartbeat());
            crowd.ready(this);
        } else if (participant.comesAgainInMs() > 0) {
            comeAgain(participant.comesAgainInMs());
        }
    }

    private void comeAgain(long inMs) {
        ChannelHandlerContext ctx = context;
        if (ctx != null) {
            crowd.refused(this);
            close();
            ctx.executor().schedule(() -> crowd.reopen(this), inMs, TimeUnit.MILLISECONDS);
        }
    }

    private void beat(@Nullable String heartbeat) {
        ChannelHandlerContext ctx = context;
        if (ctx != null && heartbeat != null) {
            sendText(heartbeat);
            ctx.executor().schedule(() -> beat(heartbeat), HEARTBEAT_S, TimeUnit.SECONDS);
        }
    }

    /** Whether its end is our wish. */
    boolean isLeaving() {
        return leaving;
    }

    private void pong(ByteBuf in, int start, int length) {
        ChannelHandlerContext ctx = context;
        if (ctx != null) {
            ByteBuf out = ctx.alloc().directBuffer(6 + length);
            out.writeByte(PONG).writeByte(0x80 | length).writeInt(0).writeBytes(in, start, length);
            ctx.writeAndFlush(out, ctx.voidPromise());
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        context = null;
        if (unfinished != null) {
            unfinished.release();
            unfinished = null;
        }
        crowd.gone(this);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (!(cause instanceof IOException)) {
            crowd.failed(cause);
        }
        ctx.close();
    }
}
