package io.chappe.tests.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.chappe.tests.harness.Cluster;
import io.chappe.tests.harness.GatewayProcess;
import io.chappe.tests.harness.Host;
import io.chappe.tests.harness.Variation;
import io.chappe.tests.ledger.Account;
import io.chappe.tests.ledger.Events.Kind;
import io.chappe.tests.ledger.Results;
import io.chappe.tests.ledger.Scale;
import io.chappe.tests.ledger.Trial;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** One gateway has another time of day than all the others: nothing expires, and sessions that go there go on. */
@Tag("fault")
@Tag("long")
@Timeout(180)
@TestMethodOrder(OrderAnnotation.class)
class WrongClockIT {
    private static final int WRONG = 2;
    /** Longer than a lease, and than the longest resume window. */
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(25);

    @RegisterExtension
    static final Cluster CLUSTER = Cluster.of(Scale.services(), Scale.gateways(), new Variation() {
        @Override
        public Host host(String node) {
            return node.equals("gateway-" + WRONG) ? Host.withClock("+2h") : Variation.super.host(node);
        }
    });

    @Test
    @Order(1)
    void nothingHappens() {
        // Given
        GatewayProcess wrong = CLUSTER.gateway(WRONG);
        assertThat(Duration.between(Instant.now(), startOf(wrong))).isGreaterThan(Duration.ofMinutes(115));
        try (Trial trial = Trial.on(CLUSTER)) {
            // When
            trial.watchFor(LONG_ENOUGH);

            // Then
            Account account = trial.settle();
            Results.row(
                    "Clock of one gateway 2 h ahead",
                    "nothing happens: 0 lost, twice, errors, `reconnecting`, `member-left`",
                    account.figures());
            account.assertKept();
            account.assertUnnoticed();
        }
    }

    @Test
    @Order(2)
    void itsSessionsGoOnElsewhereAndOthersThere() {
        // Given
        GatewayProcess wrong = CLUSTER.gateway(WRONG);
        try (Trial trial = Trial.on(CLUSTER)) {
            int atLeast = trial.sessions() / CLUSTER.gateways();

            // When
            CLUSTER.gateway(0).process().kill();
            trial.watchFor(Duration.ofSeconds(8));
            wrong.process().kill();
            trial.watchFor(Duration.ofSeconds(12));

            // Then
            Account account = trial.settle();
            Results.row(
                    "SIGKILL of a gateway, then of the one whose clock is 2 h ahead",
                    "0 lost, twice, errors, `member-left`",
                    account.figures());
            account.assertKept();
            assertThat(account.events().count(Kind.RESUMED)).isGreaterThanOrEqualTo(2 * atLeast - 2);
        }
    }

    /** As its own clock has it: what the first line of its log begins with. */
    private static Instant startOf(GatewayProcess gateway) {
        return Instant.parse(
                gateway.process().log().lines().findFirst().orElseThrow().split(" ", 2)[0]);
    }
}
