package io.chappe.presence.store.hazelcast;

import java.util.List;

/** All tables. A call names its table by the place in this list, which is therefore only ever extended. */
final class Tables {
    static final RoomTable ROOMS = new RoomTable();
    static final PeerTable PEERS = new PeerTable();
    static final HoldingTable HOLDINGS = new HoldingTable();
    static final LeaseMap LEASES = new LeaseMap();
    static final NoticeMap NOTICES = new NoticeMap();
    static final JournalTable JOURNALS = new JournalTable();
    static final UsageTable USAGE = new UsageTable();
    static final List<Table<?>> ALL = List.of(ROOMS, PEERS, HOLDINGS, LEASES, NOTICES, JOURNALS, USAGE);

    private Tables() {}

    static int number(Table<?> table) {
        return ALL.indexOf(table);
    }
}
