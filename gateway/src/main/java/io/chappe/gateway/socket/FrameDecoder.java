package io.chappe.gateway.socket;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameDecoder;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Netty's decoder, which also checks that text is UTF-8, and while a frame is still on its way: Netty would gather all
 * of a bad frame first (RFC 6455 section 8.1 allows that, the strict Autobahn cases 6.4.3 and 6.4.4 do not). A whole
 * text in one frame, which nearly all are, it takes itself and hands on as an array; Netty would copy it once more.
 */
final class FrameDecoder extends WebSocket13FrameDecoder {
    private static final int OPCODE = 0x0F;
    private static final int TEXT = 1;
    private static final int CONTINUATION = 0;
    private static final int LENGTH = 0x7F;
    private static final int MASK_BYTES = 4;
    private static final int MASKED = 0x80;
    /** Bytes of a close frame's code; the reason comes behind it. */
    private static final int CODE = 2;

    private static final byte WHOLE_TEXT = (byte) 0x81;

    private final int maxFrameBytes;

    /** Whether a new message may begin: none is under way, and no close frame has come. */
    private boolean betweenMessages = true;

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
        maxFrameBytes = config.maxFramePayloadLength();
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
        if (!insideFrame) {
            byte[] whole = betweenMessages ? wholeText(in) : null;
            if (whole != null) {
                out.add(whole);
                return;
            }
            if (!begin(in)) {
                return;
            }
        }
        int before = out.size();
        super.decode(ctx, in, out);
        if (out.size() > before) {
            insideFrame = false;
            WebSocketFrame frame = (WebSocketFrame) out.get(before);
            follow(frame);
            if (!isGood(frame)) {
                out.remove(before);
                frame.release();
                throw corrupted();
            }
        } else if (textFrame && text != null && !isGoodSoFar(text, in)) {
            throw corrupted();
        }
    }

    /** Null for any other frame, for one of which something is still to come, and for what is none: those are Netty's. */
    private byte @Nullable [] wholeText(ByteBuf in) throws CorruptedWebSocketFrameException {
        int at = in.readerIndex();
        int readable = in.readableBytes();
        if (readable < 2 + MASK_BYTES || in.getByte(at) != WHOLE_TEXT) {
            return null;
        }
        int length = in.getUnsignedByte(at + 1) - MASKED;
        int header = 2 + MASK_BYTES;
        if (length == 126) {
            length = in.getUnsignedShort(at + 2);
            header += 2;
            if (length < 126) {
                return null;
            }
        }
        if (length < 0 || length == 127 || length > maxFrameBytes || readable < header + length) {
            return null;
        }
        byte[] utf8 = new byte[length];
        in.skipBytes(header).readBytes(utf8);
        if (!Unmasking.leavesAscii(utf8, in.getInt(at + header - MASK_BYTES)) && !Utf8.isValid(utf8)) {
            throw corrupted();
        }
        return utf8;
    }

    private void follow(WebSocketFrame frame) {
        if (frame instanceof CloseWebSocketFrame) {
            betweenMessages = false;
        } else if (!(frame instanceof PingWebSocketFrame || frame instanceof PongWebSocketFrame)) {
            betweenMessages = frame.isFinalFragment();
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
        if (frame instanceof CloseWebSocketFrame) {
            return isGoodReason(frame.content());
        }
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

    /** Netty looks at it, too, but lets a last character pass that is not whole. */
    private static boolean isGoodReason(ByteBuf payload) {
        return !payload.isReadable()
                || Utf8.isValid(
                        ByteBufUtil.getBytes(payload, payload.readerIndex() + CODE, payload.readableBytes() - CODE));
    }

    private CorruptedWebSocketFrameException corrupted() {
        // Once is enough; the frame's rest and the client's close frame are still to be read.
        text = null;
        return new CorruptedWebSocketFrameException(WebSocketCloseStatus.INVALID_PAYLOAD_DATA, "text is not UTF-8");
    }
}
