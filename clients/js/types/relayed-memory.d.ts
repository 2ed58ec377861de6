/**
 * Which relayed signals a receiver has given out: after a resume a sender repeats those that it has no answer to. It knows
 * the last 256 ids of each of the senders heard last. What it does not know any more counts as new: to drop that could lose
 * a signal whose sender holds an `ack`.
 */
export class RelayedMemory {
    /**
     * Whether to give a signal out, which is asked once for each that comes.
     *
     * @param {string} session the sender's; ids are its own
     * @param {number} id
     */
    isNew(session: string, id: number): boolean;
    forget(): void;
    #private;
}
