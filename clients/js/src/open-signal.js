import { ChappeError } from './errors.js';

const PAUSES_MS = [1_000, 2_000, 4_000];

/** A signal that waits for its acknowledgment, and what became of its sendings. */
export class OpenSignal {
  #cancel = () => {};
  #pauses = 0;
  /** Sendings on the current line that have no answer yet. */
  #unanswered = 0;
  /** Whether a sending may have had an effect that nobody told. */
  #inDoubt = false;
  /** @type {ChappeError | undefined} */
  #lastError;
  #refused = false;

  /**
   * @param {number} id
   * @param {Record<string, any>} message the same at every sending
   * @param {number} deadline by the timers' clock
   * @param {number} place among all to peers and rooms, from 1; 0 for one to a session
   */
  constructor(id, message, deadline, place) {
    /** @readonly */
    this.id = id;
    /** @readonly */
    this.message = message;
    /** @readonly */
    this.deadline = deadline;
    /** @readonly */
    this.place = place;
    /** The one before it that it has named last; 0 for none. */
    this.prev = 0;
    /** @type {(answer: any) => void} */
    this.resolve = () => {};
    /** @type {(error: ChappeError) => void} */
    this.reject = () => {};
    /** @type {Promise<any>} @readonly */
    this.result = new Promise((resolve, reject) => Object.assign(this, { resolve, reject }));
  }

  /** The last answer was an error that no repetition mends. */
  get refused() {
    return this.#refused;
  }

  /** Whether to wait no longer: it was refused for good, and no other sending of it is under way. */
  get over() {
    return this.#refused && this.#unanswered === 0;
  }

  /** How long to wait until the next repetition: 1, 2, 4 s, and so on. */
  nextPauseMs() {
    return PAUSES_MS[Math.min(this.#pauses++, PAUSES_MS.length - 1)];
  }

  sent() {
    this.#unanswered++;
    this.#refused = false;
  }

  /** The line was lost, and with it all answers that were under way. */
  down() {
    this.#inDoubt ||= this.#unanswered > 0;
    this.#unanswered = this.#pauses = 0;
  }

  /** @param {ChappeError} error */
  failed(error) {
    this.#unanswered = Math.max(0, this.#unanswered - 1);
    this.#inDoubt ||= error.unknown;
    this.#lastError = error;
    this.#refused = !error.retryable;
  }

  /** What to tell where there is no acknowledgment. */
  get failure() {
    if (this.#inDoubt || this.#unanswered > 0) return new ChappeError('timeout', 'not acknowledged in time; it may have been received');
    return this.#lastError ?? new ChappeError('unavailable', 'there was no connection until the deadline of the signal');
  }

  /** @param {() => void} cancel what ends the waiting for what comes next */
  waits(cancel) {
    this.#cancel();
    this.#cancel = cancel;
  }

  settled() {
    this.#cancel();
  }
}
