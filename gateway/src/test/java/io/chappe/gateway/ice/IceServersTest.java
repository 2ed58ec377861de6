package io.chappe.gateway.ice;

import static org.assertj.core.api.Assertions.assertThat;

import io.chappe.core.model.PeerId;
import io.chappe.core.model.PeerKey;
import io.chappe.core.model.TenantId;
import io.chappe.core.protocol.Welcome;
import io.chappe.node.config.ConfigLoader;
import io.chappe.node.tenant.IceServerConfig;
import io.vertx.core.json.JsonArray;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class IceServersTest {
    private static final PeerKey ANN = new PeerKey(new TenantId("acme"), new PeerId("ann"));
    private static final Duration LIFE = Duration.ofHours(2);
    private static final long NOW_MS = 1_799_992_800_000L - 500;

    private static IceServerConfig server(String yaml) {
        return ConfigLoader.parse(IceServerConfig.class, yaml);
    }

    private static Welcome.Ice issue(@Nullable String region, String... servers) {
        List<IceServerConfig> all =
                Stream.of(servers).map(IceServersTest::server).toList();
        return new IceServers(all, region, LIFE).issue(ANN, NOW_MS);
    }

    private static JsonArray json(Welcome.Ice issued) {
        return new JsonArray(issued.servers().asString());
    }

    /** By openssl: {@code printf %s "$username" | openssl dgst -sha1 -hmac "$secret" -binary | base64}. */
    @Test
    void makesCredentialsAsATurnServerDoes() {
        // When
        Welcome.Ice issued = issue(null, "{urls: ['turn:a.example'], secret: north and south}");

        // Then
        assertThat(json(issued).getJsonObject(0).getMap())
                .containsEntry("username", "1800000000:WBWIIMQLzXw3VZ23")
                .containsEntry("credential", "0Xy/wVpr4SEn4Ka0Hi6Jq+sUUkY=");
        assertThat(issued.expiresInMs()).isEqualTo(LIFE.toMillis());
    }

    @Test
    void tenantsPeersOfTheSameNameHaveOtherNamesThere() {
        // Given
        PeerKey other = new PeerKey(new TenantId("other"), ANN.peer());

        // When
        TurnCredential credential = TurnCredential.of("secret", other, 1);

        // Then
        assertThat(credential.username())
                .isNotEqualTo(TurnCredential.of("secret", ANN, 1).username());
        assertThat(credential.toString()).doesNotContain(credential.password());
    }

    @Test
    void namesThoseOfItsRegionAndThoseForAll() {
        // Given
        String everywhere = "{urls: ['stun:a.example']}";
        String here = "{urls: ['stun:eu.example'], region: eu}";
        String there = "{urls: ['stun:us.example'], region: us}";

        // When
        Welcome.Ice issued = issue("eu", everywhere, here, there);

        // Then
        assertThat(json(issued).encode())
                .isEqualTo("[{\"urls\":[\"stun:a.example\"]},{\"urls\":[\"stun:eu.example\"]}]");
        assertThat(issued.expiresInMs()).isNull();
        assertThat(json(issue(null, everywhere, here, there))).hasSize(3);
    }

    @Test
    void givesAllThePasswordThatIsConfigured() {
        // When
        Welcome.Ice issued = issue(null, "{urls: ['turn:a.example'], username: calls, credential: sesame}");

        // Then
        assertThat(json(issued).getJsonObject(0).getString("username")).isEqualTo("calls");
        assertThat(json(issued).getJsonObject(0).getString("credential")).isEqualTo("sesame");
        assertThat(issued.expiresInMs()).isNull();
    }
}
