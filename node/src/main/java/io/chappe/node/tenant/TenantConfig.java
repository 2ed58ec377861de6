package io.chappe.node.tenant;

import io.chappe.core.model.SessionLimit;
import io.chappe.core.model.TenantId;
import io.chappe.node.config.ConfigLoader;
import io.chappe.node.config.Require;
import io.chappe.node.config.Setting;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One tenant. */
public record TenantConfig(
        @Setting(help = "Name of the tenant: 1 to 128 characters.")
        String name,

        @Setting(
                def = "false",
                help = "Whether peers may come without a token, under a name of their choice. Not together with tokens:"
                        + " anyone could take the name of a peer that has one.")
        boolean anonymous,

        @Nullable TokensConfig tokens,

        @Setting(
                def = "[]",
                help = "Sites whose pages may open sockets: https://app.example.com, https://*.example.com,"
                        + " https://localhost:*. Clients that are no browsers name none.")
        List<String> origins,

        @Setting(
                def = "20s",
                help = "How long a session whose socket or gateway is lost can be resumed: more than 5s longer than the"
                        + " lease of the presence-services, or the gateway does not become ready.")
        Duration resumeWindow,

        @Setting(
                def = "allowed",
                help =
                        "What a peer's second session does: allowed; replaces, which ends the first one with 4410; or refused."
                                + " A session without a socket makes room in any case.")
        SecondSession secondSession,

        @Setting(def = "100", help = "How many sessions a peer may have at a time, where a second one is allowed.")
        int sessionsPerPeer,

        @Setting(def = "{}", help = "What all its clients may do together, over the whole cluster.")
        TenantLimits limits,

        @Setting(
                def = "[]",
                help = "STUN and TURN servers for its clients, in the place of `chappe.iceServers`. Who is connected"
                        + " learns of others with the next credentials, or the next socket.")
        List<IceServerConfig> iceServers,

        @Setting(
                def = "true",
                help =
                        "Whether gateways note what happens while its calls are set up, for `/calls` of the admin API: kinds"
                                + " of signals and of candidates, and what clients report, without any content.")
        boolean calls,

        @Setting(def = "[]", help = "How its rooms begin: the first of these whose name fits counts, for each room.")
        List<RoomConfig> rooms,

        @Setting(
                def = "[]",
                help =
                        "Where the presence-services tell what happens in it, at most 5. They take those of tenants that the"
                                + " admin API has written; a gateway overlooks them.")
        List<WebhookConfig> webhooks,

        @Setting(
                def = "false",
                help = "Whether it is as if it was not there: nobody comes in, and the sessions that it has end.")
        boolean suspended) {
    private static final Duration TIME_TO_COME_BACK = Duration.ofSeconds(5);
    private static final String ROOT = "tenants[]";
    private static final Duration LONGEST_WINDOW = Duration.ofHours(1);
    /** All of a peer's are looked at for each that comes. */
    private static final int MOST_SESSIONS = 1_000;
    /** Each reads all of the tenant's events. */
    private static final int MOST_WEBHOOKS = 5;

    public TenantConfig {
        try {
            new TenantId(name);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("name: " + e.getMessage(), e);
        }
        Require.that(!anonymous || tokens == null, "anonymous and tokens exclude each other");
        origins = List.copyOf(origins);
        iceServers = List.copyOf(iceServers);
        rooms = List.copyOf(rooms);
        webhooks = List.copyOf(webhooks);
        Require.that(webhooks.size() <= MOST_WEBHOOKS, "webhooks must be at most " + MOST_WEBHOOKS);
        requireDistinctWebhooks(webhooks);
        for (int i = 0; i < origins.size(); i++) {
            requireOrigin("origins[" + i + "]", origins.get(i));
        }
        Require.that(
                resumeWindow.compareTo(LONGEST_WINDOW) <= 0 && !resumeWindow.isNegative(),
                "resumeWindow must be at most 1h");
        Require.range("sessionsPerPeer", sessionsPerPeer, 1, MOST_SESSIONS);
        Require.that(
                !anonymous || rooms.stream().noneMatch(RoomConfig::needsModerator),
                "rooms must have no lobby, and be no queue, where the tenant is anonymous: nobody could let anybody in");
        // Anyone could take the name of another, and with it that one's place.
        Require.that(
                !anonymous || secondSession == SecondSession.ALLOWED,
                "secondSession must be allowed where the tenant is anonymous");
    }

    /**
     * Reads one that is given alone, as YAML, without its name or with it.
     *
     * @throws io.chappe.node.config.ConfigException with one line that says where it is wrong
     */
    public static TenantConfig parse(TenantId tenant, String text) {
        return ConfigLoader.element(TenantConfig.class, ROOT, "name", tenant.value(), text);
    }

    /** One that is given like that as JSON, without what it leaves out. */
    public static String json(String text) {
        return ConfigLoader.elementJson(TenantConfig.class, ROOT, text);
    }

    /**
     * Why a gateway's lease may not take so long; empty if it may. A gateway that is cut off lets go of its sockets when its
     * lease is over, and their clients need time to come back before their sessions end.
     */
    public Optional<String> leaseFault(Duration lease) {
        Duration least = lease.plus(TIME_TO_COME_BACK);
        return resumeWindow.compareTo(least) > 0
                ? Optional.empty()
                : Optional.of("tenants[].resumeWindow of '" + name + "' is " + text(resumeWindow)
                        + ", and the setting lease of the presence-services " + text(lease)
                        + ": let the window be longer than " + text(least) + ", or the lease shorter than "
                        + text(resumeWindow.minus(TIME_TO_COME_BACK)));
    }

    /** As in a configuration. */
    private static String text(Duration duration) {
        return duration.toMillis() % 1_000 == 0 ? duration.toSeconds() + "s" : duration.toMillis() + "ms";
    }

    /** How many sessions each of its peers may have. */
    public SessionLimit sessionLimit() {
        return secondSession == SecondSession.ALLOWED
                ? new SessionLimit(sessionsPerPeer, false)
                : new SessionLimit(1, secondSession == SecondSession.REPLACES);
    }

    /** Refuses a list in which a name stands twice. */
    public static void requireDistinct(List<TenantConfig> tenants) {
        Set<String> names = new HashSet<>();
        for (int i = 0; i < tenants.size(); i++) {
            String name = tenants.get(i).name();
            Require.that(names.add(name), "tenants[" + i + "].name: '" + name + "' stands twice");
        }
    }

    private static void requireDistinctWebhooks(List<WebhookConfig> webhooks) {
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < webhooks.size(); i++) {
            String id = webhooks.get(i).id();
            Require.that(ids.add(id), "webhooks[" + i + "].id: '" + id + "' stands twice");
        }
    }

    private static void requireOrigin(String name, String origin) {
        try {
            OriginRule.parse(origin);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(name + ": " + e.getMessage(), e);
        }
    }
}
