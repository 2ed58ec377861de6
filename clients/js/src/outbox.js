import { Chain } from './chain.js';
import { ChappeError } from './errors.js';
import { OpenSignal } from './open-signal.js';
import { errorFrom } from './requests.js';
import { TIMERS } from './timers.js';

/** As many as the server lets wait. */
const MAX_OPEN = 1_000;
/** Of signals to peers and rooms, from the oldest open one on; a receiver knows the last 256 of them. */
const MAX_SPAN = 200;
/** Refused for good, the answer to another sending may still come. */
const OTHER_ANSWER_MS = 1_000;
const MAX_IDLE_CHAINS = 10_000;

/**
 * The sender's half of `want: received`: keeps each signal until it is acknowledged, and repeats it after a resume, after
 * an error that may pass, and after 1, 2, 4 s without an answer, until its deadline.
 */
export class Outbox {
  #outlet;
  #timers;
  /** By id, which only grows. @type {Map<number, OpenSignal>} */
  #open = new Map();
  /** By the session that they are for. @type {Map<string, Chain>} */
  #chains = new Map();
  /** @type {Map<string, Chain>} */
  #idle = new Map();
  /** Of those to peers and rooms that are open. @type {Set<number>} */
  #places = new Set();
  #lastPlace = 0;

  /**
   * @param {import('./inbox.js').Outlet} outlet
   * @param {import('./timers.js').Timers} [timers]
   */
  constructor(outlet, timers = TIMERS) {
    this.#outlet = outlet;
    this.#timers = timers;
  }

  /**
   * @param {number} id above all before it
   * @param {Record<string, any>} message a signal
   * @param {number} timeoutMs
   * @returns {Promise<any>} the `ack`; rejects with a {@link ChappeError} at the deadline at the latest
   */
  send(id, message, timeoutMs) {
    const spread = message.to.session === undefined;
    const [oldest = this.#lastPlace] = this.#places;
    if (this.#open.size >= MAX_OPEN || (spread && this.#lastPlace - oldest >= MAX_SPAN - 1)) {
      return Promise.reject(new ChappeError('queue_full', 'too many signals wait to be received'));
    }
    const signal = new OpenSignal(id, message, this.#timers.now() + timeoutMs, spread ? ++this.#lastPlace : 0);
    this.#open.set(id, signal);
    if (spread) {
      this.#places.add(signal.place);
      this.#transmit(signal);
    } else {
      this.#awaitDeadline(signal);
      const chain = this.#chain(message.to.session);
      chain.add(signal);
      chain.advance((next) => this.#transmit(next));
    }
    return signal.result;
  }

  /**
   * @param {Record<string, any>} message an `ack` or an `error`
   * @returns {boolean} whether something here waits for it
   */
  settle(message) {
    const signal = this.#open.get(message.id);
    if (!signal) return false;
    if (message.type === 'error') this.#failed(signal, errorFrom(message));
    else this.#acknowledged(signal, message);
    return true;
  }

  /** The line was lost. */
  down() {
    for (const signal of this.#open.values()) {
      signal.down();
      this.#awaitDeadline(signal);
    }
  }

  /**
   * What to send again on a new line of the same session.
   *
   * @returns {[id: number, send: () => void][]}
   */
  get repeats() {
    return [...this.#open.values()]
      .filter((signal) => this.#chainOf(signal)?.isUnderWay(signal) ?? true)
      .map((signal) => [signal.id, () => this.#transmit(signal)]);
  }

  /**
   * Ends all that is open: what was meant for this session's peers is not for the next one to repeat.
   *
   * @param {ChappeError} error
   */
  fail(error) {
    const open = [...this.#open.values()];
    for (const all of [this.#open, this.#chains, this.#idle, this.#places]) all.clear();
    for (const signal of open) {
      signal.settled();
      signal.reject(error);
    }
  }

  /** @param {OpenSignal} signal */
  #transmit(signal) {
    if (!this.#outlet.up) return this.#awaitDeadline(signal);
    const left = signal.deadline - this.#timers.now();
    const prev = this.#chainOf(signal)?.prev(signal) || undefined;
    signal.sent();
    this.#wait(signal, Math.min(left, signal.nextPauseMs()));
    const { message, id } = signal;
    this.#outlet.send({ ...message, id, want: 'received', timeoutMs: Math.max(1, Math.round(left)), ...(prev && { prev }) });
  }

  /** @param {OpenSignal} signal */
  #awaitDeadline(signal) {
    this.#wait(signal, signal.deadline - this.#timers.now());
  }

  /**
   * @param {OpenSignal} signal
   * @param {number} delayMs
   */
  #wait(signal, delayMs) {
    signal.waits(this.#timers.after(delayMs, () => this.#due(signal)));
  }

  /** @param {OpenSignal} signal */
  #due(signal) {
    // A timer may go off a little early.
    if (this.#timers.now() >= signal.deadline - 1 || signal.refused) this.#giveUp(signal);
    else this.#transmit(signal);
  }

  /**
   * @param {OpenSignal} signal
   * @param {Record<string, any>} ack
   */
  #acknowledged(signal, ack) {
    const chain = this.#chainOf(signal);
    this.#forget(signal);
    chain?.acknowledged(signal);
    this.#advance(signal, chain);
    signal.resolve(ack);
  }

  /**
   * @param {OpenSignal} signal
   * @param {ChappeError} error
   */
  #failed(signal, error) {
    signal.failed(error);
    if (signal.over) return this.#giveUp(signal);
    const pause = signal.refused ? OTHER_ANSWER_MS : error.retryAfterMs ?? signal.nextPauseMs();
    this.#wait(signal, Math.min(pause, signal.deadline - this.#timers.now()));
  }

  /** @param {OpenSignal} signal */
  #giveUp(signal) {
    const chain = this.#chainOf(signal);
    this.#forget(signal);
    // Its receiver waits for one that does not come any more.
    const follower = chain?.failed(signal);
    if (follower) this.#transmit(follower);
    this.#advance(signal, chain);
    signal.reject(signal.failure);
  }

  /** @param {OpenSignal} signal */
  #forget(signal) {
    signal.settled();
    this.#open.delete(signal.id);
    this.#places.delete(signal.place);
  }

  /** @param {string} session */
  #chain(session) {
    const chain = this.#chains.get(session) ?? this.#idle.get(session) ?? new Chain();
    this.#idle.delete(session);
    this.#chains.set(session, chain);
    return chain;
  }

  /** @param {OpenSignal} signal */
  #chainOf({ place, message }) {
    return place > 0 ? undefined : this.#chains.get(message.to.session);
  }

  /**
   * @param {OpenSignal} signal that has just ended
   * @param {Chain | undefined} chain
   */
  #advance({ message }, chain) {
    chain?.advance((next) => this.#transmit(next));
    if (!chain?.idle) return;
    this.#chains.delete(message.to.session);
    this.#idle.set(message.to.session, chain);
    // Forgotten, it starts anew: the next signal goes alone and names none.
    if (this.#idle.size > MAX_IDLE_CHAINS) this.#idle.delete(/** @type {string} */ (this.#idle.keys().next().value));
  }
}
