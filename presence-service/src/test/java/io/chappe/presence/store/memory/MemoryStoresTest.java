package io.chappe.presence.store.memory;

import io.chappe.presence.store.BanContract;
import io.chappe.presence.store.HiddenMemberContract;
import io.chappe.presence.store.HoldingStoreContract;
import io.chappe.presence.store.JournalStoreContract;
import io.chappe.presence.store.KeptRoomContract;
import io.chappe.presence.store.LeaseStoreContract;
import io.chappe.presence.store.LobbyContract;
import io.chappe.presence.store.ModerationContract;
import io.chappe.presence.store.ModeratorContract;
import io.chappe.presence.store.MoveContract;
import io.chappe.presence.store.NoticeStoreContract;
import io.chappe.presence.store.PeerSessionsContract;
import io.chappe.presence.store.PeerStoreContract;
import io.chappe.presence.store.QueueContract;
import io.chappe.presence.store.RestoreContract;
import io.chappe.presence.store.RoomListContract;
import io.chappe.presence.store.RoomMovesContract;
import io.chappe.presence.store.RoomStoreContract;
import io.chappe.presence.store.RulesRestoreContract;
import io.chappe.presence.store.SessionLimitContract;
import io.chappe.presence.store.StoreClock;
import io.chappe.presence.store.StoreTime;
import io.chappe.presence.store.Stores;
import io.chappe.presence.store.UsageContract;
import org.junit.jupiter.api.Nested;

class MemoryStoresTest {
    private static final Stores STORES = MemoryStores.of(new StoreClock(StoreTime.NOW::get));

    @Nested
    class Rooms extends RoomStoreContract {
        @Override
        protected Stores stores() {
            return STORES;
        }
    }

    @Nested
    class RoomMoves extends RoomMovesContract {
        @Override
        protected Stores stores() {
            return STORES;
        }
    }

    @Nested
    class Peers extends PeerStoreContract {
        @Override
        protected Stores stores() {
            return STORES;
        }
    }

    @Nested
    class PeerSessions extends PeerSessionsContract {
        @Override
        protected Stores stores() {
            return STORES;
        }
    }

    @Nested
    class RoomLists extends RoomListContract {
        @Override
        protected Stores stores() {
            return STORES;
        }
    }

    @Nested
    class Leases extends LeaseStoreContract {
        @Override
        protected Stores stores() {
            return STORES;
        }
    }

    @Nested
    class HoldingRecords extends HoldingStoreContract {
        @Override
        protected Stores stores() {
            return STORES;
        }
    }

    @Nested
    class SessionLimits extends SessionLimitContract {
        @Override
        protected Stores stores() {
            return STORES;
        }
    }

    @Nested
    class Notices extends NoticeStoreContract {
        @Override
        protected Stores stores() {
            return STORES;
        }
    }

    @Nested
    class Journals extends JournalStoreContract {
        @Override
        protected Stores stores() {
            return STORES;
        }
    }

    @Nested
    class Restores extends RestoreContract {
        @Override
        protected Stores stores() {
            return STORES;
        }
    }

    @Nested
    class Lobbies extends LobbyContract {
        @Override
        protected Stores stores() {
            return STORES;
        }
    }

    @Nested
    class Bans extends BanContract {
        @Override
        protected Stores stores() {
            return STORES;
        }
    }

    @Nested
    class Moderations extends ModerationContract {
        @Override
        protected Stores stores() {
            return STORES;
        }
    }

    @Nested
    class KeptRooms extends KeptRoomContract {
        @Override
        protected Stores stores() {
            return STORES;
        }
    }

    @Nested
    class HiddenMembers extends HiddenMemberContract {
        @Override
        protected Stores stores() {
            return STORES;
        }
    }

    @Nested
    class Moderators extends ModeratorContract {
        @Override
        protected Stores stores() {
            return STORES;
        }
    }

    @Nested
    class Moved extends MoveContract {
        @Override
        protected Stores stores() {
            return STORES;
        }
    }

    @Nested
    class Queues extends QueueContract {
        @Override
        protected Stores stores() {
            return STORES;
        }
    }

    @Nested
    class UsageOfTenants extends UsageContract {
        @Override
        protected Stores stores() {
            return STORES;
        }
    }

    @Nested
    class RulesRestores extends RulesRestoreContract {
        @Override
        protected Stores stores() {
            return STORES;
        }
    }
}
