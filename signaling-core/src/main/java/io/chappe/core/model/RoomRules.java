package io.chappe.core.model;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;

/**
 * Who may come into a room.
 *
 * @param version of the room at which a moderator has last changed them; 0 if none has
 * @param maxMembers besides the limit that holds for all rooms; 0 for no other
 * @param lobby whether those who come wait until a moderator admits them
 * @param locked whether nobody comes in, nor into the lobby; moderators do
 * @param bans until when, in ms of the store's time, a peer may not come back
 */
public record RoomRules(long version, int maxMembers, boolean lobby, boolean locked, Map<PeerId, Long> bans) {
    /** Of a room that all may enter. */
    public static final RoomRules OPEN = new RoomRules(0, 0, false, false, Map.of());

    /** Every gateway with members has all of them. */
    public static final int MAX_BANS = 200;

    public RoomRules {
        bans = Map.copyOf(bans);
    }

    /** With which a room begins. */
    public static RoomRules begin(int maxMembers, boolean lobby) {
        return maxMembers == 0 && !lobby ? OPEN : new RoomRules(0, maxMembers, lobby, false, Map.of());
    }

    public boolean isBanned(PeerId peer, long now) {
        return bans.getOrDefault(peer, 0L) > now;
    }

    /** The same rules at a later version. */
    public RoomRules locked(boolean lock, long at) {
        return new RoomRules(at, maxMembers, lobby, lock, bans);
    }

    /** The same with one more ban; if there are too many, the one that would end first ends now. */
    public RoomRules banned(PeerId peer, long until, long now, long at) {
        Map<PeerId, Long> all = new HashMap<>(bans);
        all.values().removeIf(end -> end <= now);
        all.remove(peer);
        if (all.size() >= MAX_BANS) {
            all.entrySet().stream()
                    .min(Map.Entry.<PeerId, Long>comparingByValue()
                            .thenComparing(Map.Entry.comparingByKey(Comparator.comparing(PeerId::value))))
                    .ifPresent(first -> all.remove(first.getKey()));
        }
        all.put(peer, until);
        return new RoomRules(at, maxMembers, lobby, locked, all);
    }

    /** These for a room that begins anew: bans go on. */
    public RoomRules after(RoomRules before) {
        return before.bans.isEmpty() ? this : new RoomRules(version, maxMembers, lobby, locked, before.bans);
    }
}
