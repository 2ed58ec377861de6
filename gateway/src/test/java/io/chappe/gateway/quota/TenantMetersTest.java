package io.chappe.gateway.quota;

import static org.assertj.core.api.Assertions.assertThat;

import io.chappe.core.model.PeerId;
import io.chappe.core.model.TenantId;
import io.chappe.node.tenant.TenantLimits;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TenantMetersTest {
    private static final int MOST = 2;
    private static final PeerId ANN = new PeerId("ann");
    private static final PeerLimit PEER_LIMIT = PeerLimit.of(1, 1, 1);

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final TenantMeters meters = new TenantMeters(registry, MOST);

    private TenantLoad tenant(String name) {
        return new TenantLoad(new TenantId(name), PEER_LIMIT, meters);
    }

    private Set<String> labels() {
        return registry.getMeters().stream()
                .map(Meter::getId)
                .map(id -> Objects.requireNonNull(id.getTag("tenant")))
                .collect(Collectors.toSet());
    }

    private double sessions(String label) {
        return registry.get("chappe.tenant.sessions")
                .tag("tenant", label)
                .gauge()
                .value();
    }

    private double messages(String label) {
        return registry.get("chappe.tenant.messages")
                .tag("tenant", label)
                .functionCounter()
                .count();
    }

    @Test
    void theFirstHaveSeriesOfTheirOwnAndTheRestShareOne() {
        // Given
        tenant("a").began(ANN);
        tenant("b").began(ANN);

        // When
        IntStream.range(0, 100).mapToObj(i -> tenant("more-" + i)).forEach(load -> {
            load.began(ANN);
            load.countMessage(10);
            load.limit(new TenantLimits(1, 1, 1, 1));
            load.waitForSessionMs();
        });

        // Then
        assertThat(labels()).containsExactlyInAnyOrder("a", "b", "other");
        assertThat(registry.getMeters()).hasSizeLessThanOrEqualTo(6 * (MOST + 1));
        assertThat(sessions("a")).isEqualTo(1);
        assertThat(sessions("other")).isEqualTo(100);
        assertThat(messages("other")).isEqualTo(100);
    }

    @Test
    void aTenantThatGoesMakesRoom() {
        // Given
        TenantLoad first = tenant("a");
        tenant("b");
        first.began(ANN);

        // When
        first.close();
        first.ended(ANN);
        TenantLoad next = tenant("c");
        next.began(ANN);

        // Then
        assertThat(labels()).containsExactlyInAnyOrder("b", "c", "other");
        assertThat(sessions("c")).isEqualTo(1);
    }

    @Test
    void aTenantOfTheCommonNameIsNotTakenForTheRest() {
        // Given
        TenantLoad named = tenant("other");

        // When
        named.began(ANN);
        named.close();

        // Then
        assertThat(labels()).containsExactly("other");
        assertThat(sessions("other")).isEqualTo(1);
        named.ended(ANN);
        assertThat(sessions("other")).isZero();
    }
}
