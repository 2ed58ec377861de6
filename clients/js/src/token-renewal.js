import { errorFrom } from './requests.js';
import { TIMERS } from './timers.js';

/** From asking the application for a token to the server's answer. */
const ATTEMPT_MS = 10_000;
/** The pause after an attempt that has failed; each further one doubles it. */
const MIN_PAUSE_MS = 2_000;
const MAX_PAUSE_MS = 16_000;

/**
 * Gives the server a new token before the old one is over, so that the session keeps its line. Nothing of it outlives the
 * line: the next one's `hello` brings a new token anyway.
 */
export class TokenRenewal {
  #outlet;
  #freshToken;
  #nextId;
  #timers;
  /** When the token is over, by the timers' clock; only while it is being renewed. @type {number | undefined} */
  #overAt;
  #notBefore = 0;
  #pauseMs = MIN_PAUSE_MS;
  /** What comes of an earlier attempt comes too late. */
  #attempt = 0;
  /** Of the `refresh` that waits for its answer. @type {number | undefined} */
  #id;
  #cancel = () => {};

  /**
   * @param {import('./inbox.js').Outlet} outlet
   * @param {(() => Promise<string>) | undefined} freshToken without it nothing is renewed
   * @param {() => number} nextId
   * @param {import('./timers.js').Timers} [timers]
   */
  constructor(outlet, freshToken, nextId, timers = TIMERS) {
    this.#outlet = outlet;
    this.#freshToken = freshToken;
    this.#nextId = nextId;
    this.#timers = timers;
  }

  /** @param {unknown} expiresInMs how long the token is still good for, as the server says */
  expiring(expiresInMs) {
    if (!this.#freshToken || this.#overAt !== undefined) return;
    const now = this.#timers.now();
    this.#overAt = now + (Number(expiresInMs) || 0);
    this.#pauseMs = MIN_PAUSE_MS;
    this.#after(Math.max(0, this.#notBefore - now));
  }

  /**
   * @param {Record<string, any>} answer from the server, to any request
   * @returns {boolean} false for what is not for this, and for an error that is final: the application is to know of it
   */
  settle(answer) {
    if (this.#id === undefined || answer.id !== this.#id) return false;
    if (answer.type === 'error') return this.#refused(errorFrom(answer));
    this.stop();
    // A token that lives for less than the server's notice expires as soon as it is there.
    this.#notBefore = this.#timers.now() + Math.max(MIN_PAUSE_MS, (Number(answer.expiresInMs) || 0) / 2);
    return true;
  }

  /** There is another line, or none any more. */
  stop() {
    this.#forget();
    this.#overAt = undefined;
    this.#notBefore = 0;
  }

  #forget() {
    this.#cancel();
    this.#attempt++;
    this.#id = undefined;
  }

  /** @param {number} delayMs when the token is over by then, the server closes the line, and the next one brings another */
  #after(delayMs) {
    this.#forget();
    if (this.#timers.now() + delayMs >= (this.#overAt ?? 0)) return this.stop();
    this.#cancel = this.#timers.after(delayMs, () => void this.#renew());
  }

  async #renew() {
    // Without a line, or while a new one takes over, there is a `hello` to come that brings a token.
    if (!this.#outlet.up) return this.stop();
    const attempt = this.#attempt;
    this.#cancel = this.#timers.after(ATTEMPT_MS, () => this.#failed());
    try {
      const token = await this.#freshToken?.();
      if (attempt === this.#attempt) this.#send(token);
    } catch {
      // The application knows; when it has none for the next `hello` either, `reconnecting` says so.
      if (attempt === this.#attempt) this.#failed();
    }
  }

  /** @param {string | undefined} token */
  #send(token) {
    this.#id = this.#nextId();
    this.#outlet.send({ type: 'refresh', id: this.#id, token });
  }

  /** @param {import('./errors.js').ChappeError} error */
  #refused(error) {
    if (error.retryable) this.#failed(error.retryAfterMs);
    else this.stop();
    return error.retryable;
  }

  /** @param {number} [atLeastMs] */
  #failed(atLeastMs = 0) {
    this.#after(Math.max(atLeastMs, this.#pauseMs));
    this.#pauseMs = Math.min(2 * this.#pauseMs, MAX_PAUSE_MS);
  }
}
