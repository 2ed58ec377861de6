/**
 * @typedef {object} Timers
 * @property {() => number} now in ms, from any beginning
 * @property {(delayMs: number, then: () => void) => () => void} after what is given back cancels it
 */
/** @type {Timers} */
export const TIMERS: Timers;
export type Timers = {
    /**
     * in ms, from any beginning
     */
    now: () => number;
    /**
     * what is given back cancels it
     */
    after: (delayMs: number, then: () => void) => () => void;
};
