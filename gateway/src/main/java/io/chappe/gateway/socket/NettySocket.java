package io.chappe.gateway.socket;

import io.chappe.core.protocol.CloseCode;
import io.chappe.gateway.loop.TimerWheel;
import io.chappe.node.logging.About;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/** A {@link ClientSocket} on a Netty channel: sending, closing, liveness. {@link SocketFrames} is its reading half. */
final class NettySocket extends TimerWheel.Timer implements ClientSocket {
    /** RFC 6455 section 7.4.1: what an endpoint says to itself, never on the wire. */
    static final int NO_CODE = 1005;

    static final int NO_CLOSE_FRAME = 1006;

    /**
     * How long a client that broke the framing may still be read (and ignored): closing at once with bytes unread
     * would reset the connection, and it would not see why.
     */
    private static final Duration LINGER = Duration.ofMillis(300);

    private static final Logger LOG = LoggerFactory.getLogger(NettySocket.class);

    private final Channel channel;
    private final SocketGroup group;
    private final OutboundQueue outbound;
    private final Pace pace;
    private @Nullable SocketFrames frames;
    private @Nullable SocketHandler handler;
    private @Nullable CloseCode closedWith;
    private boolean ended;
    private boolean flushScheduled;
    private final Silence silence = new Silence();

    NettySocket(Channel channel, SocketGroup group) {
        this.channel = channel;
        this.group = group;
        this.outbound = new OutboundQueue(channel, group.limits().maxWaitingBytes());
        this.pace = new Pace(group.rates());
    }

    /** The channel speaks WebSocket from here on. */
    void opened(SocketFrames reader) {
        frames = reader;
        group.add(this);
        group.timers().set(this, group.limits().pingAfter());
    }

    void handledBy(SocketHandler protocol) {
        handler = protocol;
    }

    @Override
    public @Nullable CloseCode closedWith() {
        return closedWith;
    }

    @Override
    public boolean send(byte[] utf8) {
        return send(utf8, utf8.length);
    }

    @Override
    public boolean send(byte[] utf8, int length) {
        return !isClosing() && message(OutboundFrame.text(channel.alloc(), utf8, length), length);
    }

    @Override
    public boolean sendBinary(byte[] bytes) {
        return !isClosing() && message(OutboundFrame.binary(channel.alloc(), bytes), bytes.length);
    }

    private boolean message(ByteBuf frame, int bytes) {
        if (!offer(frame)) {
            return false;
        }
        group.traffic().sent(bytes);
        return true;
    }

    void pong(ByteBuf payload) {
        if (!isClosing()) {
            offer(OutboundFrame.pong(channel.alloc(), payload));
        }
    }

    private boolean offer(ByteBuf frame) {
        if (outbound.offer(frame)) {
            scheduleFlush();
            return true;
        }
        outbound.clear();
        close(CloseCode.SLOW_READER);
        return false;
    }

    private void scheduleFlush() {
        if (!flushScheduled) {
            flushScheduled = true;
            group.flushSoon(this);
        }
    }

    void flush() {
        flushScheduled = false;
        channel.flush();
    }

    void writable() {
        outbound.drain();
    }

    @Override
    public void close(CloseCode code) {
        close(code, group.limits().closeTimeout());
    }

    /** Closes because of what the client sent, or did not: it may not even understand a close handshake. */
    void fail(CloseCode code) {
        close(code, LINGER);
    }

    private void close(CloseCode code, Duration patience) {
        if (isClosing()) {
            return;
        }
        closedWith = code;
        outbound.add(OutboundFrame.close(channel.alloc(), code.code(), code.reason()));
        channel.flush();
        group.timers().set(this, patience);
        // A paused handler must not keep the client's close frame from being read.
        resume();
    }

    /** The handler threw. What it threw may quote the client's data, so only its place is logged. */
    void broken(Throwable thrown) {
        LoggingEventBuilder line = About.thrown(LOG.atError(), thrown);
        (handler == null ? line : handler.about(line)).log("closing a socket with 1011");
        close(CloseCode.INTERNAL_ERROR);
    }

    boolean isClosing() {
        return closedWith != null || ended;
    }

    /** The client's close frame: the answer to ours, or its own wish. */
    void closeFrame(int code) {
        boolean answered = closedWith != null;
        end(code);
        if (answered) {
            cut();
            return;
        }
        outbound.clear();
        ByteBuf echo =
                code == NO_CODE ? OutboundFrame.close(channel.alloc()) : OutboundFrame.close(channel.alloc(), code, "");
        channel.writeAndFlush(echo).addListener(ChannelFutureListener.CLOSE);
        group.timers().set(this, group.limits().closeTimeout());
    }

    /** The connection is gone. */
    void inactive() {
        group.timers().cancel(this);
        outbound.clear();
        end(NO_CLOSE_FRAME);
        group.remove(this);
    }

    private void end(int code) {
        if (ended) {
            return;
        }
        ended = true;
        group.meters().closed(closedWith, code);
        SocketHandler protocol = handler;
        if (protocol != null) {
            try {
                protocol.onClose(code);
            } catch (RuntimeException e) {
                broken(e);
            }
        }
    }

    @Nullable SocketHandler handler() {
        return handler;
    }

    /** Ends the connection without a word. Netty's close does not fail; what it returns tells when it is done. */
    @SuppressWarnings("FutureReturnValueIgnored")
    private void cut() {
        channel.close();
    }

    void heard() {
        silence.broken();
    }

    @Override
    protected void expired() {
        if (isClosing()) {
            cut();
            return;
        }
        SocketFrames reader = frames;
        if (reader != null && reader.isPaused()) {
            // Nobody can be heard who is not listened to.
            heard();
        }
        if (silence.isTooLong(group.limits())
                || (reader != null && reader.isOverdue(group.limits().dropAfter()))) {
            // From whom nothing has been heard for so long, an answer to a close frame is not to be waited for.
            fail(CloseCode.SILENT);
            return;
        }
        group.timers().set(this, silence.nextLook(group.limits()));
        if (silence.isWorthAPing(group.limits())) {
            offer(OutboundFrame.ping(channel.alloc()));
        }
    }

    @Override
    public void pause() {
        if (frames != null && !isClosing()) {
            frames.pause();
        }
    }

    @Override
    public void resume() {
        if (frames != null) {
            frames.resume();
        }
    }

    @Override
    public Pace pace() {
        return pace;
    }

    @Override
    public long bytesWaiting() {
        return outbound.bytes();
    }

    @Override
    public void execute(Runnable task) {
        group.execute(task);
    }
}
