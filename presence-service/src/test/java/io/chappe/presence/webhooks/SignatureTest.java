package io.chappe.presence.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

class SignatureTest {
    @Test
    void isThatOfTheSpecificationsExample() {
        // Given
        byte[] key = Base64.getDecoder().decode("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");

        // When
        String signature = Signature.of(
                "msg_p5jXN8AQM9LWM0D4loKWxJek",
                1_614_265_330,
                Buffer.buffer("{\"test\": 2432232314}"),
                List.of(key, new byte[24]));

        // Then
        assertThat(signature).startsWith("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE= v1,");
    }
}
