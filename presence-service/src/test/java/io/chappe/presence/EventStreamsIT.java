package io.chappe.presence;

import static io.chappe.presence.Await.await;
import static io.chappe.presence.Await.until;
import static org.assertj.core.api.Assertions.assertThat;

import io.chappe.core.model.RoomKey;
import io.chappe.core.model.TenantId;
import io.chappe.presence.events.EventJournal;
import io.chappe.presence.store.JournalStore;
import io.chappe.presence.store.JournalStore.Keeping;
import io.chappe.presence.store.Stores;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Events as they come. */
class EventStreamsIT extends AdminFixture {
    private static final Keeping FEW = new Keeping(5, Duration.ofHours(1));
    private static final Keeping MANY = new Keeping(100_000, Duration.ofHours(1));

    /** Entries that were read from journals of events. */
    private final AtomicInteger read = new AtomicInteger();

    private final List<Reader> readers = new ArrayList<>();

    @Override
    protected Stores stores(Vertx vertx) {
        Stores all = super.stores(vertx);
        return new Stores(
                all.rooms(),
                all.peers(),
                all.holdings(),
                all.leases(),
                all.notices(),
                new Counting(all.journals()),
                all.usage(),
                all.doubt());
    }

    @AfterEach
    void closeReaders() throws IOException {
        for (Reader reader : readers) {
            reader.close();
        }
    }

    private Reader reader(String key, String lastId) throws IOException {
        return reader(key, "/tenants/" + room.tenant(), lastId);
    }

    private Reader reader(String key, String of, String lastId) throws IOException {
        Reader reader = new Reader(key, of, lastId, 0);
        readers.add(reader);
        reader.readHead();
        return reader;
    }

    private HttpResponse<String> refused(String lastId) {
        return admin.sending("Last-Event-ID", lastId).get("/admin/v1/tenants/" + room.tenant() + "/events/stream");
    }

    private long append(int events, int length, Keeping keeping) {
        List<String> texts = IntStream.range(0, events)
                .mapToObj(i -> new JsonObject()
                        .put("type", "test")
                        .put("i", i)
                        .put("filling", "x".repeat(length))
                        .encode())
                .toList();
        return await(stores.journals().append(EventJournal.of(room.tenant()), texts, keeping));
    }

    @Test
    void tellsOfAVisitAsItHappens() throws IOException {
        // Given
        await(a.join(services.get(0), room, "before"));
        until(() -> !admin.found("/admin/v1/tenants/" + room.tenant() + "/events")
                .getJsonArray("items")
                .isEmpty());
        Reader reader = reader(TENANTS, "0");
        reader.events(3);

        // When
        await(a.join(services.get(0), room, "s1"));
        await(a.leave(services.get(0), room, "s1"));

        // Then
        List<JsonObject> events = reader.events(3);
        assertThat(events)
                .extracting(event -> event.getString("type"))
                .containsExactly("session.opened", "member.joined", "member.left");
        assertThat(events).allMatch(event -> event.getString("session").equals("s1"));
    }

    @Test
    void tellsOfAllTenantsThatTheKeySees() throws IOException {
        // Given
        Reader all = reader(OPERATOR, "", "0");
        Reader own = reader(TENANTS, "", "0");
        RoomKey elsewhere = new RoomKey(new TenantId("elsewhere"), room.room());
        TestGateway gateway = new TestGateway(vertx, "c-" + unique, elsewhere.tenant()).leasedBy(services.get(0));

        // When
        await(gateway.join(services.get(0), elsewhere, "s1"));
        await(a.join(services.get(0), room, "s2"));

        // Then
        assertThat(all.events(6))
                .extracting(event -> event.getString("tenant"))
                .contains("elsewhere", room.tenant().value());
        assertThat(own.events(3))
                .extracting(event -> event.getString("tenant"))
                .containsOnly(room.tenant().value());
    }

    @Test
    void beginsNow() throws IOException {
        // Given
        append(3, 0, MANY);
        Reader reader = reader(OPERATOR, "");

        // When
        append(1, 7, MANY);

        // Then
        assertThat(reader.events(1).get(0).getString("filling")).hasSize(7);
    }

    @Test
    void goesOnAfterTheLastOneThatWasRead() throws IOException {
        // Given
        append(250, 0, MANY);
        Reader first = reader(OPERATOR, "0");
        List<JsonObject> all = new ArrayList<>(first.events(120));
        first.close();

        // When
        Reader second = reader(OPERATOR, first.lastId);

        // Then
        all.addAll(second.events(130));
        assertThat(all)
                .extracting(event -> event.getInteger("i"))
                .isEqualTo(IntStream.range(0, 250).boxed().toList());
    }

    @Test
    void saysWhereEventsWereForgotten() throws IOException {
        // Given
        long known = append(1, 0, FEW);
        append(7, 0, FEW);

        // When
        Reader reader = reader(OPERATOR, Long.toString(known));

        // Then
        JsonObject gap = reader.events(1).get(0);
        assertThat(gap.getString("type")).isEqualTo("gap");
        assertThat(gap.getLong("after")).isEqualTo(known);
        assertThat(reader.events(5)).extracting(event -> event.getInteger("i")).containsExactly(2, 3, 4, 5, 6);
    }

    @Test
    void aNumberThatIsNotReachedYetIsAGap() throws IOException {
        // Given
        long newest = append(2, 0, MANY);

        // When
        Reader reader = reader(OPERATOR, Long.toString(newest + 1_000_000));

        // Then
        assertThat(reader.events(3))
                .extracting(event -> event.getString("type"))
                .containsExactly("gap", "test", "test");
    }

    @Test
    void theLastOneOfAllIsNoGap() throws IOException {
        // Given
        long newest = append(2, 0, MANY);
        Reader reader = reader(OPERATOR, Long.toString(newest));

        // When
        append(1, 3, MANY);

        // Then
        assertThat(reader.events(1).get(0).getString("filling")).hasSize(3);
    }

    @Test
    void readsNoFasterThanItsReader() throws IOException {
        // Given
        for (int i = 0; i < 60; i++) {
            append(500, 1_000, MANY);
        }
        Reader slow = new Reader(OPERATOR, "/tenants/" + room.tenant(), "0", 4_096);
        readers.add(slow);
        await(vertx.timer(3, TimeUnit.SECONDS));
        int before = read.get();

        // When
        await(vertx.timer(2, TimeUnit.SECONDS));

        // Then
        assertThat(read.get()).isEqualTo(before).isBetween(1, 25_000);
        slow.readHead();
        assertThat(slow.events(30_000)).hasSize(30_000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "-1", "1.5", "12345678901234567"})
    void refusesAnIdThatIsNone(String id) {
        // When
        JsonObject problem = problem(refused(id), 400);

        // Then
        assertThat(problem.getJsonArray("errors").getJsonObject(0).getString("parameter"))
                .isEqualTo("Last-Event-ID");
    }

    @Test
    void aKeyHasTenStreamsAndTheirPlacesComeFree() throws IOException {
        // Given
        for (int i = 0; i < 10; i++) {
            reader(OPERATOR, "0");
        }

        // When
        HttpResponse<String> tooMany = refused("0");

        // Then
        problem(tooMany, 429);
        assertThat(tooMany.headers().firstValue("Retry-After")).contains("10");
        readers.get(0).close();
        until(() -> meters.get("chappe.events.streams").gauge().value() < 10);
        assertThat(reader(OPERATOR, "0").status).contains("200");
    }

    @Test
    void outlivesTheTimeThatARequestHasAndShowsThatItLives() throws IOException {
        // Given
        Reader reader = reader(OPERATOR, "0");

        // When
        reader.awaitComment();

        // Then
        append(1, 0, MANY);
        assertThat(reader.events(1)).hasSize(1);
    }

    @Test
    void endsWithTheServer() throws IOException {
        // Given
        Reader reader = reader(OPERATOR, "0");

        // When
        closeAdmin();

        // Then
        assertThat(reader.isAtEnd()).isTrue();
    }

    /** As a program reads it, by a socket of its own. */
    private final class Reader {
        private final Socket socket = new Socket();
        private final BufferedReader in;
        private String status = "";
        private String lastId = "";

        Reader(String key, String of, String lastId, int buffer) throws IOException {
            if (buffer > 0) {
                socket.setReceiveBufferSize(buffer);
            }
            socket.setSoTimeout(20_000);
            socket.connect(new InetSocketAddress("localhost", admin.port()), 5_000);
            String id = lastId.isEmpty() ? "" : "Last-Event-ID: " + lastId + "\r\n";
            socket.getOutputStream().write("""
                    GET /admin/v1%s/events/stream HTTP/1.1\r
                    Host: localhost\r
                    %sAuthorization: Bearer %s\r
                    \r
                    """.formatted(of, id, key).getBytes(StandardCharsets.UTF_8));
            in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
        }

        void readHead() throws IOException {
            status = String.valueOf(in.readLine());
            assertThat(status).contains("200");
            String line = status;
            while (line != null && !line.startsWith("retry: ")) {
                line = in.readLine();
            }
        }

        /** The next ones; lines of chunks and comments are none. */
        List<JsonObject> events(int count) throws IOException {
            List<JsonObject> events = new ArrayList<>();
            long begun = System.nanoTime();
            while (events.size() < count) {
                String line = in.readLine();
                if (line == null || System.nanoTime() - begun > TimeUnit.SECONDS.toNanos(30)) {
                    throw new IOException("no more came after " + events);
                } else if (line.startsWith("id: ")) {
                    lastId = line.substring(4);
                } else if (line.startsWith("data: ")) {
                    events.add(new JsonObject(line.substring(6)));
                }
            }
            return Collections.unmodifiableList(events);
        }

        /** Which comes after 15 s. */
        void awaitComment() throws IOException {
            String line = "";
            while (!line.equals(":")) {
                line = in.readLine();
                if (line == null) {
                    throw new IOException("the stream has ended");
                }
            }
        }

        boolean isAtEnd() throws IOException {
            String line = in.readLine();
            while (line != null) {
                line = in.readLine();
            }
            return true;
        }

        void close() throws IOException {
            socket.close();
        }
    }

    private final class Counting implements JournalStore {
        private final JournalStore store;

        Counting(JournalStore store) {
            this.store = store;
        }

        @Override
        public Future<Long> append(String journal, List<String> texts, Keeping keeping) {
            return store.append(journal, texts, keeping);
        }

        @Override
        public Future<List<JournalEntry>> before(String journal, long number, int limit) {
            return store.before(journal, number, limit);
        }

        @Override
        public Future<List<JournalEntry>> after(String journal, long number, int limit) {
            return store.after(journal, number, limit).onSuccess(found -> read.addAndGet(found.size()));
        }
    }
}
