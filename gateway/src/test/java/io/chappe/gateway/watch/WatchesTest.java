package io.chappe.gateway.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.chappe.core.bus.PeerPresence;
import io.chappe.core.bus.PresenceEvent;
import io.chappe.core.model.PeerId;
import io.chappe.core.model.PeerKey;
import io.chappe.core.model.PresenceState;
import io.chappe.core.model.TenantId;
import io.chappe.gateway.loop.EventLoop;
import io.chappe.gateway.loop.EventLoops;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class WatchesTest {
    private static final PeerKey BOB = new PeerKey(new TenantId("acme"), new PeerId("bob"));
    private static final PeerPresence ONLINE = new PeerPresence(1, PresenceState.ONLINE, 1);
    private static final PeerPresence OFFLINE = new PeerPresence(2, PresenceState.OFFLINE, 0);

    private final Vertx vertx = Vertx.vertx();
    private final List<Promise<PeerPresence>> asked = new ArrayList<>();
    private final List<BooleanSupplier> unwatched = new ArrayList<>();
    private EventLoop loop;
    private Watches watches;
    private Ann ann;

    /** What the watcher was told. */
    private static final class Ann implements Watcher {
        private final EventLoop loop;
        private final List<PeerPresence> told = new ArrayList<>();

        Ann(EventLoop loop) {
            this.loop = loop;
        }

        @Override
        public EventLoop loop() {
            return loop;
        }

        @Override
        public void presenceChanged(PeerKey peer, PeerPresence presence) {
            told.add(presence);
        }
    }

    @BeforeEach
    void start() throws Exception {
        EventLoops loops = EventLoops.start(vertx, 1).await(10, TimeUnit.SECONDS);
        loop = loops.all().get(0);
        ann = new Ann(loop);
        watches = new Watches(loops, new WatchServices() {
            @Override
            public Future<PeerPresence> watch(PeerKey peer) {
                Promise<PeerPresence> answer = Promise.promise();
                asked.add(answer);
                return answer.future();
            }

            @Override
            public void unwatch(PeerKey peer, BooleanSupplier isWatched) {
                unwatched.add(isWatched);
            }
        });
    }

    @AfterEach
    void stop() throws Exception {
        vertx.close().await(10, TimeUnit.SECONDS);
    }

    /** Until all has been done that the loop was asked before, and what that has asked. */
    private void settle() throws Exception {
        for (int i = 0; i < 3; i++) {
            Promise<Void> done = Promise.promise();
            loop.queue(done::complete);
            done.future().await(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void anOldAnswerDoesNotCoverANewerEvent() throws Exception {
        // Given
        Future<Void> watched = watches.watch(ann, BOB);
        settle();
        asked.get(0).complete(ONLINE);
        watched.await(10, TimeUnit.SECONDS);
        Future<Void> renewed = watches.renew(BOB);
        settle();
        watches.onEvent(new PresenceEvent(BOB, OFFLINE));
        settle();

        // When
        asked.get(1).complete(ONLINE);

        // Then
        renewed.await(10, TimeUnit.SECONDS);
        settle();
        assertThat(ann.told).containsExactly(ONLINE, OFFLINE);
    }

    @Test
    void whoStopsBeforeTheAnswerIsForgottenOnceMore() throws Exception {
        // Given
        Future<Void> watched = watches.watch(ann, BOB);
        watches.unwatch(ann, BOB);
        settle();

        // When
        asked.get(0).complete(ONLINE);

        // Then
        watched.await(10, TimeUnit.SECONDS);
        settle();
        assertThat(unwatched).hasSize(2).noneMatch(BooleanSupplier::getAsBoolean);
        assertThat(ann.told).isEmpty();
    }

    @Test
    void whatIsUnwatchedLateIsVoidWhereItIsWatchedAgain() throws Exception {
        // Given
        Future<Void> watched = watches.watch(ann, BOB);
        settle();
        asked.get(0).complete(ONLINE);
        watched.await(10, TimeUnit.SECONDS);
        watches.unwatch(ann, BOB);

        // When
        watches.watch(ann, BOB);

        // Then
        settle();
        assertThat(unwatched).hasSize(1).allMatch(BooleanSupplier::getAsBoolean);
    }

    @Test
    void anAskThatFailsLateEndsNoLaterWatch() throws Exception {
        // Given
        Future<Void> first = watches.watch(ann, BOB);
        watches.unwatch(ann, BOB);
        watches.watch(ann, BOB);
        settle();

        // When
        asked.get(0).fail("no answer");

        // Then
        settle();
        assertThat(first.failed()).isTrue();
        assertThat(watches.peers()).containsExactly(BOB);
    }
}
