package io.chappe.bench.load;

/** What a workload does with what arrives at one of its connections; on the generator's event loop. */
interface Correspondent {
    Correspondent NOBODY = new Correspondent() {};

    /** Another one's message is here. */
    default void message(long now) {}

    /** The server says that ours has been delivered. */
    default void answer(long now) {}

    /**
     * The server tells of the members of a room.
     *
     * @param bytes of the frame's payload
     */
    default void news(int bytes) {}
}
