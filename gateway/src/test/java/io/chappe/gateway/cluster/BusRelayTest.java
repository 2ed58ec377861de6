package io.chappe.gateway.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.chappe.core.bus.Bundle;
import io.chappe.core.bus.BusAddresses;
import io.chappe.core.bus.Delivery;
import io.chappe.core.bus.Envelope;
import io.chappe.core.bus.GatewayMessage;
import io.chappe.core.bus.Receipt;
import io.chappe.core.model.ErrorCode;
import io.chappe.core.model.NodeId;
import io.chappe.core.model.PeerId;
import io.chappe.core.model.RawJson;
import io.chappe.core.model.RoomId;
import io.chappe.core.model.SessionId;
import io.chappe.core.model.TenantId;
import io.chappe.gateway.loop.EventLoop;
import io.chappe.gateway.loop.EventLoops;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class BusRelayTest {
    private static final int PATIENT_MS = 10_000;
    private static final NodeId SELF = new NodeId("a");
    private static final NodeId OTHER = new NodeId("b");
    private static final TenantId TENANT = new TenantId("demo");
    private static final SessionId SENDER = SessionId.random();

    private final Vertx vertx = Vertx.vertx();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Standing standing = new Standing(System::nanoTime);
    private final BlockingQueue<Bundle> arrived = new LinkedBlockingQueue<>();
    private EventLoops loops;
    private BusRelay relay;

    @BeforeEach
    void start() throws Exception {
        loops = EventLoops.start(vertx, 2).await(10, TimeUnit.SECONDS);
        relay = new BusRelay(SELF, vertx.eventBus(), loops, standing, meters);
        vertx.eventBus()
                .<Buffer>consumer(
                        BusAddresses.gateway(OTHER, BusAddresses.laneOf(SELF)),
                        message -> arrived.add((Bundle) GatewayMessage.decode(message.body())))
                .completion()
                .await(10, TimeUnit.SECONDS);
    }

    @AfterEach
    void close() throws Exception {
        vertx.close().await(10, TimeUnit.SECONDS);
    }

    private static Envelope signal(long id, String data) {
        return new Envelope(
                TENANT,
                SENDER,
                new PeerId("ann"),
                new RoomId("hall"),
                1,
                List.of(SessionId.random()),
                id,
                "offer",
                RawJson.of(data),
                1,
                false,
                0,
                3_000,
                false);
    }

    private static Envelope signal(long id) {
        return signal(id, "{}");
    }

    private <T> Future<T> on(EventLoop loop, Supplier<Future<T>> task) {
        Promise<T> result = Promise.promise();
        loop.queue(() -> task.get().onComplete(result));
        return result.future();
    }

    private Bundle next() throws InterruptedException {
        return Objects.requireNonNull(arrived.poll(5, TimeUnit.SECONDS), "no bundle");
    }

    @Test
    void whatComesUpInOneTurnIsOneBundleInOrder() throws Exception {
        // Given
        Receipt receipt = new Receipt(TENANT, SENDER, 1, SessionId.random(), 7);

        // When
        loops.all().get(0).queue(() -> {
            relay.deliver(OTHER, signal(1), PATIENT_MS);
            relay.send(OTHER, receipt);
            relay.send(OTHER, signal(0));
            relay.answer(OTHER, 5, Delivery.ONE);
            relay.deliver(OTHER, signal(2), PATIENT_MS);
        });

        // Then
        Bundle bundle = next();
        assertThat(bundle.from()).isEqualTo(SELF);
        assertThat(bundle.items()).hasSize(5);
        assertThat(sent(bundle)).extracting(sent -> sent.envelope().id()).containsExactly(1L, 0L, 2L);
        assertThat(bundle.items().get(1)).isEqualTo(new Bundle.Confirmed(receipt));
        assertThat(bundle.items().get(3)).isEqualTo(new Bundle.Answered(5, Delivery.ONE));
        assertThat(arrived).isEmpty();
    }

    private static List<Bundle.Sent> sent(Bundle bundle) {
        List<Bundle.Sent> sent = new ArrayList<>();
        for (Bundle.Item item : bundle.items()) {
            if (item instanceof Bundle.Sent one) {
                sent.add(one);
            }
        }
        return sent;
    }

    @Test
    void aFullBundleDoesNotWaitForTheRest() throws Exception {
        // Given
        String large = "{\"sdp\":\"" + "x".repeat(40_000) + "\"}";

        // When
        loops.all().get(0).queue(() -> {
            for (int id = 1; id <= 5; id++) {
                relay.deliver(OTHER, signal(id, large), PATIENT_MS);
            }
        });

        // Then
        List<List<Bundle.Sent>> bundles = List.of(sent(next()), sent(next()), sent(next()), sent(next()), sent(next()));
        assertThat(bundles.stream().flatMap(List::stream))
                .extracting(sent -> sent.envelope().id())
                .containsExactly(1L, 2L, 3L, 4L, 5L);
    }

    @Test
    void anAnswerFindsTheEventLoopThatWaitsForIt() throws Exception {
        // Given
        Future<Delivery> first = on(loops.all().get(0), () -> relay.deliver(OTHER, signal(1), PATIENT_MS));
        Bundle bundleOfFirst = next();
        Future<Delivery> second = on(loops.all().get(1), () -> relay.deliver(OTHER, signal(2), PATIENT_MS));
        Bundle bundleOfSecond = next();

        // When
        relay.answered(sent(bundleOfSecond).get(0).tag(), Delivery.UNCONFIRMED);
        relay.answered(sent(bundleOfFirst).get(0).tag(), Delivery.ONE);

        // Then
        assertThat(first.await(5, TimeUnit.SECONDS)).isEqualTo(Delivery.ONE);
        assertThat(second.await(5, TimeUnit.SECONDS)).isEqualTo(Delivery.UNCONFIRMED);
        assertThat(underway()).isZero();
    }

    @Test
    void whatNobodyAnswersFreesItsRoomWhenItIsWritten() throws Exception {
        // Given
        String large = "{\"sdp\":\"" + "x".repeat(100_000) + "\"}";

        // When
        loops.all().get(0).queue(() -> {
            for (int i = 0; i < 5; i++) {
                relay.send(OTHER, signal(0, large));
            }
        });

        // Then
        for (int i = 0; i < 5; i++) {
            assertThat(next().items()).hasSize(1);
        }
        underwayBecomesZero();
    }

    private void underwayBecomesZero() throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(1);
        while (underway() > 0 && System.nanoTime() < deadline) {
            TimeUnit.MILLISECONDS.sleep(5);
        }
        assertThat(underway()).isZero();
    }

    private double underway() {
        return meters.get("chappe.relay.bytes.underway").gauge().value();
    }

    @Test
    void whatWasPackedBeforeALongSleepIsNotSent() throws Exception {
        // Given
        AtomicLong clock = new AtomicLong();
        Standing sleepy = new Standing(clock::get);
        BusRelay sleeper = new BusRelay(SELF, vertx.eventBus(), loops, sleepy, new SimpleMeterRegistry());

        // When
        Future<Delivery> delivery = on(loops.all().get(0), () -> {
            Future<Delivery> packed = sleeper.deliver(OTHER, signal(1), PATIENT_MS);
            clock.set(TimeUnit.SECONDS.toNanos(60));
            return packed;
        });

        // Then
        assertThat(delivery.await(5, TimeUnit.SECONDS).reason()).isEqualTo(ErrorCode.UNAVAILABLE);
        assertThat(arrived).isEmpty();
    }

    @Test
    void withoutAnAnswerNobodyKnows() throws Exception {
        // When
        Delivery delivery = on(loops.all().get(0), () -> relay.deliver(OTHER, signal(1), 50))
                .await(5, TimeUnit.SECONDS);

        // Then
        assertThat(delivery.reason()).isEqualTo(ErrorCode.TIMEOUT);
        assertThat(underway()).isZero();
        assertThat(meters.get("chappe.relay.failed").counter().count()).isEqualTo(1);
    }

    @Test
    void anAnswerThatComesTooLateOrTwiceSaysNothing() throws Exception {
        // Given
        Future<Delivery> late = on(loops.all().get(0), () -> relay.deliver(OTHER, signal(1), 50));
        long tag = sent(next()).get(0).tag();
        late.await(5, TimeUnit.SECONDS);

        // When
        relay.answered(tag, Delivery.ONE);
        relay.answered(tag, Delivery.ONE);
        relay.answered(Long.MAX_VALUE, Delivery.ONE);

        // Then
        assertThat(late.result().reason()).isEqualTo(ErrorCode.TIMEOUT);
        assertThat(underway()).isZero();
    }

    @Test
    void whereNobodyHearsItIsNotDelivered() throws Exception {
        // When
        Delivery delivery = on(loops.all().get(0), () -> relay.deliver(new NodeId("nobody"), signal(1), PATIENT_MS))
                .await(5, TimeUnit.SECONDS);

        // Then
        assertThat(delivery.reason()).isEqualTo(ErrorCode.UNAVAILABLE);
    }

    @Test
    void aFloodIsRefusedBeyondTheTenantsShare() throws Exception {
        // Given
        String large = "{\"sdp\":\"" + "x".repeat(200_000) + "\"}";

        // When
        Future<Delivery> last = on(loops.all().get(0), () -> {
            Future<Delivery> delivery = Future.succeededFuture(Delivery.NONE);
            for (int id = 1; id <= 6; id++) {
                delivery = relay.deliver(OTHER, signal(id, large), PATIENT_MS);
            }
            return delivery;
        });

        // Then
        assertThat(last.await(5, TimeUnit.SECONDS).reason()).isEqualTo(ErrorCode.QUEUE_FULL);
        assertThat(meters.get("chappe.relay.overflow").counter().count()).isEqualTo(1);
    }
}
