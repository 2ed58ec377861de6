import { IdWindow } from './id-window.js';

const WINDOW = 256;
const MAX_SENDERS = 10_000;

/**
 * Which relayed signals a receiver has given out: after a resume a sender repeats those that it has no answer to. It knows
 * the last 256 ids of each of the senders heard last. What it does not know any more counts as new: to drop that could lose
 * a signal whose sender holds an `ack`.
 */
export class RelayedMemory {
  /** The one heard last is the last one. @type {Map<string, IdWindow>} */
  #senders = new Map();

  /**
   * Whether to give a signal out, which is asked once for each that comes.
   *
   * @param {string} session the sender's; ids are its own
   * @param {number} id
   */
  isNew(session, id) {
    const given = this.#sender(session);
    if (given.has(id)) return false;
    if (!given.isBelow(id)) given.add(id);
    return true;
  }

  forget() {
    this.#senders.clear();
  }

  /** @param {string} session */
  #sender(session) {
    const given = this.#senders.get(session) ?? new IdWindow(WINDOW);
    this.#senders.delete(session);
    this.#senders.set(session, given);
    if (this.#senders.size > MAX_SENDERS) this.#senders.delete(/** @type {string} */ (this.#senders.keys().next().value));
    return given;
  }
}
