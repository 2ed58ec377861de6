package io.chappe.core.model;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who may come into a room, and what its members are told of it.
 *
 * @param version of the room at which a moderator has last changed them; 0 if none has
 * @param maxMembers besides the limit that holds for all rooms; 0 for no other
 * @param lobby whether those who come wait until a moderator admits them
 * @param locked whether nobody comes in, nor into the lobby; moderators do
 * @param bans until when, in ms of the store's time, a peer may not come back
 * @param queue whether moderators call those who wait to rooms of their own, and let nobody in; a queue has a lobby
 * @param takes the last out of the queue, the earliest first
 * @param metadata what moderators tell the members about the room: a JSON object, or null
 * @param keepMs for how long lock and metadata stay when the last has left, at most {@link #MAX_KEEP_MS}
 */
public record RoomRules(
        long version,
        int maxMembers,
        boolean lobby,
        boolean locked,
        Map<PeerId, Long> bans,
        boolean queue,
        List<Take> takes,
        RawJson metadata,
        long keepMs) {
    /** Of a room that all may enter. */
    public static final RoomRules OPEN = new RoomRules(0, 0, false, false, Map.of());

    /** Every gateway with members has all of them. */
    public static final int MAX_BANS = 200;

    public static final int MAX_TAKES = 8;

    /** 30 days: what nobody comes back to is not kept for ever. */
    public static final long MAX_KEEP_MS = 2_592_000_000L;

    public RoomRules {
        bans = Map.copyOf(bans);
        takes = List.copyOf(takes);
    }

    /** Of a room that is no queue, and of which nobody has told anything. */
    public RoomRules(long version, int maxMembers, boolean lobby, boolean locked, Map<PeerId, Long> bans) {
        this(version, maxMembers, lobby, locked, bans, false, List.of(), RawJson.NULL, 0);
    }

    /** With which a queue begins. */
    public static RoomRules beginQueue(int maxMembers) {
        return new RoomRules(0, maxMembers, true, false, Map.of(), true, List.of(), RawJson.NULL, 0);
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
        return new RoomRules(at, maxMembers, lobby, lock, bans, queue, takes, metadata, keepMs);
    }

    /** The same with other metadata. */
    public RoomRules described(RawJson other, long at) {
        return new RoomRules(at, maxMembers, lobby, locked, bans, queue, takes, other, keepMs);
    }

    /** Whether members see no difference: who is banned, and who was taken, is not told to them. */
    public boolean looksLike(RoomRules other) {
        return locked == other.locked && metadata.equals(other.metadata);
    }

    public boolean hasMetadata() {
        return !metadata.equals(RawJson.NULL);
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
        return new RoomRules(at, maxMembers, lobby, locked, all, queue, takes, metadata, keepMs);
    }

    /** The same without the ban of this peer. */
    public RoomRules unbanned(PeerId peer, long at) {
        Map<PeerId, Long> others = new HashMap<>(bans);
        others.remove(peer);
        return new RoomRules(at, maxMembers, lobby, locked, others, queue, takes, metadata, keepMs);
    }

    /** The same for a room that is kept for so long when the last has left. */
    public RoomRules kept(long ms) {
        return new RoomRules(version, maxMembers, lobby, locked, bans, queue, takes, metadata, ms);
    }

    /** For how many ms something of them stays when the last has left: 0 where moderators have set nothing. */
    public long keptMs() {
        return locked || hasMetadata() ? Math.min(keepMs, MAX_KEEP_MS) : 0;
    }

    /**
     * These for a room that begins anew: bans go on.
     *
     * @param isKept whether what moderators have set does, too
     */
    public RoomRules after(RoomRules before, boolean isKept) {
        if (isKept) {
            return new RoomRules(
                    before.version,
                    maxMembers,
                    lobby,
                    before.locked,
                    before.bans,
                    queue,
                    takes,
                    before.metadata,
                    keepMs);
        }
        return before.bans.isEmpty()
                ? this
                : new RoomRules(version, maxMembers, lobby, locked, before.bans, queue, takes, metadata, keepMs);
    }

    /** These for a room that nobody is in, where nothing that moderators have set is kept, at a version of it. */
    public RoomRules anewAfter(RoomRules before, long at) {
        return new RoomRules(at, maxMembers, lobby, locked, before.bans, queue, takes, metadata, keepMs);
    }

    /** The same with one more take; one that led to the same room was the same. */
    public RoomRules taken(Take take, long at) {
        List<Take> all = new ArrayList<>(without(take.to()));
        all.add(take);
        return withTakes(all.subList(Math.max(0, all.size() - MAX_TAKES), all.size()), at);
    }

    /** The same without the take that led to a room, where it did not come to that. */
    public RoomRules notTaken(RoomId to, long at) {
        return take(to) == null ? this : withTakes(without(to), at);
    }

    private List<Take> without(RoomId to) {
        return takes.stream().filter(take -> !take.to().equals(to)).toList();
    }

    private RoomRules withTakes(List<Take> changed, long at) {
        return new RoomRules(at, maxMembers, lobby, locked, bans, queue, changed, metadata, keepMs);
    }

    /** The take that led to a room, if it was one of the last. */
    public @Nullable Take take(RoomId to) {
        return takes.stream().filter(take -> take.to().equals(to)).findFirst().orElse(null);
    }

    /** By the mean of the times between the last takes; null where there were not two. */
    public @Nullable Long expectedMs(int position) {
        int intervals = takes.size() - 1;
        return intervals < 1
                ? null
                : position
                        * Math.max(0, takes.get(intervals).at() - takes.get(0).at())
                        / intervals;
    }
}
