package io.chappe.presence.store.hazelcast;

import io.chappe.core.bus.WireException;
import io.chappe.core.bus.WireReader;
import io.chappe.core.bus.WireWriter;
import io.chappe.presence.store.Moment;

/** One kind of entry on the data members: what it begins as, what calls do to it, and how it is written down. */
interface Table<S> {
    /** Of the map that holds the entries. */
    String name();

    /** In the Hazelcast serialization; never changes. */
    int stateType();

    Class<S> stateClass();

    S begin(Moment moment);

    /** An entry that is empty after a call is deleted. */
    boolean isEmpty(S state);

    /** For how many ms an entry is kept if nothing changes it; 0 for as long as nobody deletes it. */
    default long timeToLive(S state, Moment moment) {
        return 0;
    }

    /** Below which a new entry of that name must not begin. */
    long version(S state);

    /**
     * Does what a call says. It throws before it has changed anything, or not at all.
     *
     * @param call what to do, with its arguments
     * @param answer takes the result
     */
    void run(WireReader call, S state, Moment moment, WireWriter answer);

    /**
     * Tells something of an entry that is there, and changes nothing.
     *
     * @param question which of the table's own, with its arguments
     * @param now by the store's clock, in ms
     * @param answer empty for what there is not
     */
    default void answer(WireReader question, String key, S state, long now, WireWriter answer) {
        throw new WireException(name() + " has no questions");
    }

    void write(WireWriter out, S state);

    S read(WireReader in);
}
