package io.chappe.gateway.socket;

import static org.assertj.core.api.Assertions.assertThat;

import io.chappe.core.fuzz.Fuzz;
import io.chappe.gateway.limit.RefusalLog;
import io.chappe.gateway.loop.TimerWheel;
import io.chappe.node.config.ConfigLoader;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.embedded.EmbeddedChannel;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Whatever a client sends, in whatever pieces it arrives: a socket hears the messages and says the pongs and close codes
 * of {@link ReferenceSocket}, holds no more memory than its limits, and none in the end.
 */
class SocketFuzzTest {
    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    private final SocketGroup narrow = group("{maxFrameBytes: 1000, maxMessageBytes: 2000, maxFragments: 8}");
    private final SocketGroup wide = group("{maxFrameBytes: 66000, maxMessageBytes: 100000, maxFragments: 8}");

    private SocketGroup group(String limits) {
        return new SocketGroup(
                vertx,
                TimerWheel.start(vertx),
                ConfigLoader.parse(SocketLimits.class, limits),
                new SocketMeters(new SimpleMeterRegistry(), new RefusalLog()));
    }

    @AfterEach
    void stop() throws Exception {
        vertx.close().await(10, TimeUnit.SECONDS);
    }

    @Test
    void hearsAndSaysWhatTheReferenceDoes() {
        Fuzz.run("sockets", random -> {
            // Given
            SocketGroup group = random.nextInt(5) == 0 ? wide : narrow;
            FrameStream drawn = new FrameStream(random, group.limits());
            byte[] stream = drawn.bytes();
            List<byte[]> pieces = drawn.pieces(stream);

            // When
            Fed fed = onLoop(group, pieces);

            // Then
            ReferenceSocket reference = new ReferenceSocket(stream, group.limits());
            assertThat(fed.heard).isEqualTo(reference.heard);
            if (reference.isUndecided && !fed.said.equals(reference.said)) {
                reference.said.add(fed.said.contains("close 1009") ? "close 1009" : "close 1002");
            }
            assertThat(fed.said).isEqualTo(reference.said);
            return !fed.said.toString().contains("close");
        });
    }

    private Fed onLoop(SocketGroup group, List<byte[]> pieces) throws Exception {
        CompletableFuture<Fed> fed = new CompletableFuture<>();
        group.execute(() -> {
            try {
                fed.complete(new Fed(group, pieces));
            } catch (RuntimeException | AssertionError e) {
                fed.completeExceptionally(e);
            }
        });
        return fed.get(30, TimeUnit.SECONDS);
    }

    /** A socket that has been fed these pieces. */
    private static final class Fed implements SocketHandler {
        private static final int ANSWERS = 4 << 10;

        final List<String> heard = new ArrayList<>();
        final List<String> said = new ArrayList<>();
        private final UnpooledByteBufAllocator memory = new UnpooledByteBufAllocator(false);

        Fed(SocketGroup group, List<byte[]> pieces) {
            EmbeddedChannel channel = new EmbeddedChannel();
            channel.config().setAllocator(memory);
            NettySocket socket = new NettySocket(channel, group);
            SocketFrames frames = new SocketFrames(socket, group);
            channel.pipeline().addLast(new FrameDecoder(group.framing()), frames);
            socket.opened(frames);
            socket.handledBy(this);
            long most = 0;
            for (byte[] piece : pieces) {
                // Netty gathers one frame and what came with it, in a buffer of a power of two.
                most = Math.max(most, 2L * (group.limits().maxFrameBytes() + piece.length) + ANSWERS);
                if (channel.isActive()) {
                    channel.writeInbound(Unpooled.wrappedBuffer(piece));
                }
                assertThat(used()).as("bytes held").isLessThanOrEqualTo(most);
            }
            channel.flush();
            listen(channel);
            channel.finishAndReleaseAll();
            assertThat(used()).as("bytes not given back").isZero();
        }

        private void listen(EmbeddedChannel channel) {
            for (ByteBuf frame = channel.readOutbound(); frame != null; frame = channel.readOutbound()) {
                int opcode = frame.readUnsignedShort() >> 8 & 0x0F;
                if (opcode == 8) {
                    said.add(frame.isReadable() ? "close " + frame.readUnsignedShort() : "close");
                } else {
                    said.add("pong " + HexFormat.of().formatHex(ByteBufUtil.getBytes(frame)));
                }
                frame.release();
            }
        }

        private long used() {
            return memory.metric().usedHeapMemory() + memory.metric().usedDirectMemory();
        }

        @Override
        public void onText(byte[] utf8) {
            heard.add("text " + HexFormat.of().formatHex(utf8));
        }

        @Override
        public void onBinary(byte[] bytes) {
            heard.add("binary " + HexFormat.of().formatHex(bytes));
        }

        @Override
        public void onClose(int code) {
            // What the server says tells more.
        }
    }
}
