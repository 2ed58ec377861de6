package io.chappe.presence;

import static io.chappe.presence.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.chappe.core.bus.RoomAnswer;
import io.chappe.core.bus.RoomRequest;
import io.chappe.core.model.Call;
import io.chappe.core.model.Entry;
import io.chappe.core.model.ErrorCode;
import io.chappe.core.model.LeaveReason;
import io.chappe.core.model.Member;
import io.chappe.core.model.Moderation;
import io.chappe.core.model.RawJson;
import io.chappe.core.model.RoomId;
import io.chappe.core.model.RoomRules;
import io.chappe.core.model.RosterDelta;
import io.chappe.core.model.SessionId;
import io.chappe.core.model.Standing;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What gateways may expect of the room services about queues. */
abstract class QueueServiceContract extends ServicesFixture {
    private static final int AGENTS = 5;
    private static final int CALLERS = 20;
    private static final RoomRules QUEUE = RoomRules.beginQueue(0);
    private static final Entry AGENT = new Entry(new Standing(false, true, RawJson.NULL), true, QUEUE);
    private static final Entry CALLER = new Entry(Standing.PLAIN, false, QUEUE);

    private static RoomId desk(int agent, int request) {
        return RoomId.reserved("desk-" + agent + "-" + request);
    }

    private Future<RoomAnswer> take(int service, int agent, RoomId to) {
        SessionId session = new SessionId("agent-" + agent);
        return a.ask(
                services.get(service), new RoomRequest.Moderate(room, session, a.life, 1, Moderation.take(null, to)));
    }

    private Future<RoomAnswer> follow(int service, String session, RoomId to, boolean goes) {
        return b.ask(
                services.get(service),
                new RoomRequest.Follow(room, new SessionId(session), b.life, 1, to, goes ? null : ErrorCode.CLOSED));
    }

    private void begin(int agents, int callers) {
        IntStream.range(0, agents).forEach(i -> await(a.join(services.get(0), room, "agent-" + i, AGENT)));
        IntStream.range(0, callers).forEach(i -> await(b.join(services.get(0), room, "caller-" + i, CALLER)));
    }

    private static SessionId calledBy(RoomAnswer answer) {
        return deltaOf(answer).updated().get(0).session();
    }

    /** Each request goes to two services at once, as one does whose first service is slow. */
    @Test
    void ofManyAgentsWhoTakeAtOnceEachCallerIsGivenToOne() {
        // Given
        begin(AGENTS, CALLERS);
        List<SessionId> given = new ArrayList<>();
        List<Future<RoomAnswer>> asked = new ArrayList<>();

        // When
        for (int request = 0; request < CALLERS / AGENTS; request++) {
            for (int agent = 0; agent < AGENTS; agent++) {
                asked.add(take(0, agent, desk(agent, request)));
                asked.add(take(1, agent, desk(agent, request)));
            }
        }
        List<RoomAnswer> answers = asked.stream().map(Await::await).toList();

        // Then
        for (int i = 0; i < answers.size(); i += 2) {
            List<RoomAnswer> both = answers.subList(i, i + 2);
            both.stream().filter(RoomAnswer.Changed.class::isInstance).forEach(once -> given.add(calledBy(once)));
            assertThat(both).filteredOn(RoomAnswer.Changed.class::isInstance).hasSize(1);
            assertThat(both).filteredOn(RoomAnswer.Found.class::isInstance).hasSize(1);
        }
        assertThat(given).hasSize(CALLERS).doesNotHaveDuplicates();
        assertThat(await(take(2, 0, desk(0, 99))))
                .isInstanceOfSatisfying(
                        RoomAnswer.Refused.class,
                        refused -> assertThat(refused.code()).isEqualTo(ErrorCode.NO_SUCH_SESSION));
    }

    @Test
    void whoWasTakenBeforeIsToBeSeenInTheAnswer() {
        // Given
        begin(1, 2);
        await(take(0, 0, desk(0, 1)));
        RoomAnswer called = await(take(1, 0, desk(0, 1)));
        await(follow(0, "caller-0", desk(0, 1), true));
        await(b.ask(
                services.get(0),
                new RoomRequest.Leave(
                        room, new SessionId("caller-0"), b.keyOf("caller-0").peer(), b.life, 1, 9, LeaveReason.MOVED)));

        // When
        RoomAnswer gone = await(take(2, 0, desk(0, 1)));

        // Then
        assertThat(List.of(called, gone)).allSatisfy(answer -> {
            RoomRules rules =
                    Objects.requireNonNull(((RoomAnswer.Found) answer).roster()).rules();
            assertThat(Objects.requireNonNull(rules.take(desk(0, 1))).session()).isEqualTo(new SessionId("caller-0"));
        });
    }

    @Test
    void theGatewayOfWhoIsCalledIsToldAndSoIsTheAgentsOfWhoDoesNotGo() {
        // Given
        begin(1, 1);
        Await.until(() -> a.rosterEvents.size() == 1);

        // When
        await(take(1, 0, desk(0, 1)));
        RoomAnswer followed = await(follow(2, "caller-0", desk(0, 1), true));
        RoomAnswer dropped = await(follow(3, "caller-0", desk(0, 1), false));

        // Then
        Await.until(() -> !b.rosterEvents.isEmpty() && a.rosterEvents.size() == 3);
        RosterDelta told = b.rosterEvents.get(b.rosterEvents.size() - 1).delta();
        assertThat(Objects.requireNonNull(told.updated().get(0).standing().call())
                        .to())
                .isEqualTo(desk(0, 1));
        assertThat(deltaOf(followed).updated())
                .extracting(Member::standing)
                .extracting(Standing::call)
                .containsExactly(Call.take(desk(0, 1), new SessionId("agent-0"), Call.FOLLOWED));
        assertThat(Objects.requireNonNull(deltaOf(dropped).rules()).takes()).isEmpty();
        assertThat(await(follow(0, "caller-0", desk(0, 1), true))).isInstanceOf(RoomAnswer.Refused.class);
    }
}
