/**
 * The sender's half of `want: received`: keeps each signal until it is acknowledged, and repeats it after a resume, after
 * an error that may pass, and after 1, 2, 4 s without an answer, until its deadline.
 */
export class Outbox {
    /**
     * @param {import('./inbox.js').Outlet} outlet
     * @param {import('./timers.js').Timers} [timers]
     */
    constructor(outlet: import("./inbox.js").Outlet, timers?: import("./timers.js").Timers);
    /**
     * @param {number} id above all before it
     * @param {Record<string, any>} message a signal
     * @param {number} timeoutMs
     * @returns {Promise<any>} the `ack`; rejects with a {@link ChappeError} at the deadline at the latest
     */
    send(id: number, message: Record<string, any>, timeoutMs: number): Promise<any>;
    /**
     * @param {Record<string, any>} message an `ack` or an `error`
     * @returns {boolean} whether something here waits for it
     */
    settle(message: Record<string, any>): boolean;
    /** The line was lost. */
    down(): void;
    /**
     * What to send again on a new line of the same session.
     *
     * @returns {[id: number, send: () => void][]}
     */
    get repeats(): [id: number, send: () => void][];
    /**
     * Ends all that is open: what was meant for this session's peers is not for the next one to repeat.
     *
     * @param {ChappeError} error
     */
    fail(error: ChappeError): void;
    #private;
}
import { ChappeError } from './errors.js';
