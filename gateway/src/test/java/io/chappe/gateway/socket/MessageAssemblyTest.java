package io.chappe.gateway.socket;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;

class MessageAssemblyTest {
    @Test
    void putsFragmentsTogether() {
        // Given
        MessageAssembly message = new MessageAssembly(true, 10, 5);
        message.add(bytes(1, 2, 3));
        message.add(bytes());
        message.add(bytes(4));

        // When
        byte[] whole = message.take();

        // Then
        assertThat(whole).containsExactly(1, 2, 3, 4);
    }

    @Test
    void takesExactlyTheLimitAndNoByteMore() {
        // Given
        MessageAssembly message = new MessageAssembly(true, 4, 5);

        // When
        boolean four = message.add(bytes(1, 2, 3)) && message.add(bytes(4));

        // Then
        assertThat(four).isTrue();
        assertThat(message.add(bytes(5))).isFalse();
    }

    @Test
    void takesNoMoreFragmentsThanTheLimit() {
        // Given
        MessageAssembly message = new MessageAssembly(false, 100, 2);

        message.add(bytes());
        message.add(bytes());

        // When
        boolean third = message.add(bytes());

        // Then
        assertThat(third).isFalse();
    }

    private static ByteBuf bytes(int... values) {
        ByteBuf buffer = Unpooled.buffer();
        for (int value : values) {
            buffer.writeByte(value);
        }
        return buffer;
    }
}
