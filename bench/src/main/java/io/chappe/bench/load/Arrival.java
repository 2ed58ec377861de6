package io.chappe.bench.load;

/** What a frame is that a participant has got. */
enum Arrival {
    /** What another participant has sent. */
    MESSAGE,
    /** The server says that a message has been delivered. */
    ANSWER,
    /** The server says that it has not. */
    REFUSAL,
    /** The server tells of the members of a room. */
    NEWS,
    OTHER
}
