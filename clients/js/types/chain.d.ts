/** @typedef {import('./open-signal.js').OpenSignal} OpenSignal */
/**
 * The open signals from this session to one other, in order. Each names the one before it that its receiver has or still
 * waits for.
 *
 * The first signal goes alone: only once one has been acknowledged is there something that a later one can name whatever
 * becomes of those between. So a signal never loses its `prev` again, by which the receiver knows it.
 */
export class Chain {
    get idle(): boolean;
    /** @param {OpenSignal} signal */
    add(signal: OpenSignal): void;
    /**
     * Lets go what may go now.
     *
     * @param {(signal: OpenSignal) => void} send
     */
    advance(send: (signal: OpenSignal) => void): void;
    /** @param {OpenSignal} signal */
    isUnderWay({ id }: OpenSignal): boolean;
    /**
     * What to name now as the one before it, or 0 for nothing. Where a later one has been acknowledged already, only this
     * one's acknowledgment was lost: its receiver knows it by its id, and it names what it has named before.
     *
     * @param {OpenSignal} signal
     */
    prev(signal: OpenSignal): number;
    /** @param {OpenSignal} signal */
    acknowledged(signal: OpenSignal): void;
    /**
     * Forgets a signal that has failed.
     *
     * @param {OpenSignal} signal
     * @returns {OpenSignal | undefined} the one that has named it and must now name another
     */
    failed(signal: OpenSignal): OpenSignal | undefined;
    #private;
}
export type OpenSignal = import("./open-signal.js").OpenSignal;
