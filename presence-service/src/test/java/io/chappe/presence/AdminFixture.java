package io.chappe.presence;

import static io.chappe.presence.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.chappe.core.bus.BusAddresses;
import io.chappe.core.bus.DrainProgress;
import io.chappe.core.bus.NodeOrder;
import io.chappe.core.model.NodeId;
import io.chappe.node.bus.ClusterMember;
import io.chappe.node.bus.Membership;
import io.chappe.node.bus.MembershipListener;
import io.chappe.node.bus.Role;
import io.chappe.node.config.ConfigLoader;
import io.chappe.presence.admin.AdminConfig;
import io.chappe.presence.admin.AdminServer;
import io.chappe.presence.admin.Controlled;
import io.chappe.presence.bus.Announcer;
import io.chappe.presence.calls.CallBook;
import io.chappe.presence.calls.CallsConfig;
import io.chappe.presence.events.EventJournal;
import io.chappe.presence.events.Events;
import io.chappe.presence.events.EventsConfig;
import io.chappe.presence.holds.Holds;
import io.chappe.presence.notices.Notices;
import io.chappe.presence.notices.Revocations;
import io.chappe.presence.notices.TenantRegister;
import io.chappe.presence.peers.Peers;
import io.chappe.presence.rooms.Rooms;
import io.chappe.presence.store.StoreMark;
import io.chappe.presence.store.StoreView;
import io.chappe.presence.store.Stores;
import io.chappe.presence.store.memory.MemoryStores;
import io.chappe.presence.usage.BusyTenants;
import io.chappe.presence.usage.UsageBook;
import io.chappe.presence.webhooks.Webhooks;
import io.chappe.presence.webhooks.WebhooksConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** The admin API, beside services and gateways that fill its store. */
abstract class AdminFixture extends ServicesFixture {
    static final String OPERATOR = "chappe_operator_" + "o".repeat(43);
    static final String READER = "chappe_reader_" + "r".repeat(43);
    static final String TENANTS = "chappe_tenants_" + "t".repeat(43);

    private static final EventsConfig EVENTS = ConfigLoader.parse(EventsConfig.class, "{}");

    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final StoreView view = new StoreView(meters);
    final List<NodeOrder> orders = new CopyOnWriteArrayList<>();
    AdminClient admin;
    private AdminServer server;
    private Events events;
    CallBook calls;
    Webhooks webhooks;

    @Override
    protected Stores stores(Vertx vertx) {
        return MemoryStores.of(ServicesFixture.CLOCK);
    }

    @BeforeEach
    void openAdmin() {
        view.saw(new StoreMark(1, 1, false, 0));
        events = new Events(stores.journals(), EVENTS, Events.again(vertx), meters);
        calls = new CallBook(stores.journals(), new CallsConfig(Duration.ofHours(1)), () -> 0);
        Notices notices = notices();
        Rooms rooms = rooms();
        webhooks = new Webhooks(
                vertx,
                stores.journals(),
                new TenantRegister(notices, stores.notices()),
                notices::newest,
                new Webhooks.Settings(EVENTS, ConfigLoader.parse(WebhooksConfig.class, "{}")),
                meters);
        events.listen(webhooks::wake);
        Controlled controlled = new Controlled(
                stores,
                view,
                rooms.moderations(),
                new Peers(
                        stores.peers(),
                        view,
                        rooms,
                        new Holds(stores.holdings(), meters),
                        new Announcer(vertx.eventBus(), events),
                        meters),
                new Revocations(notices, stores.notices()),
                new TenantRegister(notices, stores.notices()),
                new EventJournal(stores.journals(), EVENTS),
                calls,
                webhooks,
                new BusyTenants(new UsageBook(stores.usage(), System::nanoTime), stores.journals()),
                Duration.ofSeconds(10),
                new Members());
        server = await(AdminServer.start(vertx, config(), controlled, meters));
        admin = new AdminClient(server.port(), OPERATOR);
    }

    private Notices notices() {
        return new Notices(vertx, stores.notices(), new Announcer(vertx.eventBus(), events), Set::of);
    }

    private Rooms rooms() {
        Holds holds = new Holds(stores.holdings(), meters);
        return new Rooms(
                stores, view, holds, new Announcer(vertx.eventBus(), events), TestService.ROOM_MEMBERS, meters);
    }

    @AfterEach
    void closeAdmin() {
        await(server.close());
        await(webhooks.close());
    }

    /** As after a loss of the store. */
    void storeIsRecovering() {
        view.saw(new StoreMark(2, 2, true, 0));
    }

    private AdminConfig config() {
        return ConfigLoader.parse(
                AdminConfig.class, """
                {port: 0, requestsPerSecond: 100, keys: [
                  {name: operator, hash: %s, scopes: [read, write, operate]},
                  {name: reader, hash: %s},
                  {name: tenants, hash: %s, scopes: [read, write], tenant: %s}]}
                """.formatted(hash(OPERATOR), hash(READER), hash(TENANTS), room.tenant()));
    }

    /** What was wrong, as the contract says it. */
    static JsonObject problem(HttpResponse<String> answer, int status) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        JsonObject problem = new JsonObject(answer.body());
        assertThat(problem.getInteger("status")).isEqualTo(status);
        assertThat(problem.getString("type")).startsWith("urn:chappe:problem:");
        assertThat(problem.getString("title")).isNotEmpty();
        return problem;
    }

    static String hash(String key) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    /** As a gateway answers orders. */
    void answersOrders(TestGateway gateway, DrainProgress answer) {
        vertx.eventBus().<Buffer>consumer(BusAddresses.orders(gateway.life.node()), message -> {
            orders.add(NodeOrder.decode(message.body()));
            message.reply(answer.encode());
        });
    }

    /** A service, the gateways, and one that has no lease yet. */
    private final class Members implements Membership {
        @Override
        public List<ClusterMember> members() {
            return List.of(
                    new ClusterMember(new NodeId("service"), Role.PRESENCE, "1.2.3", "presence-0"),
                    new ClusterMember(a.life.node(), Role.GATEWAY, "1.2.3", "gateway-0"),
                    new ClusterMember(b.life.node(), Role.GATEWAY, "1.2.3", "gateway-1"),
                    new ClusterMember(new NodeId("z-gateway"), Role.GATEWAY, "1.2.3", "gateway-2"));
        }

        @Override
        public void listen(MembershipListener listener) {
            // Nobody comes or goes.
        }
    }
}
