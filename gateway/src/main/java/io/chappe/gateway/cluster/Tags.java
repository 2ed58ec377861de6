package io.chappe.gateway.cluster;

/** Numbers for the signals that one event loop waits for, of which each says which loop that is. */
final class Tags {
    private final int owner;
    private final int owners;
    private long given;

    /**
     * @param owner the number of the event loop
     * @param owners how many there are
     */
    Tags(int owner, int owners) {
        this.owner = owner;
        this.owners = owners;
    }

    /** Another one at each call, above 0. */
    long next() {
        return ++given * owners + owner;
    }

    /** The number of the event loop that has given it. */
    static int ownerOf(long tag, int owners) {
        return (int) Math.floorMod(tag, (long) owners);
    }
}
