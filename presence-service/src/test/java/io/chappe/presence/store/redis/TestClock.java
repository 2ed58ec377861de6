package io.chappe.presence.store.redis;

import io.chappe.presence.store.HoldingStore;
import io.chappe.presence.store.JournalStore;
import io.chappe.presence.store.LeaseStore;
import io.chappe.presence.store.NoticeStore;
import io.chappe.presence.store.PeerStore;
import io.chappe.presence.store.RoomStore;
import io.chappe.presence.store.StoreTime;
import io.chappe.presence.store.Stores;
import io.chappe.presence.store.UsageStore;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.concurrent.TimeUnit;

/** Lets scripts go by the time of the tests, which is told to Redis before each operation. */
final class TestClock {
    private static final String KEY = "chappe-test-clock";

    /** In the place of {@code clock.lua}. */
    static final String LUA = "local function now_ms() return tonumber(redis.call('GET', '%s')) end".formatted(KEY);

    private final Redis redis;

    TestClock(Redis redis) {
        this.redis = redis;
    }

    Stores before(Stores stores) {
        return new Stores(
                before(RoomStore.class, stores.rooms()),
                before(PeerStore.class, stores.peers()),
                before(HoldingStore.class, stores.holdings()),
                before(LeaseStore.class, stores.leases()),
                before(NoticeStore.class, stores.notices()),
                before(JournalStore.class, stores.journals()),
                before(UsageStore.class, stores.usage()),
                stores.doubt());
    }

    private <T> T before(Class<T> port, T store) {
        return port.cast(Proxy.newProxyInstance(
                port.getClassLoader(), new Class<?>[] {port}, (proxy, method, arguments) -> {
                    tell();
                    try {
                        return method.invoke(store, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }

    private void tell() throws Exception {
        Request set = Request.cmd(Command.SET).arg(KEY).arg(StoreTime.NOW.get());
        redis.send(set).await(5, TimeUnit.SECONDS);
    }
}
