package io.chappe.gateway.socket;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.ssl.SslHandler;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;

/**
 * TLS that answers a client that speaks plain HTTP with a 400 that says so: whoever types an address without
 * {@code https://} would otherwise see an empty page. The answer is not encrypted, like the question.
 */
@SuppressWarnings("FutureReturnValueIgnored") // whether the answer arrives or not, the connection closes
final class HttpsOnly extends SslHandler {
    private static final Pattern HOST = Pattern.compile("(?i)\r\nhost: *([a-z0-9.:\\[\\]-]{1,255})\r\n");
    private static final int LONGEST_HEAD = 8192;

    private final SocketMeters meters;
    private boolean begun;
    private boolean refused;

    HttpsOnly(SSLEngine engine, boolean startTls, Executor tasks, SocketMeters meters) {
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
        meters.refused("not_tls", ClientAddress.of(context.channel().remoteAddress()));
        Matcher host = HOST.matcher(head);
        String address = host.find()
                ? host.group(1)
                : "HOST:" + ((InetSocketAddress) context.channel().localAddress()).getPort();
        String text = "This port speaks https: open https://" + address + "/\n";
        String answer = "HTTP/1.1 400 Bad Request\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: "
                + text.length()
                + "\r\nX-Content-Type-Options: nosniff\r\nCache-Control: no-store\r\nConnection: close\r\n\r\n"
                + text;
        context.writeAndFlush(ByteBufUtil.writeAscii(context.alloc(), answer)).addListener(ChannelFutureListener.CLOSE);
    }
}
