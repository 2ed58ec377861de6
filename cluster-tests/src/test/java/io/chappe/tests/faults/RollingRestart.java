package io.chappe.tests.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.chappe.tests.harness.Cluster;
import io.chappe.tests.harness.NodeProcess.Ended;
import io.chappe.tests.harness.Store;
import io.chappe.tests.ledger.Account;
import io.chappe.tests.ledger.Events.Kind;
import io.chappe.tests.ledger.Results;
import io.chappe.tests.ledger.Scale;
import io.chappe.tests.ledger.Trial;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Every gateway and every presence-service is ended and started again, one after the other, and nobody notices. */
final class RollingRestart {
    private static final Duration DEADLINE = Duration.ofSeconds(30);
    private static final Duration STOP_LIMIT = DEADLINE.plusSeconds(25);

    private RollingRestart() {}

    static Cluster cluster(Store store) {
        return Cluster.of(
                Scale.services(),
                Scale.gateways(),
                new JsonObject().put("drain", new JsonObject().put("deadline", DEADLINE.toSeconds() + "s")),
                store);
    }

    static void tryOn(Cluster cluster, String store) {
        // Given
        try (Trial trial = Trial.on(cluster)) {
            List<Ended> ended = new ArrayList<>();

            // When
            for (int i = 0; i < cluster.gateways(); i++) {
                ended.add(cluster.gateway(i).process().stop(STOP_LIMIT));
                cluster.restartGateway(i);
                cluster.awaitReady();
            }
            for (int i = 0; i < cluster.services(); i++) {
                ended.add(cluster.service(i).stop(STOP_LIMIT));
                cluster.restartService(i);
                cluster.awaitReady();
            }

            // Then
            Account account = trial.settle();
            double slowest =
                    ended.stream().mapToLong(end -> end.took().toMillis()).max().orElseThrow() / 1e3;
            Results.row(
                    "Rolling restart of every gateway and presence-service, " + store,
                    "0 lost, twice, `member-left`, `reconnecting`; each exit within its deadline",
                    "%s; slowest exit %.1f s".formatted(account.figures(), slowest));
            account.assertKept();
            account.assertAllRelayed();
            assertThat(account.events().count(Kind.RECONNECTING)).isZero();
            assertThat(account.events().count(Kind.RESUMED)).isGreaterThanOrEqualTo(account.sessions());
            assertThat(ended).allSatisfy(end -> assertThat(end.exitCode()).isZero());
            assertThat(slowest).isLessThan((double) DEADLINE.toSeconds() + 10);
        }
    }
}
