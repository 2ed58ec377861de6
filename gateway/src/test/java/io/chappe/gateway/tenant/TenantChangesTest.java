package io.chappe.gateway.tenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chappe.core.bus.TenantNotice;
import io.chappe.core.model.ErrorCode;
import io.chappe.core.model.TenantId;
import io.chappe.gateway.room.RefusedException;
import io.chappe.node.operations.CommandException;
import io.chappe.node.tenant.TenantConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TenantChangesTest {
    private static final TenantId ACME = new TenantId("acme");
    private static final TenantId FIXED = new TenantId("fixed");
    private static final TenantId LISTED = new TenantId("listed");

    private final Tenants tenants = new Tenants(
            List.of(TenantConfig.parse(FIXED, "anonymous: true")),
            (tenant, tokens) -> {
                throw new AssertionError("no tenant here has tokens");
            },
            TestLoads.of(new SimpleMeterRegistry()));
    private final StoredTenants stored = new StoredTenants(tenants, new SimpleMeterRegistry());
    private final List<TenantNotice> written = new ArrayList<>();
    private final List<Duration> kept = new ArrayList<>();
    private Future<Void> outcome = Future.succeededFuture();
    private Optional<Duration> lease = Optional.of(Duration.ofSeconds(10));
    private final TenantChanges changes = new TenantChanges(tenants, stored, this::write, () -> lease);

    private Future<Void> write(TenantNotice notice, Duration keep) {
        written.add(notice);
        kept.add(keep);
        return outcome;
    }

    private void hear(TenantId tenant, String text) {
        stored.hear(new TenantNotice(tenant, text));
        stored.settle();
    }

    @Test
    void writesTheTextAsItIs() {
        // When
        Future<Void> put = changes.put(ACME, "# ours\nanonymous: true\n");

        // Then
        assertThat(put.succeeded()).isTrue();
        assertThat(written).containsExactly(new TenantNotice(ACME, "# ours\nanonymous: true\n"));
        assertThat(kept).containsExactly(Duration.ZERO);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            "anonymous: true\\nsong: la"        | line 2: tenants[].song: no such setting
            "name: other" | line 1: tenants[].name must be 'acme', or left out
            "{anonymous: true,\\n tokens: {jwks: {url: 'http://a.example', algorithms: [ES256]}}}" | line 2: tenants[].tokens.jwks.url must begin with https://
            "tokens: {keys: [{algorithms: [HS256], secret: hush}]}" | line 1: tenants[].tokens.keys[0].secret must have at least 32 bytes
            "resumeWindow: 15s"                | tenants[].resumeWindow of 'acme' is 15s, and the setting lease of the presence-services 10s
            "[]"                               | line 1: tenants[]: expected
            ""                                 | tenants[] is empty
            """)
    void writesNothingThatNoGatewayCouldTake(String text, String problem) {
        // When
        ThrowingCallable putting = () -> changes.put(ACME, text.translateEscapes());

        // Then
        assertThatThrownBy(putting)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(problem)
                .hasMessageNotContaining("hush");
        assertThat(written).isEmpty();
    }

    @Test
    void writesNothingThatIsTooLong() {
        assertThatThrownBy(() -> changes.put(ACME, "anonymous: true\n" + "#".repeat(16 << 10)))
                .isInstanceOf(CommandException.class)
                .hasMessage("a tenant's text must be at most 16384 characters, this one has 16400");
        assertThat(written).isEmpty();
    }

    @Test
    void changesOnlyWhatIsInTheStore() {
        // Given
        tenants.replaceListed(List.of(TenantConfig.parse(LISTED, "anonymous: true")));

        // When // Then
        assertThatThrownBy(() -> changes.put(FIXED, "anonymous: true"))
                .hasMessage("the gateway's configuration has the tenant 'fixed': change it there");
        assertThatThrownBy(() -> changes.put(LISTED, "anonymous: true"))
                .hasMessage("the file of tenants has the tenant 'listed': change it there");
        assertThatThrownBy(() -> changes.remove(FIXED))
                .hasMessage("the store has no tenant 'fixed', but the gateway's configuration has");
        assertThatThrownBy(() -> changes.remove(ACME))
                .hasMessage("the store has no tenant 'acme'; GET /tenants lists those that are there");
        assertThat(written).isEmpty();
    }

    @Test
    void removesWhatIsInTheStoreWhereverElseItIsAndHoweverItReads() {
        // Given
        hear(FIXED, "anonymous: true");
        hear(ACME, "nonsense");

        // When
        changes.remove(FIXED);
        changes.remove(ACME);

        // Then
        assertThat(written).containsExactly(new TenantNotice(FIXED, ""), new TenantNotice(ACME, ""));
        assertThat(kept).containsOnly(Duration.ofDays(30));
    }

    @Test
    void saysThatItCanNotWriteNow() {
        // Given
        lease = Optional.empty();
        outcome = RefusedException.future(ErrorCode.UNAVAILABLE, "no service answers");

        // When
        Future<Void> put = changes.put(ACME, "anonymous: true");

        // Then
        assertThat(put.cause()).isInstanceOf(CommandException.class).hasMessage("no service answers");
    }
}
