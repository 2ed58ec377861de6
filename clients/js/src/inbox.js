import { RelayedMemory } from './relayed-memory.js';
import { SenderMemory } from './sender-memory.js';

const MAX_SENDERS = 10_000;
/** Of all senders together. */
const MAX_HELD = 1_024;
const MAX_HELD_SIZE = 4 << 20;
const MAX_UNSENT = 256;

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
  #outlet;
  #give;
  /** The one heard last is the last one. @type {Map<string, SenderMemory>} */
  #senders = new Map();
  /** Apart from the others: however many are relayed, what wants to be received is known as long. */
  #relayed = new RelayedMemory();
  /** Acknowledgments of what the old line still brought while the new one was not there yet. @type {Record<string, any>[]} */
  #unsent = [];
  #held = 0;
  #heldSize = 0;

  /**
   * @param {Outlet} outlet
   * @param {(message: Record<string, any>) => void} give
   */
  constructor(outlet, give) {
    this.#outlet = outlet;
    this.#give = give;
  }

  /**
   * @param {Record<string, any>} message a signal that wants to be `received`
   * @param {number} size in characters
   */
  take(message, size) {
    const arrival = { message, id: message.id, prev: message.prev ?? 0, size };
    const sender = this.#sender(message.from.session);
    this.#count(sender, -1);
    const verdict = sender.judge(arrival);
    if (verdict === 'give') this.#giveAll(sender, arrival);
    else if (verdict === 'hold') this.#hold(sender, arrival);
    else if (verdict === 'again') this.#acknowledge(message);
    this.#count(sender, 1);
  }

  /** @param {Record<string, any>} message any other signal: nobody waits for its acknowledgment */
  takeRelayed(message) {
    const { from, id } = message;
    // One without an id is never repeated.
    if (id === undefined || this.#relayed.isNew(from.session, id)) this.#give(message);
  }

  /** The session is on a line again. */
  resumed() {
    for (const ack of this.#unsent.splice(0)) this.#outlet.send(ack);
  }

  /** The session is another one: nobody repeats to it what was sent to the old one. */
  forget() {
    this.#senders.clear();
    this.#relayed.forget();
    this.#unsent = [];
    this.#held = this.#heldSize = 0;
  }

  /** @param {string} session */
  #sender(session) {
    const sender = this.#senders.get(session) ?? new SenderMemory();
    this.#senders.delete(session);
    this.#senders.set(session, sender);
    if (this.#senders.size > MAX_SENDERS) {
      const [[eldest, memory]] = this.#senders;
      this.#count(memory, -1);
      this.#senders.delete(eldest);
    }
    return sender;
  }

  /**
   * @param {SenderMemory} sender
   * @param {Arrival} arrival
   */
  #giveAll(sender, arrival) {
    /** @type {Arrival | undefined} */
    let next = arrival;
    for (; next; next = sender.nextDue) {
      sender.gave(next);
      this.#give(next.message);
      this.#acknowledge(next.message);
    }
  }

  /**
   * @param {SenderMemory} sender
   * @param {Arrival} arrival
   */
  #hold(sender, arrival) {
    const room = this.#held + sender.heldCount < MAX_HELD && this.#heldSize + sender.heldSize + arrival.size <= MAX_HELD_SIZE;
    if (room) sender.hold(arrival);
  }

  /**
   * @param {SenderMemory} sender
   * @param {1 | -1} sign
   */
  #count(sender, sign) {
    this.#held += sign * sender.heldCount;
    this.#heldSize += sign * sender.heldSize;
  }

  /** @param {Record<string, any>} message */
  #acknowledge({ from, id }) {
    const ack = { type: 'ack', from: from.session, id };
    if (this.#outlet.up) this.#outlet.send(ack);
    else if (this.#unsent.length < MAX_UNSENT) this.#unsent.push(ack);
  }
}
