import { IdWindow } from './id-window.js';

const WINDOW = 256;
const MAX_HELD = 64;
const MAX_HELD_SIZE = 256 * 1024;

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
  /** The greatest id of the chain that has been given out. */
  #last = 0;
  #window = new IdWindow(WINDOW);
  /** @type {Map<number, Arrival>} */
  #held = new Map();
  #heldSize = 0;

  get heldCount() {
    return this.#held.size;
  }

  get heldSize() {
    return this.#heldSize;
  }

  /**
   * @param {Arrival} arrival
   * @returns {Verdict}
   */
  judge({ id, prev }) {
    if (this.#window.has(id)) return 'again';
    if (prev === 0) return this.#window.isBelow(id) ? 'ignore' : 'give';
    // A sender that lets its chain go on past a signal has given that signal up.
    if (id <= this.#last) return 'again';
    return this.#hasGiven(prev) ? 'give' : 'hold';
  }

  /**
   * Remembers that a signal was given out.
   *
   * @param {Arrival} arrival
   */
  gave({ id, prev }) {
    this.#release(id);
    if (prev === 0) return this.#window.add(id);
    this.#last = id;
    // What was passed over will never be asked for.
    for (const held of [...this.#held.keys()]) if (held <= id) this.#release(held);
  }

  /**
   * Keeps a signal until the one before it is here, where there is room; its sender repeats it.
   *
   * @param {Arrival} arrival
   */
  hold(arrival) {
    this.#release(arrival.id);
    if (this.#held.size >= MAX_HELD || this.#heldSize + arrival.size > MAX_HELD_SIZE) return;
    this.#held.set(arrival.id, arrival);
    this.#heldSize += arrival.size;
  }

  /** The first of those held whose time has come. */
  get nextDue() {
    const due = [...this.#held.values()].filter(({ prev }) => this.#hasGiven(prev));
    return due.sort((a, b) => a.id - b.id)[0];
  }

  /**
   * The sender names a signal only while it is open or after it was acknowledged, and what is below the window is too old
   * to be open.
   *
   * @param {number} prev
   */
  #hasGiven(prev) {
    return prev <= this.#last || this.#window.has(prev) || this.#window.isBelow(prev);
  }

  /** @param {number} id */
  #release(id) {
    this.#heldSize -= this.#held.get(id)?.size ?? 0;
    this.#held.delete(id);
  }
}
