package io.chappe.core.model;

import java.nio.charset.StandardCharsets;

/**
 * What the server vouches for about a member, beside what the member says about itself.
 *
 * @param waits whether it is in the room's lobby, and not let in yet
 * @param moderates whether its token said so when it came
 * @param attributes that its token had when it came: a JSON object, or null
 */
public record Standing(boolean waits, boolean moderates, RawJson attributes) {
    /** Of nearly all members. */
    public static final Standing PLAIN = new Standing(false, false, RawJson.NULL);

    private static final int WAITS = 1;
    private static final int MODERATES = 2;
    private static final int HAS_ATTRIBUTES = 4;

    public Standing waiting() {
        return new Standing(true, moderates, attributes);
    }

    public Standing admitted() {
        return hasToken() ? new Standing(false, moderates, attributes) : PLAIN;
    }

    public boolean hasAttributes() {
        return !attributes.equals(RawJson.NULL);
    }

    /** In one byte, behind which the attributes stand if there are any. */
    public int flags() {
        return (waits ? WAITS : 0) | (moderates ? MODERATES : 0) | (hasAttributes() ? HAS_ATTRIBUTES : 0);
    }

    /**
     * Reads what {@link #flags} says.
     *
     * @throws IllegalArgumentException for flags that there are not
     */
    public static Standing of(int flags, RawJson attributes) {
        if (flags < 0 || flags > (WAITS | MODERATES | HAS_ATTRIBUTES)) {
            throw new IllegalArgumentException("a standing of " + flags);
        }
        return flags == 0 ? PLAIN : new Standing((flags & WAITS) != 0, (flags & MODERATES) != 0, attributes);
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
        long hash = Fnv.hash(Fnv.hash(Fnv.OFFSET, id, 0, id.length), moderates ? 1 : 0);
        return Fnv.hash(hash, attributes.array(), attributes.offset(), attributes.length());
    }

    private boolean hasToken() {
        return moderates || hasAttributes();
    }
}
