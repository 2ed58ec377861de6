package io.chappe.gateway.socket;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameDecoder;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Netty's decoder, which also checks that text is UTF-8, and while a frame is still on its way: Netty would gather all
 * of a bad frame first (RFC 6455 section 8.1 allows that, the strict Autobahn cases 6.4.3 and 6.4.4 do not).
 */
final class FrameDecoder extends WebSocket13FrameDecoder {
    private static final int OPCODE = 0x0F;
    private static final int TEXT = 1;
    private static final int CONTINUATION = 0;
    private static final int LENGTH = 0x7F;
    private static final int MASK_BYTES = 4;

    /** Of the message that is being read, if it is text. */
    private @Nullable Utf8 text;

    /** Whether the frame that is being read continues or begins a text, and its header is known. */
    private boolean textFrame;

    private boolean insideFrame;

    /** Whether reading has thrown. What comes behind a bad frame, Netty would take byte by byte. */
    private boolean refused;

    private int mask;

    /** Bytes of the frame's payload that were checked before it was whole. */
    private int checked;

    FrameDecoder(WebSocketDecoderConfig config) {
        super(config);
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) throws Exception {
        if (refused) {
            in.skipBytes(in.readableBytes());
            return;
        }
        refused = true;
        read(ctx, in, out);
        refused = false;
    }

    private void read(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) throws Exception {
        if (!insideFrame && !begin(in)) {
            return;
        }
        int before = out.size();
        super.decode(ctx, in, out);
        if (out.size() > before) {
            insideFrame = false;
            WebSocketFrame frame = (WebSocketFrame) out.get(before);
            if (!isGood(frame)) {
                out.remove(before);
                frame.release();
                throw corrupted();
            }
        } else if (textFrame && text != null && !isGoodSoFar(text, in)) {
            throw corrupted();
        }
    }

    /** Looks at a frame's header, and leaves it for Netty; false if not all of it is here. */
    private boolean begin(ByteBuf in) {
        int at = in.readerIndex();
        int readable = in.readableBytes();
        if (readable < 2) {
            return false;
        }
        int length = in.getByte(at + 1) & LENGTH;
        int header = 2 + (length == 127 ? 8 : length == 126 ? 2 : 0) + MASK_BYTES;
        boolean masked = in.getByte(at + 1) < 0;
        int opcode = in.getByte(at) & OPCODE;
        boolean ofText = opcode == TEXT || (opcode == CONTINUATION && text != null);
        // What Netty is going to refuse, it shall refuse at once.
        if (ofText && masked && readable < header) {
            return false;
        }
        insideFrame = true;
        textFrame = ofText && masked;
        checked = 0;
        if (textFrame) {
            mask = in.getInt(at + header - MASK_BYTES);
            text = opcode == TEXT ? new Utf8() : text;
        }
        return true;
    }

    /** Netty leaves the payload in the buffer, still masked, until it is whole. */
    private boolean isGoodSoFar(Utf8 validator, ByteBuf in) {
        int payload = in.readerIndex();
        for (int end = in.readableBytes(); checked < end; checked++) {
            int unmasked = in.getByte(payload + checked) ^ (mask >> (24 - 8 * (checked & 3)));
            if (!validator.accepts((byte) unmasked)) {
                return false;
            }
        }
        return true;
    }

    private boolean isGood(WebSocketFrame frame) {
        Utf8 validator = text;
        if (validator == null
                || !(frame instanceof TextWebSocketFrame || frame instanceof ContinuationWebSocketFrame)) {
            return true;
        }
        ByteBuf payload = frame.content();
        int rest = payload.readableBytes() - checked;
        boolean good = payload.forEachByte(payload.readerIndex() + checked, rest, validator::accepts) < 0;
        if (frame.isFinalFragment()) {
            text = null;
            good &= validator.isComplete();
        }
        return good;
    }

    private CorruptedWebSocketFrameException corrupted() {
        // Once is enough; the frame's rest and the client's close frame are still to be read.
        text = null;
        return new CorruptedWebSocketFrameException(WebSocketCloseStatus.INVALID_PAYLOAD_DATA, "text is not UTF-8");
    }
}
