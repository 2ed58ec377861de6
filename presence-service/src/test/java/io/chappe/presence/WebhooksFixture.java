package io.chappe.presence;

import static io.chappe.presence.Await.await;
import static io.chappe.presence.Await.until;
import static org.assertj.core.api.Assertions.assertThat;

import io.chappe.core.bus.TenantNotice;
import io.chappe.core.model.TenantId;
import io.chappe.presence.events.EventJournal;
import io.chappe.presence.store.JournalStore.JournalEntry;
import io.chappe.presence.store.Stores;
import io.chappe.presence.store.memory.MemoryStores;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;

/** Services that tell a tenant's server, by HTTP, what happens. */
abstract class WebhooksFixture extends ServicesFixture {
    static final String SECRET = "whsec_" + "Q".repeat(40);
    static final String OLDER = "whsec_" + "C".repeat(40);

    final Receiver receiver = new Receiver();

    @Override
    protected Stores stores(Vertx vertx) {
        return MemoryStores.of(ServicesFixture.CLOCK);
    }

    @AfterEach
    void closeReceiver() {
        receiver.close();
    }

    JsonObject hook(String url) {
        return new JsonObject().put("id", "hook").put("url", url).put("secrets", JsonArray.of(SECRET));
    }

    void tell(TenantId tenant, JsonObject... hooks) {
        JsonObject terms =
                new JsonObject().put("anonymous", true).put("webhooks", new JsonArray(Arrays.asList((Object[]) hooks)));
        await(stores.notices().put(new TenantNotice(tenant, "").subject(), terms.encode(), Duration.ZERO));
    }

    List<JournalEntry> journal(TenantId tenant) {
        return await(stores.journals().after(EventJournal.of(tenant), 0, 500));
    }

    /** Each is asked of another service. */
    void join(int from, int to) {
        for (int i = from; i < to; i++) {
            await(a.join(services.get(i % services.size()), room, "s" + i));
        }
    }

    /** Once nothing more is to come. */
    List<Long> written(int least) {
        until(() -> journal(room.tenant()).size() >= least);
        return journal(room.tenant()).stream().map(JournalEntry::number).toList();
    }

    void allAreTaken(int least) {
        until(() -> receiver.taken.size() >= written(least).size());
        assertThat(receiver.numbers()).isEqualTo(written(least));
    }
}
