/**
 * @typedef {object} Arrival a signal that has come in and wants to be acknowledged
 * @property {Record<string, any>} message
 * @property {number} id
 * @property {number} prev what its sender wants given out before it, or 0 for nothing
 * @property {number} size of the whole frame, in characters
 */
/** @typedef {'give' | 'hold' | 'again' | 'ignore'} Verdict `again`: it was given out; `ignore`: nobody knows any more, and to acknowledge it could be a lie */
/**
 * What a receiver remembers of one sender. Signals from session to session form a chain by their `prev`; one number is
 * enough to know which of them it has had. The others, which are to a peer or a room and the first of a chain, may
 * overtake each other; of those it remembers the last 256.
 */
export class SenderMemory {
    get heldCount(): number;
    get heldSize(): number;
    /**
     * @param {Arrival} arrival
     * @returns {Verdict}
     */
    judge({ id, prev }: Arrival): Verdict;
    /**
     * Remembers that a signal was given out.
     *
     * @param {Arrival} arrival
     */
    gave({ id, prev }: Arrival): void;
    /**
     * Keeps a signal until the one before it is here, where there is room; its sender repeats it.
     *
     * @param {Arrival} arrival
     */
    hold(arrival: Arrival): void;
    /** The first of those held whose time has come. */
    get nextDue(): Arrival;
    #private;
}
/**
 * a signal that has come in and wants to be acknowledged
 */
export type Arrival = {
    message: Record<string, any>;
    id: number;
    /**
     * what its sender wants given out before it, or 0 for nothing
     */
    prev: number;
    /**
     * of the whole frame, in characters
     */
    size: number;
};
/**
 * `again`: it was given out; `ignore`: nobody knows any more, and to acknowledge it could be a lie
 */
export type Verdict = "give" | "hold" | "again" | "ignore";
