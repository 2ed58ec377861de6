package io.chappe.presence;

import static io.chappe.presence.Await.await;
import static io.chappe.presence.Await.until;
import static org.assertj.core.api.Assertions.assertThat;

import io.chappe.presence.store.JournalStore;
import io.chappe.presence.store.Stores;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What tenants' servers are told while the store does not answer. */
class WebhooksWithoutStoreIT extends WebhooksFixture {
    private volatile boolean isAway;

    @Override
    protected Stores stores(Vertx vertx) {
        Stores all = super.stores(vertx);
        return new Stores(
                all.rooms(),
                all.peers(),
                all.holdings(),
                all.leases(),
                all.notices(),
                new Journals(all.journals()),
                all.usage(),
                all.doubt());
    }

    /** The store goes away while a post is under way: what came of it cannot be noted. */
    @ParameterizedTest
    @CsvSource({"3, false", "12, true"})
    void nothingIsLostAndOnlyWhatWasUnderWayMayBeToldTwice(int seconds, boolean mayBeTwice) {
        // Given
        tell(room.tenant(), hook(receiver.url()));
        receiver.answering(request -> {
            isAway = receiver.posts.size() == 1;
            request.response().setStatusCode(204).end();
        });

        // When
        join(0, 20);
        until(() -> isAway);
        await(vertx.timer(seconds, TimeUnit.SECONDS));
        int meanwhile = receiver.posts.size();
        isAway = false;

        // Then
        List<Long> all = written(40);
        until(() -> told().containsAll(all));
        assertThat(meanwhile).isEqualTo(1);
        assertThat(told().stream().distinct().toList()).isEqualTo(all);
        int twice = told().size() - all.size();
        assertThat(twice)
                .isLessThanOrEqualTo(mayBeTwice ? receiver.posts.get(0).events().size() : 0);
    }

    private List<Long> told() {
        return receiver.posts.stream()
                .flatMap(post -> post.events().stream())
                .map(event -> event.getLong("number"))
                .toList();
    }

    private final class Journals implements JournalStore {
        private final JournalStore store;

        Journals(JournalStore store) {
            this.store = store;
        }

        private <T> Future<T> ask(Supplier<Future<T>> question) {
            return isAway ? Future.failedFuture("the store does not answer") : question.get();
        }

        @Override
        public Future<Long> append(String journal, List<String> texts, Keeping keeping) {
            return ask(() -> store.append(journal, texts, keeping));
        }

        @Override
        public Future<List<JournalEntry>> before(String journal, long number, int limit) {
            return ask(() -> store.before(journal, number, limit));
        }

        @Override
        public Future<List<JournalEntry>> after(String journal, long number, int limit) {
            return ask(() -> store.after(journal, number, limit));
        }
    }
}
