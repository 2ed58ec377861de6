package io.chappe.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class TokenRenewalTest {
    private static final long HOUR_MS = 3_600_000;

    private final FakeTimers timers = new FakeTimers();
    private final FakeOutlet outlet = new FakeOutlet();
    private final FakeTokens tokens = new FakeTokens(timers);
    private final AtomicLong lastId = new AtomicLong();
    private TokenRenewal renewal = renewal(tokens.identity());

    private TokenRenewal renewal(Identity identity) {
        return new TokenRenewal(timers, outlet, identity, lastId::incrementAndGet);
    }

    @Test
    void aTokenThatIsAboutToExpireIsReplacedByAFreshOne() {
        // When
        expiring(60_000);

        // Then
        assertThat(outlet.take())
                .containsExactly(new JsonObject("{\"type\":\"refresh\",\"token\":\"token 1\",\"id\":1}"));
        assertThat(ack(1, HOUR_MS)).isTrue();
        timers.advance(60_000);
        assertThat(tokens.asked).hasSize(1);
    }

    @Test
    void aFixedTokenIsNotRenewed() {
        // Given
        renewal = renewal(Identity.token("fixed"));

        // When
        expiring(60_000);
        timers.advance(60_000);

        // Then
        assertThat(outlet.take()).isEmpty();
    }

    @Test
    void thereIsOneRefreshAtATime() {
        // Given
        Promise<String> late = Promise.promise();
        tokens.fresh = late::future;
        expiring(60_000);

        // When
        expiring(59_000);
        late.complete("late");
        expiring(58_000);

        // Then
        assertThat(tokens.asked).hasSize(1);
        assertThat(outlet.takeIds()).containsExactly(1L);
    }

    @Test
    void aTokenThatLivesShorterThanTheNoticeIsUsedForHalfOfItsTime() {
        // Given
        expiring(30_000);
        ack(1, 30_000);

        // When
        expiring(30_000);
        timers.advance(15_000);

        // Then
        assertThat(tokens.asked).containsExactly(0L, 15_000L);
    }

    @Test
    void whatWasOfAnEarlierSocketDelaysNothingOnTheNextOne() {
        // Given
        expiring(60_000);
        renewal.onMessage(Script.error(1, "unavailable"));
        timers.advance(2_000);
        ack(2, HOUR_MS);
        tokens.asked.clear();

        // When
        renewal.stop();
        expiring(60_000);
        renewal.onMessage(Script.error(3, "unavailable"));
        timers.advance(3_000);

        // Then
        assertThat(tokens.asked).containsExactly(2_000L, 4_000L);
    }

    @Test
    void anAnswerThatComesWhenThereIsAnotherSocketIsNobodysAndNothingIsSentAgain() {
        // Given
        expiring(60_000);
        outlet.take();

        // When
        renewal.stop();
        timers.advance(60_000);

        // Then
        assertThat(ack(1, HOUR_MS)).isFalse();
        assertThat(tokens.asked).hasSize(1);
        assertThat(outlet.take()).isEmpty();
    }

    @Test
    void aTokenThatComesWhenThereIsAnotherSocketIsDropped() {
        // Given
        Promise<String> late = Promise.promise();
        tokens.fresh = late::future;
        expiring(60_000);

        // When
        renewal.stop();
        late.complete("late");
        timers.advance(60_000);

        // Then
        assertThat(tokens.asked).hasSize(1);
        assertThat(outlet.take()).isEmpty();
    }

    @Test
    void whereThereIsNoSocketNoTokenIsAskedFor() {
        // Given
        tokens.fresh = () -> Future.failedFuture("the login is away");
        expiring(60_000);

        // When
        outlet.up = false;
        timers.advance(60_000);

        // Then
        assertThat(tokens.asked).hasSize(1);
    }

    @Test
    void anotherSignalsIdIsNoAnswer() {
        // Given
        expiring(60_000);

        // When
        boolean settled = renewal.onMessage(Script.signal("m", "k").put("id", 1));

        // Then
        assertThat(settled).isFalse();
        assertThat(ack(1, HOUR_MS)).isTrue();
    }

    private void expiring(long expiresInMs) {
        renewal.onMessage(Script.tokenExpiring(expiresInMs));
        timers.advance(0);
    }

    private boolean ack(long id, long expiresInMs) {
        return renewal.onMessage(Script.ack(id).put("expiresInMs", expiresInMs));
    }
}
