/**
 * @typedef {object} Timers
 * @property {() => number} now in ms, from any beginning
 * @property {(delayMs: number, then: () => void) => () => void} after what is given back cancels it
 */

/** @type {Timers} */
export const TIMERS = {
  now: () => performance.now(),
  after: (delayMs, then) => {
    const timer = setTimeout(then, delayMs);
    return () => clearTimeout(timer);
  },
};
