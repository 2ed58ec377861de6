package io.chappe.gateway.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.chappe.core.bus.NodeReport;
import io.chappe.core.bus.PresenceAnswer;
import io.chappe.core.bus.PresenceRequest;
import io.chappe.core.model.NodeId;
import io.chappe.core.model.NodeLife;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LeaseTest {
    private static final Duration LONGEST = Duration.ofSeconds(10);
    private static final String FAULT = "the window of 'demo' is shorter";

    private final List<PresenceRequest> requests = new ArrayList<>();
    private final List<NodeLife> begun = new ArrayList<>();
    private Future<PresenceAnswer> answer = leased(10);
    private @Nullable NodeReport report;
    private final Lease lease = new Lease(
            new NodeId("a"),
            this::ask,
            length -> length.compareTo(LONGEST) > 0 ? Optional.of(FAULT) : Optional.empty(),
            new Standing(() -> 0),
            new Steadiness(() -> 0),
            new Lease.Holder() {
                @Override
                public void lost() {}

                @Override
                public @Nullable NodeReport report() {
                    return report;
                }

                @Override
                public void renewed(PresenceAnswer.Leased leased) {}

                @Override
                public void begun(NodeLife life, @Nullable NodeLife previous) {
                    begun.add(life);
                }
            });

    private Future<PresenceAnswer> ask(PresenceRequest request) {
        requests.add(request);
        return answer;
    }

    private static Future<PresenceAnswer> leased(int seconds) {
        return Future.succeededFuture(new PresenceAnswer.Leased(seconds * 1_000L, 1, 1, false, 0));
    }

    @Test
    void isHeldOnceAServiceHasGrantedIt() {
        // Given
        String before = lease.problem().orElseThrow();

        // When
        lease.ask();

        // Then
        assertThat(before).isEqualTo("no presence-service has granted a lease");
        assertThat(lease.problem()).isEmpty();
        assertThat(begun).containsExactly(lease.life());
    }

    @Test
    void isRenewedWithWhatTheNodeIsThen() {
        // Given
        lease.ask();
        NodeLife life = Objects.requireNonNull(lease.life());
        report = new NodeReport("dev", 1, 2, 3, 4, true, new NodeReport.Traffic(5, 6, 7));

        // When
        lease.ask();

        // Then
        assertThat(requests).endsWith(new PresenceRequest.RenewLease(life, 1, 1, report));
    }

    @Test
    void isNotTakenWhereAWindowIsTooShortForIt() {
        // Given
        answer = leased(11);

        // When
        lease.ask();

        // Then
        assertThat(lease.life()).isNull();
        assertThat(begun).isEmpty();
        assertThat(lease.problem()).contains(FAULT);
    }

    @Test
    void isTakenOnceItIsShortEnough() {
        // Given
        answer = leased(11);
        lease.ask();
        answer = leased(10);

        // When
        lease.ask();

        // Then
        assertThat(lease.problem()).isEmpty();
        assertThat(requests).containsExactly(requests.get(0), requests.get(0));
    }

    @Test
    void aLifeWithSessionsGoesOnWithALeaseThatHasBecomeTooLong() {
        // Given
        lease.ask();
        NodeLife life = lease.life();
        answer = leased(11);

        // When
        lease.ask();

        // Then
        assertThat(lease.life()).isEqualTo(life);
        assertThat(lease.problem()).isEmpty();
    }
}
