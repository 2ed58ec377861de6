package io.chappe.tests.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.chappe.tests.harness.Cluster;
import io.chappe.tests.harness.NodeProcess.Ended;
import io.chappe.tests.ledger.Account;
import io.chappe.tests.ledger.Events.Kind;
import io.chappe.tests.ledger.Results;
import io.chappe.tests.ledger.Scale;
import io.chappe.tests.ledger.Trial;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Every gateway and every presence-service is ended and started again, one after the other, and nobody notices. */
@Timeout(600)
class RollingRestartIT {
    private static final Duration DEADLINE = Duration.ofSeconds(30);
    private static final Duration STOP_LIMIT = DEADLINE.plusSeconds(25);

    @RegisterExtension
    static final Cluster CLUSTER = Cluster.of(
            Scale.services(),
            Scale.gateways(),
            new JsonObject().put("drain", new JsonObject().put("deadline", DEADLINE.toSeconds() + "s")));

    @Test
    void aRolloutLosesNothing() {
        // Given
        try (Trial trial = Trial.on(CLUSTER)) {
            List<Ended> ended = new ArrayList<>();

            // When
            for (int i = 0; i < CLUSTER.gateways(); i++) {
                ended.add(CLUSTER.gateway(i).process().stop(STOP_LIMIT));
                CLUSTER.restartGateway(i);
            }
            for (int i = 0; i < CLUSTER.services(); i++) {
                ended.add(CLUSTER.service(i).stop(STOP_LIMIT));
                CLUSTER.restartService(i);
                CLUSTER.awaitReady();
            }

            // Then
            Account account = trial.settle();
            double slowest =
                    ended.stream().mapToLong(end -> end.took().toMillis()).max().orElseThrow() / 1e3;
            Results.row(
                    "Rolling restart of every gateway and presence-service",
                    "0 lost, twice, `member-left`, `reconnecting`; each exit within its deadline",
                    "%s; slowest exit %.1f s".formatted(account.figures(), slowest));
            account.assertKept();
            assertThat(account.events().count(Kind.RECONNECTING)).isZero();
            assertThat(account.events().count(Kind.RESUMED)).isGreaterThanOrEqualTo(account.sessions());
            assertThat(ended).allSatisfy(end -> assertThat(end.exitCode()).isZero());
            assertThat(slowest).isLessThan((double) DEADLINE.toSeconds() + 10);
        }
    }
}
