package io.chappe.gateway.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.chappe.core.bus.PresenceAnswer;
import io.chappe.core.bus.PresenceRequest;
import io.chappe.core.bus.PresenceRequest.AddUsage;
import io.chappe.core.bus.UsageRecord;
import io.chappe.core.model.NodeId;
import io.chappe.core.model.NodeLife;
import io.chappe.core.model.PeerId;
import io.chappe.core.model.TenantId;
import io.chappe.gateway.quota.PeerLimit;
import io.chappe.gateway.quota.TenantLoad;
import io.chappe.gateway.quota.TenantLoads;
import io.chappe.gateway.quota.TenantMeters;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class UsageTellerTest {
    private static final PeerId ANN = new PeerId("ann");
    private static final NodeId FIRST = new NodeId("first");
    private static final NodeId SECOND = new NodeId("second");

    private final TenantLoads loads =
            new TenantLoads(PeerLimit.of(2, 100, 100_000), new TenantMeters(new SimpleMeterRegistry(), 10));
    private final List<AddUsage> heard = new ArrayList<>();
    private final List<NodeId> asked = new ArrayList<>();
    private final List<Promise<PresenceAnswer>> answers = new ArrayList<>();
    private List<NodeId> services = List.of(FIRST, SECOND);
    private @Nullable NodeLife life = new NodeLife(new NodeId("gateway"), 1);
    private final UsageTeller teller = new UsageTeller(loads, () -> services, () -> life, this::hear);

    private Future<PresenceAnswer> hear(List<NodeId> order, PresenceRequest request) {
        heard.add((AddUsage) request);
        asked.addAll(order.subList(0, Math.min(1, order.size())));
        Promise<PresenceAnswer> answer = Promise.promise();
        answers.add(answer);
        return answer.future();
    }

    private void answerAll() {
        List.copyOf(answers).forEach(answer -> answer.tryComplete(new PresenceAnswer.Done()));
    }

    private TenantLoad tenant(String name) {
        return loads.apply(new TenantId(name));
    }

    @Test
    void whatTenantsHaveUsedSinceTheLastTimeIsTold() {
        // Given
        TenantLoad acme = tenant("acme");
        tenant("quiet");
        acme.began(ANN);
        acme.began(ANN);
        acme.countMessage(100);
        teller.tick();
        answerAll();
        acme.ended(ANN);
        acme.countMessage(20);
        acme.countMessage(20);

        // When
        teller.tick();

        // Then
        assertThat(heard).extracting(AddUsage::number).containsExactly(1L, 2L);
        assertThat(heard).allSatisfy(request -> assertThat(request.records()).hasSize(1));
        UsageRecord first = heard.get(0).records().get(0);
        UsageRecord second = heard.get(1).records().get(0);
        assertThat(List.of(first.messages(), first.bytes(), first.sessions())).containsExactly(1L, 100L, 2L);
        assertThat(List.of(second.messages(), second.bytes(), second.sessions()))
                .containsExactly(2L, 40L, 2L);
    }

    @Test
    void whatIsNotAnsweredIsToldAgainAsItWas() {
        // Given
        TenantLoad acme = tenant("acme");
        acme.countMessage(100);
        teller.tick();
        answers.get(0).fail("nobody answers");
        acme.countMessage(7);

        // When
        teller.tick();

        // Then
        assertThat(heard.get(1)).isEqualTo(heard.get(0));
        answers.get(1).complete(new PresenceAnswer.Done());
        assertThat(heard.get(2).number()).isEqualTo(2);
        assertThat(heard.get(2).records().get(0).bytes()).isEqualTo(7);
    }

    @Test
    void whatNobodyHasTakenIsToldToThoseWhoComeLater() {
        // Given
        services = List.of();
        tenant("acme").countMessage(100);
        teller.tick();
        answers.get(0).fail("there is no service");
        services = List.of(SECOND);

        // When
        teller.tick();

        // Then
        assertThat(asked).containsExactly(SECOND);
        assertThat(heard.get(1)).isEqualTo(heard.get(0));
    }

    @Test
    void nothingIsToldWhileAnAnswerIsAwaitedOrWithoutALife() {
        // Given
        tenant("acme").countMessage(100);
        teller.tick();

        // When
        teller.tick();

        // Then
        assertThat(heard).hasSize(1);
        answerAll();
        tenant("other").countMessage(1);
        life = null;
        teller.tick();
        assertThat(heard).hasSize(1);
    }

    @Test
    void manyTenantsAreToldInSeveralMessages() {
        // Given
        Set<TenantId> told = new HashSet<>();
        IntStream.range(0, 3 * AddUsage.MOST).forEach(i -> tenant("tenant-" + i).countMessage(1));

        // When
        teller.tick();

        // Then
        heard.forEach(request -> request.records().forEach(record -> told.add(record.tenant())));
        assertThat(told).hasSize(3 * AddUsage.MOST);
        assertThat(heard)
                .hasSizeGreaterThan(3)
                .allSatisfy(request -> assertThat(request.number()).isEqualTo(1));
        assertThat(asked).contains(FIRST, SECOND);
    }

    @Test
    void whatATenantHasUsedThatWasTakenAwayIsToldOnce() {
        // Given
        TenantLoad acme = tenant("acme");
        acme.began(ANN);
        acme.countMessage(100);
        acme.close();
        tenant("acme").countMessage(1);
        teller.tick();
        answerAll();
        assertThat(loads.all()).hasSize(2);
        acme.ended(ANN);

        // When
        teller.tick();

        // Then
        assertThat(heard.get(0).records()).hasSize(1);
        assertThat(heard.get(0).records().get(0).bytes()).isEqualTo(101);
        assertThat(loads.all()).doesNotContain(acme).hasSize(1);
    }

    @Test
    void theLastWordComesAfterTheOneThatIsUnderWay() {
        // Given
        TenantLoad acme = tenant("acme");
        acme.countMessage(100);
        teller.tick();
        acme.countMessage(1);

        // When
        Future<Void> last = teller.last();

        // Then
        answerAll();
        assertThat(heard).hasSize(2);
        assertThat(last.isComplete()).isFalse();
        answerAll();
        assertThat(last.succeeded()).isTrue();
    }
}
