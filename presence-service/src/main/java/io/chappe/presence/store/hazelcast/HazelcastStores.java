package io.chappe.presence.store.hazelcast;

import com.hazelcast.config.Config;
import com.hazelcast.config.InMemoryFormat;
import com.hazelcast.config.MapConfig;
import com.hazelcast.config.SerializationConfig;
import com.hazelcast.core.HazelcastInstance;
import io.chappe.presence.store.CheckedJournals;
import io.chappe.presence.store.Doubt;
import io.chappe.presence.store.StoreClock;
import io.chappe.presence.store.StoreMeters;
import io.chappe.presence.store.Stores;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import java.time.Duration;

/** The store on the Hazelcast data members, of which this node is one. */
public final class HazelcastStores {
    private static final int CALL_TYPE = 111;
    private static final int QUERY_TYPE = 112;
    private static final int FIRST_KEYS_TYPE = 113;
    private static final int JOURNAL_QUERY_TYPE = 114;
    private static final int BACKUPS = 1;
    static final String CLOCK = "chappe.clock";

    private HazelcastStores() {}

    /** Adds maps and serializers. Every data member must have them before it starts. */
    public static void configure(Config config) {
        SerializationConfig forms = config.getSerializationConfig();
        Form.<Call<?>>add(forms, CALL_TYPE, Call.class, Call::write, Call::read);
        Form.<Query<?>>add(forms, QUERY_TYPE, Query.class, Query::write, Query::read);
        Form.<FirstKeys<?>>add(forms, FIRST_KEYS_TYPE, FirstKeys.class, FirstKeys::write, FirstKeys::read);
        Form.add(forms, JOURNAL_QUERY_TYPE, JournalQuery.class, JournalQuery::write, JournalQuery::read);
        Tables.ALL.forEach(table -> configure(config, table));
    }

    private static <S> void configure(Config config, Table<S> table) {
        config.addMapConfig(new MapConfig(table.name())
                .setInMemoryFormat(InMemoryFormat.OBJECT)
                .setBackupCount(BACKUPS)
                .setPerEntryStatsEnabled(false));
        Form.add(
                config.getSerializationConfig(),
                table.stateType(),
                table.stateClass(),
                (state, out) -> table.write(out, state),
                table::read);
    }

    /**
     * The store. Not for an event loop: the first use of a map waits for the cluster.
     *
     * @param limit of each operation, below {@link io.chappe.presence.store.Ticket#VALID_MS}
     */
    public static Stores of(Vertx vertx, HazelcastInstance hazelcast, Duration limit, MeterRegistry registry) {
        StoreMeters meters = new StoreMeters(registry);
        Doubt doubt = new Doubt();
        hazelcast.getPartitionService().addPartitionLostListener(lost -> {
            // The owner and all backups have died together; less is told, too.
            if (lost.getLostBackupCount() >= BACKUPS) {
                doubt.raise();
            }
        });
        return new Stores(
                new HazelcastRooms(remote(vertx, hazelcast, Tables.ROOMS, limit, meters)),
                new HazelcastPeers(remote(vertx, hazelcast, Tables.PEERS, limit, meters)),
                new HazelcastHoldings(remote(vertx, hazelcast, Tables.HOLDINGS, limit, meters)),
                new HazelcastLeases(remote(vertx, hazelcast, Tables.LEASES, limit, meters)),
                new HazelcastNotices(remote(vertx, hazelcast, Tables.NOTICES, limit, meters)),
                new CheckedJournals(new HazelcastJournals(remote(vertx, hazelcast, Tables.JOURNALS, limit, meters))),
                new HazelcastUsage(remote(vertx, hazelcast, Tables.USAGE, limit, meters)),
                doubt);
    }

    private static <S> RemoteTable<S> remote(
            Vertx vertx, HazelcastInstance hazelcast, Table<S> table, Duration limit, StoreMeters meters) {
        return new RemoteTable<>(vertx, table, hazelcast.getMap(table.name()), limit, meters);
    }

    /** How many rooms this member owns; those of all members make up the cluster's. */
    public static long ownedRooms(HazelcastInstance hazelcast) {
        return hazelcast.getMap(Tables.ROOMS.name()).getLocalMapStats().getOwnedEntryCount();
    }

    /** How many peers this member owns; those of all members make up the cluster's. */
    public static long ownedPeers(HazelcastInstance hazelcast) {
        return hazelcast.getMap(Tables.PEERS.name()).getLocalMapStats().getOwnedEntryCount();
    }

    /**
     * The clock of the member that owns an entry: it reads the cluster's time, on which members agree, and not the
     * caller's, who may have been asleep since.
     */
    static StoreClock clockOf(HazelcastInstance hazelcast) {
        return (StoreClock) hazelcast
                .getUserContext()
                .computeIfAbsent(CLOCK, key -> new StoreClock(hazelcast.getCluster()::getClusterTime));
    }
}
