package io.chappe.tests.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.chappe.tests.harness.Cluster;
import io.chappe.tests.harness.FaultProxy;
import io.chappe.tests.harness.Host;
import io.chappe.tests.harness.Hosts;
import io.chappe.tests.ledger.Account;
import io.chappe.tests.ledger.Events.Kind;
import io.chappe.tests.ledger.Results;
import io.chappe.tests.ledger.Scale;
import io.chappe.tests.ledger.Trial;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The network between the nodes is cut, and comes back: what was cut off goes on elsewhere, and nobody has to help. */
@Tag("fault")
@Tag("long")
@Timeout(300)
class PartitionIT {
    private static final int SERVICES = 3;
    private static final int GATEWAYS = 3;
    private static final Duration SHORT = Duration.ofSeconds(5);
    private static final Duration MIDDLE = Duration.ofSeconds(15);
    /** Longer than a lease, and than it takes until a silent member is removed. */
    private static final Duration LONG = Duration.ofSeconds(25);

    private static final Duration AFTERWARDS = Duration.ofSeconds(10);
    private static final Duration HEALED = Duration.ofSeconds(40);
    private static final String KEPT = "0 lost, twice, errors, `member-left`; rosters right; heals by itself";
    /** It takes a while until members that have suspected each other meet again, and by then windows may be over. */
    private static final String KEPT_WITHOUT_LEASES =
            "0 lost, twice; sessions whose window is over begin anew, and errors tell of it; rosters right; heals by itself";

    private static final Set<String> TOLD = Set.of("no_such_session", "session_lost", "timeout");

    @RegisterExtension
    @Order(1)
    static final Namespaces NAMESPACES = new Namespaces();

    private static final Hosts HOSTS = new Hosts();

    @RegisterExtension
    @Order(2)
    static final Cluster CLUSTER = Cluster.of(SERVICES, GATEWAYS, HOSTS);

    private final List<FaultProxy> ways = IntStream.range(0, GATEWAYS)
            .mapToObj(i -> FaultProxy.to(new InetSocketAddress(
                    gatewayHost(i).address(), CLUSTER.gateway(i).tlsPort())))
            .toList();

    private static Host gatewayHost(int index) {
        return CLUSTER.gateway(index).process().host();
    }

    private static List<Host> gatewayHosts() {
        return IntStream.range(0, GATEWAYS).mapToObj(PartitionIT::gatewayHost).toList();
    }

    private static List<Host> serviceHosts(int... indexes) {
        return IntStream.of(indexes).mapToObj(i -> CLUSTER.service(i).host()).toList();
    }

    private static List<Host> allNodesBut(Host one) {
        List<Host> all = new ArrayList<>(serviceHosts(0, 1, 2));
        all.addAll(gatewayHosts());
        all.remove(one);
        return all;
    }

    @AfterEach
    void heal() {
        HOSTS.heal();
        ways.forEach(FaultProxy::close);
        CLUSTER.awaitReady();
    }

    private Trial trial() {
        return Trial.through(urls(), CLUSTER);
    }

    private List<URI> urls() {
        return ways.stream().map(FaultProxy::signalUrl).toList();
    }

    private Account cut(String fault, Duration time, List<Host> these, List<Host> those) {
        return cut(fault, time, these, those, KEPT);
    }

    private Account cut(String fault, Duration time, List<Host> these, List<Host> those, String promise) {
        try (Trial trial = trial()) {
            HOSTS.cut(these, those);
            trial.watchFor(time);
            HOSTS.heal();
            // What the cut has set off may come only when the nodes have found each other again.
            double whole = Reach.secondsUntilAllReachAll(CLUSTER, urls(), HEALED);
            trial.watchFor(AFTERWARDS);
            Account account = trial.settle();
            Results.row(
                    fault + " for " + time.toSeconds() + " s",
                    promise,
                    account.figures() + "; whole again %.1f s after".formatted(whole));
            return account;
        }
    }

    @Test
    void aGatewayIsCutOffForLessThanItsLease() {
        // Given
        Host alone = gatewayHost(0);

        // When
        Account account = cut(
                "A gateway cut off from all nodes, not from its clients,", SHORT, List.of(alone), allNodesBut(alone));

        // Then
        account.assertKept();
        account.assertUnnoticed();
    }

    @Test
    void aGatewayIsCutOffForMoreThanItsLease() {
        // Given
        Host alone = gatewayHost(0);

        // When
        Account account = cut(
                "A gateway cut off from all nodes, not from its clients,", LONG, List.of(alone), allNodesBut(alone));

        // Then
        account.assertKept();
        assertThat(account.events().count(Kind.RESUMED)).isGreaterThanOrEqualTo(account.sessions() / GATEWAYS - 1);
    }

    @Test
    void aHostIsCutOffForLessThanItsLease() {
        // Given
        Host alone = gatewayHost(0);
        List<Host> others = allNodesBut(alone);
        others.add(HOSTS.outside());

        // When
        Account account = cut("A gateway cut off from everyone", SHORT, List.of(alone), others);

        // Then
        account.assertKept();
        account.assertUnnoticed();
    }

    @Test
    void aHostIsCutOffForMoreThanItsLease() {
        // Given
        Host alone = gatewayHost(0);
        List<Host> others = allNodesBut(alone);
        others.add(HOSTS.outside());

        // When
        Account account = cut("A gateway cut off from everyone", LONG, List.of(alone), others);

        // Then
        account.assertKept();
        assertThat(account.events().count(Kind.RESUMED)).isGreaterThanOrEqualTo(account.sessions() / GATEWAYS - 1);
        assertThat(account.events().last(Kind.RECONNECTING)).isLessThan(Scale.atMost(12));
    }

    @Test
    void twoGatewaysDoNotReachEachOther() {
        // Given
        List<Host> one = List.of(gatewayHost(0));

        // When
        Account account = cut("Two gateways cut off from each other", MIDDLE, one, List.of(gatewayHost(1)));

        // Then
        account.assertKept();
        account.assertUnnoticed();
    }

    @Test
    void noGatewayReachesAServiceForLessThanTheirLease() {
        // Given
        List<Host> services = serviceHosts(0, 1, 2);

        // When
        Account account = cut("All gateways cut off from all presence-services", SHORT, gatewayHosts(), services);

        // Then
        account.assertKept();
        account.assertUnnoticed();
    }

    @Test
    void noGatewayReachesAServiceForMoreThanTheirLease() {
        // Given
        List<Host> services = serviceHosts(0, 1, 2);

        // When
        Account account = cut(
                "All gateways cut off from all presence-services",
                MIDDLE,
                gatewayHosts(),
                services,
                KEPT_WITHOUT_LEASES);

        // Then
        assertThat(account.balance().isKept()).as(account.figures()).isTrue();
        assertThat(account.balance().errors().keySet()).as(account.figures()).isSubsetOf(TOLD);
        assertThat(account.events().closed()).as(account.figures()).isEmpty();
        assertThat(account.wrongRosters()).as(account.figures()).isZero();
    }

    @Test
    void oneServiceIsCutOffFromTheOthers() {
        // Given
        List<Host> others = new ArrayList<>(serviceHosts(0, 1));
        others.addAll(gatewayHosts());

        // When
        Account account = cut("One of three presence-services cut off", LONG, serviceHosts(2), others);

        // Then
        account.assertKept();
        account.assertUnnoticed();
    }
}
