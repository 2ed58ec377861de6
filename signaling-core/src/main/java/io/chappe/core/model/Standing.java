package io.chappe.core.model;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * What the server vouches for about a member, beside what the member says about itself.
 *
 * @param waits whether it is in the room's lobby, and not let in yet
 * @param moderates whether its token said so when it came
 * @param attributes that its token had when it came: a JSON object, or null
 * @param call to another room; null for none. It may be over, or refused
 * @param hidden whether no other member is to see that it is there, as its token said when it came
 */
public record Standing(
        boolean waits,
        boolean moderates,
        RawJson attributes,
        @Nullable Call call,
        boolean hidden) {
    /** Of nearly all members. */
    public static final Standing PLAIN = new Standing(false, false, RawJson.NULL);

    private static final int WAITS = 1;
    private static final int MODERATES = 2;
    private static final int HAS_ATTRIBUTES = 4;
    private static final int HAS_CALL = 8;
    private static final int HIDDEN = 16;

    /** Of one that is seen, and not called. */
    public Standing(boolean waits, boolean moderates, RawJson attributes) {
        this(waits, moderates, attributes, null, false);
    }

    public Standing waiting() {
        return new Standing(true, moderates, attributes, call, hidden);
    }

    /** The same of one that nobody sees. */
    public Standing hiding() {
        return new Standing(waits, moderates, attributes, call, true);
    }

    public Standing admitted() {
        return hasToken() ? new Standing(false, moderates, attributes, null, hidden) : PLAIN;
    }

    /** The same with this call, or with null without one. */
    public Standing called(@Nullable Call by) {
        return new Standing(waits, moderates, attributes, by, hidden);
    }

    /** Whether it waits for somebody to call it. */
    public boolean isFree(long now) {
        return waits && isUncalled(now);
    }

    /** Whether nobody has called it away. */
    public boolean isUncalled(long now) {
        return call == null || call.isOver(now);
    }

    /** Whether clients see no difference. */
    boolean looksLike(Standing other) {
        return waits == other.waits && moderates == other.moderates && attributes.equals(other.attributes);
    }

    public boolean hasAttributes() {
        return !attributes.equals(RawJson.NULL);
    }

    /** In one byte, behind which the attributes and the call stand if there are any. */
    public int flags() {
        return (waits ? WAITS : 0)
                | (moderates ? MODERATES : 0)
                | (hasAttributes() ? HAS_ATTRIBUTES : 0)
                | (call == null ? 0 : HAS_CALL)
                | (hidden ? HIDDEN : 0);
    }

    /**
     * Reads what {@link #flags} says.
     *
     * @throws IllegalArgumentException for flags that there are not
     */
    public static Standing of(int flags, RawJson attributes, @Nullable Call call) {
        if (flags < 0 || flags > (WAITS | MODERATES | HAS_ATTRIBUTES | HAS_CALL | HIDDEN)) {
            throw new IllegalArgumentException("a standing of " + flags);
        }
        return flags == 0
                ? PLAIN
                : new Standing((flags & WAITS) != 0, (flags & MODERATES) != 0, attributes, call, (flags & HIDDEN) != 0);
    }

    public static boolean hasCall(int flags) {
        return (flags & HAS_CALL) != 0;
    }

    public static boolean hasAttributes(int flags) {
        return (flags & HAS_ATTRIBUTES) != 0;
    }

    /**
     * What the token's part adds to a roster's digest, which never changes for a member; 0 where there is none, so that most
     * members cost nothing.
     */
    public long tokenHash(SessionId session) {
        if (!hasToken()) {
            return 0;
        }
        byte[] id = session.value().getBytes(StandardCharsets.UTF_8);
        long hash = Fnv.hash(Fnv.hash(Fnv.OFFSET, id, 0, id.length), (moderates ? 1 : 0) | (hidden ? 2 : 0));
        return Fnv.hash(hash, attributes.array(), attributes.offset(), attributes.length());
    }

    private boolean hasToken() {
        return moderates || hidden || hasAttributes();
    }
}
