package io.chappe.node.bus;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.EventBus;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How long a frame of the event bus may be. Vert.x gathers whatever length a frame's first four bytes announce, so that
 * one peer could fill the heap: here a connection that announces more is closed before any of it is kept. A node sends
 * nothing that long either.
 */
final class FrameLimit {
    private static final Logger LOG = LoggerFactory.getLogger(FrameLimit.class);
    private static final int LENGTH_BYTES = 4;

    /** What a frame has around its body: addresses, the sender and headers that we do not use. */
    private static final int AROUND = 4096;

    private final int most;
    private final LongAdder refusedIn = new LongAdder();
    private final LongAdder refusedOut = new LongAdder();

    /**
     * @param most bytes of one frame
     */
    FrameLimit(int most) {
        this.most = most;
    }

    long refusedIn() {
        return refusedIn.sum();
    }

    long refusedOut() {
        return refusedOut.sum();
    }

    /** Lets nothing out that is too long: whoever waits for an answer is told by the timeout. */
    void guard(EventBus bus) {
        bus.<Object>addOutboundInterceptor(delivery -> {
            if (delivery.body() instanceof Buffer body && body.length() > most - AROUND) {
                refusedOut.increment();
                LOG.error(
                        "a bus message of {} bytes to {} is not sent: at most {} are; see cluster.maxFrameBytes",
                        body.length(),
                        delivery.message().address(),
                        most);
            } else {
                delivery.next();
            }
        });
    }

    /** For the socket that accepts connections; puts a check into each of them. */
    ChannelHandler onAccept() {
        return new Acceptor();
    }

    @ChannelHandler.Sharable
    private final class Acceptor extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext context, Object accepted) {
            ((Channel) accepted).pipeline().addLast(new Placement());
            context.fireChannelRead(accepted);
        }
    }

    /** With the first bytes, the pipeline is complete: frames are seen where TLS has been taken off. */
    private final class Placement extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext context, Object bytes) {
            boolean tls = context.pipeline().get("ssl") != null;
            if (tls) {
                context.pipeline().addAfter("ssl", null, new Check());
            } else {
                context.pipeline().addAfter(context.name(), null, new Check());
            }
            context.fireChannelRead(bytes);
            context.pipeline().remove(this);
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // a connection that cannot be closed is closed
    private final class Check extends ChannelInboundHandlerAdapter {
        private int lengthBytes;
        private int length;
        private int left;
        private boolean refused;

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            if (!refused && message instanceof ByteBuf bytes) {
                refused = !isShortEnough(bytes);
                if (refused) {
                    refusedIn.increment();
                    LOG.error(
                            "a bus connection from {} is closed: it announces a frame of {} bytes, at most {} are taken",
                            context.channel().remoteAddress(),
                            Integer.toUnsignedLong(length),
                            most);
                    context.close();
                }
            }
            if (refused) {
                ReferenceCountUtil.release(message);
            } else {
                context.fireChannelRead(message);
            }
        }

        /** Whether the peer has shown a certificate that is let in; nobody else says so. */
        @Override
        public void userEventTriggered(ChannelHandlerContext context, Object event) {
            if (event instanceof SslHandshakeCompletionEvent handshake && !handshake.isSuccess()) {
                LOG.warn(
                        "a bus connection from {} is refused: {}",
                        context.channel().remoteAddress(),
                        reason(handshake.cause()).toString());
            }
            context.fireUserEventTriggered(event);
        }

        private static Throwable reason(Throwable thrown) {
            Throwable reason = thrown;
            while (reason.getCause() != null) {
                reason = reason.getCause();
            }
            return reason;
        }

        private boolean isShortEnough(ByteBuf bytes) {
            for (int i = bytes.readerIndex(); i < bytes.writerIndex(); ) {
                if (left > 0) {
                    int step = Math.min(left, bytes.writerIndex() - i);
                    left -= step;
                    i += step;
                } else {
                    length = (length << 8) | (bytes.getByte(i++) & 0xff);
                    lengthBytes++;
                    if (lengthBytes == LENGTH_BYTES) {
                        if (length <= 0 || length > most) {
                            return false;
                        }
                        left = length;
                        length = 0;
                        lengthBytes = 0;
                    }
                }
            }
            return true;
        }
    }
}
