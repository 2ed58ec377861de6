import { TIMERS } from './timers.js';

const DEFAULT_INTERVAL_MS = 20_000;

/**
 * Notices a line that does not carry any more: after one interval without an answer it asks. If there is no word for
 * another one the line is lost; if there are words but, for two more, no answer, it carries one way only and is lost too.
 * That one gets more time because an answer may wait behind much else on a slow line. All count from the question, so
 * that a computer that wakes up gives its socket a chance.
 */
export class Heartbeat {
  #intervalMs;
  #ask;
  #lost;
  #timers;
  #heardAt;
  #answeredAt;
  #cancel = () => {};

  /**
   * @param {unknown} intervalMs as the server says
   * @param {() => void} ask
   * @param {() => void} lost
   * @param {import('./timers.js').Timers} [timers]
   */
  constructor(intervalMs, ask, lost, timers = TIMERS) {
    this.#intervalMs = Number(intervalMs) > 0 ? Number(intervalMs) : DEFAULT_INTERVAL_MS;
    this.#ask = ask;
    this.#lost = lost;
    this.#timers = timers;
    this.#heardAt = this.#answeredAt = timers.now();
    this.#after(this.#intervalMs, () => this.#check());
  }

  /**
   * There was a word.
   *
   * @param {boolean} isAnswer whether it shows that the server hears this client
   */
  heard(isAnswer) {
    this.#heardAt = this.#timers.now();
    if (isAnswer) this.#answeredAt = this.#heardAt;
  }

  stop() {
    this.#cancel();
  }

  #check() {
    const now = this.#timers.now();
    const left = this.#intervalMs - (now - this.#answeredAt);
    if (left > 0) return this.#after(left, () => this.#check());
    this.#after(this.#intervalMs, () => this.#judge(now, this.#heardAt < now));
    this.#ask();
  }

  /**
   * @param {number} asked
   * @param {boolean} last
   */
  #judge(asked, last) {
    if (this.#answeredAt >= asked) this.#check();
    else if (last) this.#lost();
    else this.#after(this.#intervalMs, () => this.#judge(asked, true));
  }

  /**
   * @param {number} delayMs
   * @param {() => void} then
   */
  #after(delayMs, then) {
    this.#cancel = this.#timers.after(delayMs, then);
  }
}
