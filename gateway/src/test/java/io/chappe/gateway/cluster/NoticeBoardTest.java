package io.chappe.gateway.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.chappe.core.bus.Notice;
import io.chappe.core.bus.PresenceAnswer;
import io.chappe.core.bus.PresenceRequest;
import io.chappe.core.model.ErrorCode;
import io.chappe.core.model.NodeId;
import io.chappe.core.model.NodeLife;
import io.chappe.gateway.room.RefusedException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class NoticeBoardTest {
    private static final NodeLife LIFE = new NodeLife(new NodeId("a"), 1);

    private final AtomicLong clock = new AtomicLong(1_000_000);
    private final List<PresenceRequest> asked = new ArrayList<>();
    private final List<Promise<PresenceAnswer>> answers = new ArrayList<>();
    private final List<String> read = new ArrayList<>();
    private @Nullable NodeLife life = LIFE;
    private boolean broken;
    private int settled;
    private final NoticeBoard board = new NoticeBoard(this::ask, () -> life, clock::get, List.of(new NoticeReader() {
        @Override
        public void written(Notice notice) {
            understand();
            read.add(notice.subject() + "=" + notice.content());
        }

        @Override
        public void forgotten(Notice notice) {
            understand();
            read.add(notice.subject() + " is over");
        }

        @Override
        public void settled() {
            settled = read.size();
        }
    }));

    private void understand() {
        if (broken) {
            throw new IllegalStateException("a notice of another build");
        }
    }

    private Future<PresenceAnswer> ask(PresenceRequest request) {
        asked.add(request);
        Promise<PresenceAnswer> answer = Promise.promise();
        answers.add(answer);
        return answer.future();
    }

    private static Notice notice(String subject, String content, long writtenAt) {
        return new Notice(subject, content, writtenAt, Notice.FOR_EVER);
    }

    private void answer(long version, long newest, Notice... notices) {
        answers.get(answers.size() - 1).complete(new PresenceAnswer.Notified(List.of(notices), version, newest));
    }

    @Test
    void asksForWhatIsNewerAndGivesItOut() {
        // Given
        board.newest(7);

        // When
        answer(7, 7, notice("a", "1", 100));

        // Then
        assertThat(asked).containsExactly(new PresenceRequest.NoticesAfter(LIFE, 0));
        assertThat(read).containsExactly("a=1");
        assertThat(settled).isEqualTo(1);
        assertThat(board.isKnown()).isTrue();
    }

    @Test
    void putsSomethingIntoTheStoreForAll() {
        // When
        Future<Void> put = board.put("a", "1", Duration.ofSeconds(5));
        answers.get(0).complete(new PresenceAnswer.Done());

        // Then
        assertThat(asked).containsExactly(new PresenceRequest.PutNotice(LIFE, "a", "1", 5_000));
        assertThat(put.succeeded()).isTrue();
        assertThat(read).as("it is heard of as by all others").isEmpty();
    }

    @Test
    void saysWhyItCouldNotPutSomething() {
        // Given
        Future<Void> refused = board.put("a", "1", Duration.ZERO);
        answers.get(0).complete(new PresenceAnswer.Refused(ErrorCode.TOO_LARGE, "too long"));
        Future<Void> unanswered = board.put("a", "1", Duration.ZERO);
        answers.get(1).fail(RefusedException.unavailable("no service answers"));
        life = null;

        // When
        Future<Void> unleased = board.put("a", "1", Duration.ZERO);

        // Then
        assertThat(asked).hasSize(2);
        assertThat(Stream.of(refused, unanswered, unleased).map(put -> ((RefusedException) put.cause()).code()))
                .containsExactly(ErrorCode.TOO_LARGE, ErrorCode.UNAVAILABLE, ErrorCode.UNAVAILABLE);
        assertThat(refused.cause()).hasMessage("too long");
    }

    @Test
    void asksNobodyWhereThereIsNothing() {
        // When
        board.newest(0);

        // Then
        assertThat(asked).isEmpty();
        assertThat(board.isKnown()).isTrue();
    }

    @Test
    void asksPageByPage() {
        // Given
        board.newest(9);
        answer(5, 9, notice("a", "1", 100));
        boolean knownAfterOnePage = board.isKnown();

        // When
        answer(9, 9, notice("b", "1", 100));

        // Then
        assertThat(asked)
                .containsExactly(new PresenceRequest.NoticesAfter(LIFE, 0), new PresenceRequest.NoticesAfter(LIFE, 5));
        assertThat(read).containsExactly("a=1", "b=1");
        assertThat(knownAfterOnePage).isFalse();
        assertThat(board.isKnown()).isTrue();
    }

    @Test
    void asksAgainForWhatItHearsOfMeanwhile() {
        // Given
        board.newest(7);
        board.newest(8);
        int atOnce = asked.size();

        // When
        answer(7, 7);

        // Then
        assertThat(atOnce).isEqualTo(1);
        assertThat(asked).hasSize(2).last().isEqualTo(new PresenceRequest.NoticesAfter(LIFE, 7));
    }

    @Test
    void waitsForTheNextWordWhenNobodyAnswers() {
        // Given
        board.newest(7);

        // When
        answers.get(0).fail("away");

        // Then
        assertThat(asked).hasSize(1);
        assertThat(board.isKnown()).isFalse();
        board.newest(7);
        assertThat(asked).hasSize(2);
    }

    @Test
    void keepsWhatIsLater() {
        // Given
        board.newest(7);
        answer(7, 7, notice("a", "new", 100));

        // When
        board.newest(8);
        answer(8, 8, notice("a", "old", 99), notice("b", "x", 1));

        // Then
        assertThat(read).containsExactly("a=new", "b=x");
    }

    /** A store that was put back from an older copy counts from there. */
    @Test
    void followsAStoreThatHasLostSome() {
        // Given
        board.newest(7);
        answer(7, 7, notice("a", "1", 100));

        // When
        board.newest(5);
        answer(5, 5);

        // Then
        board.newest(5);
        assertThat(asked).hasSize(2);
    }

    @Test
    void forgetsWhatIsOverSomeTimeAfter() {
        // Given
        board.newest(7);
        answer(7, 7, new Notice("a", "1", 100, clock.get()));
        board.newest(8);
        answer(8, 8);
        List<String> before = List.copyOf(read);

        // When
        clock.addAndGet(Duration.ofMinutes(10).toMillis());
        board.newest(9);
        answer(9, 9);

        // Then
        assertThat(before).containsExactly("a=1");
        assertThat(read).containsExactly("a=1", "a is over");
    }

    @Test
    void goesOnAfterANoticeThatNobodyUnderstands() {
        // Given
        broken = true;
        board.newest(7);
        answer(7, 7, new Notice("a", "1", 100, clock.get()));
        clock.addAndGet(Duration.ofMinutes(10).toMillis());
        board.newest(8);
        answer(8, 8, notice("b", "2", 100));

        // When
        broken = false;
        board.newest(9);
        answer(9, 9, notice("c", "3", 100));

        // Then
        assertThat(read).containsExactly("c=3");
    }

    /** A service that has just begun does not know yet. */
    @Test
    void isNotToldThatThereIsNothingByOneThatDoesNotKnow() {
        // When
        board.newest(PresenceAnswer.Leased.UNKNOWN);

        // Then
        assertThat(asked).isEmpty();
        assertThat(board.isKnown()).isFalse();
    }

    @Test
    void putsAllBackInPages() {
        // Given
        Notice[] all =
                IntStream.range(0, 150).mapToObj(i -> notice("s" + i, "x", i)).toArray(Notice[]::new);
        board.newest(7);
        answer(7, 7, all);
        asked.clear();

        // When
        Future<Void> restored = board.restore(LIFE);
        answers.get(answers.size() - 1).complete(new PresenceAnswer.Done());
        answers.get(answers.size() - 1).complete(new PresenceAnswer.Done());

        // Then
        assertThat(restored.succeeded()).isTrue();
        assertThat(asked)
                .hasSize(2)
                .allSatisfy(request -> assertThat(request).isInstanceOf(PresenceRequest.RestoreNotices.class));
        assertThat(asked.stream().flatMap(request -> ((PresenceRequest.RestoreNotices) request).notices().stream()))
                .containsExactlyInAnyOrder(all);
    }

    @Test
    void saysThatItCouldNotPutThemBack() {
        // Given
        board.newest(7);
        answer(7, 7, notice("a", "1", 100));

        // When
        Future<Void> restored = board.restore(LIFE);
        answers.get(answers.size() - 1).fail("away");

        // Then
        assertThat(restored.failed()).isTrue();
    }
}
