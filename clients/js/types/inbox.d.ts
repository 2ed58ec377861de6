/**
 * What signals go out over, and whether they would.
 *
 * @typedef {object} Outlet
 * @property {boolean} up
 * @property {(message: Record<string, any>) => void} send
 */
/** @typedef {import('./sender-memory.js').Arrival} Arrival */
/**
 * Gives each signal that comes in out once. Of those that want to be `received` it gives those of a chain in order, and
 * acknowledges each to its sender. It remembers the senders heard last, and holds what is out of order up to a limit for
 * each sender and one for all. What it drops it does not acknowledge: the sender repeats it.
 */
export class Inbox {
    /**
     * @param {Outlet} outlet
     * @param {(message: Record<string, any>) => void} give
     */
    constructor(outlet: Outlet, give: (message: Record<string, any>) => void);
    /**
     * @param {Record<string, any>} message a signal that wants to be `received`
     * @param {number} size in characters
     */
    take(message: Record<string, any>, size: number): void;
    /** @param {Record<string, any>} message any other signal: nobody waits for its acknowledgment */
    takeRelayed(message: Record<string, any>): void;
    /** The session is on a line again. */
    resumed(): void;
    /** The session is another one: nobody repeats to it what was sent to the old one. */
    forget(): void;
    #private;
}
/**
 * What signals go out over, and whether they would.
 */
export type Outlet = {
    up: boolean;
    send: (message: Record<string, any>) => void;
};
export type Arrival = import("./sender-memory.js").Arrival;
