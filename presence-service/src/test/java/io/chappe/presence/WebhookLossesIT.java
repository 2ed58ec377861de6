package io.chappe.presence;

import static io.chappe.presence.Await.await;
import static io.chappe.presence.Await.until;
import static org.assertj.core.api.Assertions.assertThat;

import io.chappe.presence.store.JournalStore.JournalEntry;
import io.chappe.presence.store.JournalStore.Keeping;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is told of what could not be told. */
class WebhookLossesIT extends WebhooksFixture {
    private static final int KEPT = 20;

    @Override
    protected JsonObject settings() {
        JsonObject settings = super.settings().put("events", new JsonObject().put("kept", KEPT));
        settings.getJsonObject("webhooks").put("giveUpAfter", "3s");
        return settings;
    }

    private List<JournalEntry> dead() {
        return await(stores.journals().after("webhook-dead/" + room.tenant().value() + "/hook", 0, 500));
    }

    @Test
    void whatWasForgottenMeanwhileIsToldAsALoss() {
        // Given
        tell(room.tenant(), hook(receiver.url()));
        join(0, 2);
        allAreTaken(5);
        long last = receiver.numbers().get(4);
        AtomicInteger status = new AtomicInteger(500);
        receiver.answering(
                request -> request.response().setStatusCode(status.get()).end());

        // When
        join(2, 2 + 2 * KEPT);
        written(KEPT);
        status.set(200);

        // Then
        List<Long> kept = written(KEPT);
        until(() -> receiver.numbers().contains(kept.get(KEPT - 1)));
        JsonObject lost = receiver.taken.stream()
                .filter(event -> event.getString("type").equals("events.lost"))
                .findFirst()
                .orElseThrow();
        assertThat(lost.getLong("after")).isGreaterThanOrEqualTo(last);
        assertThat(receiver.numbers()).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void whatIsGivenUpIsADeadLetterAndCanBeToldAgain() {
        // Given
        AtomicInteger status = new AtomicInteger(500);
        receiver.answering(
                request -> request.response().setStatusCode(status.get()).end());
        tell(room.tenant(), hook(receiver.url()));
        join(0, 4);
        until(() -> dead().size() >= 5);
        status.set(200);
        join(4, 5);
        until(() -> receiver.taken.size() + dead().size() >= written(6).size());
        List<Long> taken = receiver.numbers();
        List<Long> given = dead().stream()
                .map(letter ->
                        new JsonObject(letter.text()).getJsonObject("event").getLong("number"))
                .toList();

        // When
        long upTo = dead().get(given.size() - 1).number();
        await(stores.journals()
                .append(
                        "webhook/" + room.tenant().value() + "/hook",
                        List.of(new JsonObject().put("replay", upTo).encode()),
                        new Keeping(100, Duration.ofDays(1))));

        // Then
        until(() -> receiver.taken.size() >= taken.size() + given.size());
        assertThat(given).isSorted().hasSizeGreaterThanOrEqualTo(5);
        assertThat(receiver.numbers())
                .isEqualTo(Stream.concat(taken.stream(), given.stream()).toList());
    }
}
