package io.chappe.presence.calls;

import static org.assertj.core.api.Assertions.assertThat;

import io.chappe.core.bus.CallFact;
import io.chappe.core.model.PeerId;
import io.chappe.core.model.RoomId;
import io.chappe.core.model.SessionId;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class CallStoryTest {
    private static final CallFact.Side ANN = new CallFact.Side(new PeerId("ann"), new SessionId("s1"));
    private static final CallFact.Side BOB = new CallFact.Side(new PeerId("bob"), new SessionId("s2"));

    private final List<NotedFact> facts = new ArrayList<>();
    private long joinedAt;
    private long resumedAt;

    private CallStoryTest ann(String kind, String detail, String outcome) {
        return fact(ANN, BOB, kind, detail, outcome);
    }

    private CallStoryTest bob(String kind, String detail, String outcome) {
        return fact(BOB, ANN, kind, detail, outcome);
    }

    private CallStoryTest fact(CallFact.Side from, CallFact.Side to, String kind, String detail, String outcome) {
        long number = facts.size() + 1L;
        facts.add(new NotedFact(
                "gateway-of-" + from.peer(),
                new CallFact(
                        number,
                        1_000 * number,
                        0,
                        new RoomId("r"),
                        from,
                        to,
                        kind,
                        detail,
                        outcome,
                        joinedAt,
                        resumedAt,
                        "")));
        return this;
    }

    private CallStoryTest negotiated() {
        return ann("offer", "", "").bob("answer", "", "");
    }

    private CallVerdict verdict() {
        return CallVerdict.of(CallStory.of(facts));
    }

    private static String report(String json) {
        return json.replace('\'', '"');
    }

    @Test
    void whenBothCameToTheRoomAndCameBackIsInIt() {
        // Given
        joinedAt = 400;
        ann("offer", "", "").ann("candidate", "host udp", "");
        joinedAt = 300;
        bob("answer", "", "");
        joinedAt = 0;
        resumedAt = 3_500;
        ann("candidate", "relay udp", "");

        // When
        JsonObject told = CallStory.of(facts).toJson();

        // Then
        assertThat(told.getJsonArray("facts"))
                .extracting(fact -> ((JsonObject) fact).getString("kind"))
                .containsExactly("join", "join", "offer", "candidate", "answer", "resume", "candidate");
        assertThat(told.getString("begun")).isEqualTo("1970-01-01T00:00:01Z");
    }

    @Test
    void aPeerThatNeverAnswersIsNamed() {
        // Given
        ann("offer", "", "").ann("candidate", "host udp", "").ann("offer", "", "");

        // When
        CallVerdict verdict = verdict();

        // Then
        assertThat(verdict.code()).isEqualTo("no-answer");
        assertThat(verdict.words()).contains("bob was sent 2 offers and has not answered");
    }

    @Test
    void whatDidNotArriveIsTold() {
        // Given
        ann("offer", "", "reconnecting").ann("offer", "", "timeout");

        // When
        CallVerdict verdict = verdict();

        // Then
        assertThat(verdict.code()).isEqualTo("not-delivered");
        assertThat(verdict.words()).contains("bob: reconnecting, timeout");
    }

    @Test
    void aRelayThatRefusesIsNamed() {
        // Given
        negotiated()
                .ann("report", report("{'state':'connecting','relayOnly':true,'iceError':401}"), "")
                .ann("candidate", "end", "")
                .bob("candidate", "host udp", "");

        // When
        CallVerdict verdict = verdict();

        // Then
        assertThat(verdict.code()).isEqualTo("no-relay");
        assertThat(verdict.words()).contains("ann may only use a relay").contains("ann's TURN server refused");
    }

    @Test
    void whoTellsNoAddressIsNamed() {
        // Given
        negotiated().bob("candidate", "host udp", "");

        // When
        CallVerdict verdict = verdict();

        // Then
        assertThat(verdict.code()).isEqualTo("no-candidates");
        assertThat(verdict.words()).startsWith("ann has told no address");
    }

    @Test
    void addressesOfOwnNetworksAloneAreNoWay() {
        // Given
        negotiated()
                .ann("candidate", "host udp", "")
                .bob("candidate", "host tcp", "")
                .bob("report", report("{'state':'failed','iceError':701}"), "");

        // When
        CallVerdict verdict = verdict();

        // Then
        assertThat(verdict.code()).isEqualTo("host-only");
        assertThat(verdict.words()).contains("bob did not reach a STUN or TURN server");
    }

    @Test
    void withoutARelayAndWithOneAreTwoThings() {
        // Given
        negotiated().ann("candidate", "srflx udp", "").bob("candidate", "host udp", "");
        String without = verdict().code();

        // When
        bob("candidate", "relay udp", "");

        // Then
        assertThat(without).isEqualTo("no-relay");
        assertThat(verdict().code()).isEqualTo("no-way");
    }

    @Test
    void aConnectionThatWasLostIsNoFailureOfItsSetUp() {
        // Given
        negotiated()
                .ann("report", report("{'state':'connected','local':'host','remote':'relay','protocol':'udp'}"), "")
                .bob("report", report("{'state':'connected','connectedMs':420,'mediaMs':500}"), "");
        CallVerdict before = verdict();

        // When
        ann("report", report("{'state':'failed'}"), "");

        // Then
        assertThat(before)
                .isEqualTo(new CallVerdict("connected", "They are, or were, connected (host to relay over udp)."));
        assertThat(verdict().code()).isEqualTo("lost");
        assertThat(verdict().words()).contains("ann says that it is failed");
    }

    @Test
    void aConnectionThatIsClosedWasNotLost() {
        // Given
        negotiated().ann("report", report("{'state':'connected'}"), "");

        // When
        ann("report", report("{'state':'closed'}"), "").ann("bye", "", "");

        // Then
        assertThat(verdict().code()).isEqualTo("connected-once");
    }

    @Test
    void whoHangsUpFirstIsNamed() {
        // Given
        ann("offer", "", "");

        // When
        bob("bye", "", "");

        // Then
        assertThat(verdict()).isEqualTo(new CallVerdict("hung-up", "bob has hung up before there was a connection."));
    }

    @Test
    void withoutAnOfferNobodyHasCalled() {
        // When
        ann("candidate", "host udp", "");

        // Then
        assertThat(verdict().code()).isEqualTo("no-offer");
    }

    @Test
    void factsAreInOrderAndEachOnce() {
        // Given
        negotiated().ann("candidate", "host udp", "");
        facts.addAll(List.copyOf(facts));
        Collections.reverse(facts);

        // When
        JsonObject told = CallStory.of(facts).toJson();

        // Then
        assertThat(told.getString("pair")).isEqualTo("s1~s2");
        assertThat(told.getJsonArray("facts"))
                .extracting(fact -> ((JsonObject) fact).getString("kind"))
                .containsExactly("offer", "answer", "candidate");
        assertThat(told.getJsonArray("facts").getJsonObject(1).getString("node"))
                .isEqualTo("gateway-of-bob");
        assertThat(told.getJsonArray("sides").getJsonObject(0).getJsonObject("candidates"))
                .isEqualTo(new JsonObject().put("host", 1));
    }

    @Test
    void twoOffersWithoutAnAnswerBetweenAreGlare() {
        // Given
        ann("offer", "", "").bob("offer", "", "");

        // When
        bob("answer", "", "");

        // Then
        assertThat(CallStory.of(facts).isGlare()).isTrue();
        facts.clear();
        negotiated().bob("offer", "", "");
        assertThat(CallStory.of(facts).isGlare()).isFalse();
    }

    @Test
    void whatAClientReportsMayBeAnything() {
        // Given
        negotiated().ann("candidate", "host udp", "").bob("candidate", "host udp", "");

        // When
        ann("report", "{\"state\":7,\"iceError\":\"x\",\"connectedMs\":-1,\"local\":{}}", "")
                .ann("report", "{", "");

        // Then
        assertThat(verdict().code()).isEqualTo("host-only");
        assertThat(CallStory.of(facts)
                        .toJson()
                        .getJsonArray("sides")
                        .getJsonObject(0)
                        .containsKey("state"))
                .isFalse();
    }

    @Test
    void aFactIsReadAsItWasWritten() {
        // When
        ann("candidate", "relay tcp", "timeout");

        // Then
        assertThat(NotedFact.decode(facts.get(0).encode())).isEqualTo(facts.get(0));
    }
}
