package io.chappe.presence;

import static io.chappe.presence.Await.await;
import static io.chappe.presence.Await.until;
import static org.assertj.core.api.Assertions.assertThat;

import io.chappe.core.bus.TenantNotice;
import io.chappe.core.model.RoomId;
import io.chappe.core.model.RoomKey;
import io.chappe.core.model.TenantId;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

/** What tenants' servers are told, whatever they answer; four services beside each other, and servers by HTTP. */
class WebhooksIT extends WebhooksFixture {
    private static String signature(Receiver.Post post, String secret) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(Base64.getDecoder().decode(secret.substring(6)), "HmacSHA256"));
            String signed = post.id() + "." + post.timestamp() + "." + post.body();
            return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void isToldWhatHappensInItsOrder() {
        // Given
        tell(room.tenant(), hook(receiver.url()));

        // When
        join(0, 20);

        // Then
        allAreTaken(20);
        assertThat(receiver.posts).allSatisfy(post -> {
            assertThat(post.signature()).isEqualTo(signature(post, SECRET));
            assertThat(new JsonObject(post.body()).getString("tenant"))
                    .isEqualTo(room.tenant().value());
            assertThat(Math.abs(System.currentTimeMillis() / 1000 - Long.parseLong(post.timestamp())))
                    .isLessThan(60);
        });
        assertThat(receiver.posts.stream().map(Receiver.Post::id)).doesNotHaveDuplicates();
    }

    @Test
    void postsAreSignedWithBothSecretsWhileOneIsExchanged() {
        // Given
        tell(room.tenant(), hook(receiver.url()).put("secrets", JsonArray.of(SECRET, OLDER)));

        // When
        join(0, 1);

        // Then
        allAreTaken(1);
        assertThat(receiver.posts)
                .allSatisfy(post ->
                        assertThat(post.signature()).isEqualTo(signature(post, SECRET) + " " + signature(post, OLDER)));
    }

    @Test
    void whatHappensWhileTheServerIsDownIsToldOnceInOrder() {
        // Given
        AtomicInteger refused = new AtomicInteger();
        receiver.answering(503);
        tell(room.tenant(), hook(receiver.url()));
        receiver.answering(request -> request.response()
                .setStatusCode(refused.incrementAndGet() <= 60 ? 503 : 200)
                .end());

        // When
        join(0, 60);

        // Then
        until(() -> refused.get() > 60);
        allAreTaken(60);
        assertThat(receiver.numbers()).doesNotHaveDuplicates();
    }

    @Test
    void aServerThatNeverAnswersHoldsUpNobodyElse() {
        // Given
        Receiver silent = new Receiver().answering(request -> {});
        TenantId slow = new TenantId("slow-" + unique);
        tell(slow, hook(silent.url()));
        tell(room.tenant(), hook(receiver.url()));
        RoomKey theirs = new RoomKey(slow, new RoomId("r"));
        TestGateway gateway = new TestGateway(vertx, "slow-" + unique, slow).leasedBy(services.get(0));
        await(gateway.join(services.get(0), theirs, "x"));
        until(() -> !silent.posts.isEmpty());

        // When
        long begun = System.nanoTime();
        join(0, 1);
        until(() -> !receiver.taken.isEmpty());

        // Then
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(1));
        until(() -> silent.posts.size() > 1);
        silent.close();
    }

    @Test
    void redirectsAreNotFollowed() {
        // Given
        Receiver inside = new Receiver();
        receiver.answering(request -> request.response()
                .setStatusCode(request.path().equals("/hook") && receiver.posts.size() < 5 ? 303 : 200)
                .putHeader("Location", inside.url())
                .end());
        tell(room.tenant(), hook(receiver.url()));

        // When
        join(0, 1);

        // Then
        allAreTaken(1);
        assertThat(receiver.posts.size()).isGreaterThanOrEqualTo(5);
        assertThat(inside.posts).isEmpty();
        inside.close();
    }

    /** Sends a part of it each so many ms until nobody takes it; counts them, and those that have ended. */
    private void answersWithoutEnd(int everyMs, String part, AtomicInteger parts, AtomicInteger ended) {
        receiver.answering(request -> {
            Vertx owner = Vertx.currentContext().owner();
            request.response().setChunked(true).setStatusCode(200);
            long timer = owner.setPeriodic(everyMs, tick -> {
                if (!request.response().writeQueueFull()) {
                    parts.incrementAndGet();
                    request.response().write(part);
                }
            });
            request.connection().closeHandler(now -> {
                ended.incrementAndGet();
                owner.cancelTimer(timer);
            });
        });
    }

    @Test
    void aHugeAnswerCountsByItsStatusAndIsNotRead() {
        // Given
        AtomicInteger parts = new AtomicInteger();
        AtomicInteger ended = new AtomicInteger();
        answersWithoutEnd(5, "x".repeat(64 << 10), parts, ended);
        tell(room.tenant(), hook(receiver.url()).put("types", JsonArray.of("room.opened")));

        // When
        join(0, 1);

        // Then
        until(() -> ended.get() == 1);
        assertThat(parts.get()).isLessThan(50);
        assertThat(receiver.posts).hasSize(1);
    }

    @Test
    void anAnswerThatTricklesIsCutOff() {
        // Given
        AtomicInteger parts = new AtomicInteger();
        AtomicInteger ended = new AtomicInteger();
        answersWithoutEnd(200, "x", parts, ended);
        tell(room.tenant(), hook(receiver.url()).put("types", JsonArray.of("room.opened")));

        // When
        join(0, 1);

        // Then
        until(() -> ended.get() == 1);
        assertThat(parts.get()).isBetween(2, 15);
        assertThat(receiver.posts).hasSize(1);
    }

    @Test
    void ofManyServicesOnePosts() {
        // Given: one that takes its time, so that others write events meanwhile
        receiver.answering(request -> Vertx.currentContext()
                .owner()
                .setTimer(30, later -> request.response().setStatusCode(200).end()));
        tell(room.tenant(), hook(receiver.url()));

        // When
        join(0, 60);

        // Then
        List<Long> all = written(60);
        until(() ->
                receiver.posts.stream().flatMap(post -> post.events().stream()).count() >= all.size());
        assertThat(receiver.posts.stream()
                        .flatMap(post -> post.events().stream())
                        .map(event -> event.getLong("number")))
                .isEqualTo(written(60));
    }

    @Test
    void onlyWhatItWantsIsTold() {
        // Given
        tell(
                room.tenant(),
                hook(receiver.url()).put("types", JsonArray.of("member.joined")).put("rooms", JsonArray.of("roo")));

        // When
        join(0, 10);

        // Then
        until(() -> receiver.taken.size() == 10);
        assertThat(receiver.taken)
                .allSatisfy(event -> assertThat(event.getString("type")).isEqualTo("member.joined"));
    }

    @Test
    void oneThatIsGoneIsSwitchedOff() {
        // Given
        receiver.answering(410);
        tell(room.tenant(), hook(receiver.url()));

        // When
        join(0, 1);

        // Then
        String subject = new TenantNotice(room.tenant(), "").subject();
        until(() -> Objects.requireNonNull(await(stores.notices().get(subject)))
                .content()
                .contains("\"enabled\":false"));
        int posts = receiver.posts.size();
        join(1, 4);
        written(4);
        assertThat(receiver.posts).hasSize(posts);
    }

    @Test
    void whatIsRefusedAsAnAddressIsNotPosted() {
        // Given
        tell(room.tenant(), hook("http://[::1]:" + receiver.port() + "/"));

        // When
        join(0, 4);

        // Then
        until(() -> !await(stores.journals()
                        .before("webhook-attempts/" + room.tenant().value() + "/hook", Long.MAX_VALUE, 5))
                .isEmpty());
        assertThat(await(stores.journals()
                                .before("webhook-attempts/" + room.tenant().value() + "/hook", Long.MAX_VALUE, 5))
                        .toString())
                .contains("not public");
        assertThat(receiver.posts).isEmpty();
    }
}
