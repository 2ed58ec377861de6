/** As many as the receiver holds. */
const MAX_UNDER_WAY = 64;

/** @typedef {import('./open-signal.js').OpenSignal} OpenSignal */

/**
 * The open signals from this session to one other, in order. Each names the one before it that its receiver has or still
 * waits for.
 *
 * The first signal goes alone: only once one has been acknowledged is there something that a later one can name whatever
 * becomes of those between. So a signal never loses its `prev` again, by which the receiver knows it.
 */
export class Chain {
  /** By id, which only grows. @type {Map<number, OpenSignal>} */
  #underWay = new Map();
  /** @type {Set<OpenSignal>} */
  #waiting = new Set();
  #acknowledged = 0;

  get idle() {
    return this.#underWay.size === 0 && this.#waiting.size === 0;
  }

  /** @param {OpenSignal} signal */
  add(signal) {
    this.#waiting.add(signal);
  }

  /**
   * Lets go what may go now.
   *
   * @param {(signal: OpenSignal) => void} send
   */
  advance(send) {
    for (const next of this.#waiting) {
      if (this.#underWay.size >= (this.#acknowledged === 0 ? 1 : MAX_UNDER_WAY)) return;
      this.#waiting.delete(next);
      this.#underWay.set(next.id, next);
      send(next);
    }
  }

  /** @param {OpenSignal} signal */
  isUnderWay({ id }) {
    return this.#underWay.has(id);
  }

  /**
   * What to name now as the one before it, or 0 for nothing. Where a later one has been acknowledged already, only this
   * one's acknowledgment was lost: its receiver knows it by its id, and it names what it has named before.
   *
   * @param {OpenSignal} signal
   */
  prev(signal) {
    let last = this.#acknowledged;
    for (const id of this.#underWay.keys()) {
      if (id >= signal.id) break;
      last = Math.max(last, id);
    }
    if (last < signal.id) signal.prev = last;
    return signal.prev;
  }

  /** @param {OpenSignal} signal */
  acknowledged(signal) {
    this.#remove(signal);
    this.#acknowledged = Math.max(this.#acknowledged, signal.id);
  }

  /**
   * Forgets a signal that has failed.
   *
   * @param {OpenSignal} signal
   * @returns {OpenSignal | undefined} the one that has named it and must now name another
   */
  failed(signal) {
    const follower = this.isUnderWay(signal) ? [...this.#underWay.values()].find(({ id }) => id > signal.id) : undefined;
    this.#remove(signal);
    return follower;
  }

  /** @param {OpenSignal} signal */
  #remove(signal) {
    this.#underWay.delete(signal.id);
    this.#waiting.delete(signal);
  }
}
