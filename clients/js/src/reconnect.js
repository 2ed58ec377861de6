import { ChappeError } from './errors.js';

/** The first try after a socket that just broke comes within this time. */
const FIRST_DELAY_MS = 1_000;
/** No pause is longer than this. */
const MAX_DELAY_MS = 30_000;
/** No pause takes more than this part of the time in which the session can be resumed. */
const WINDOW_PART = 5;
/** A socket that lived this long was a good one: the next loss starts again with the shortest pause. */
const STABLE_MS = 10_000;

/** "I mean to come back": it does not end the session, where the server keeps one for a socket that was lost. */
export const CLOSE_COMING_BACK = 4000;
/** "This session is on another socket now." */
export const CLOSE_MOVED = 4409;

/**
 * How long to wait before the next try: full jitter, so that clients which lost the same gateway do not come back as one.
 *
 * @param {number} attempt tries that have failed since the last good socket; 0 for a socket that just broke
 * @param {number} urls how many addresses are tried in turn; the pause grows once all of them have had a try
 * @param {number} [maxMs] the longest pause
 * @param {() => number} [random] from 0 to below 1
 * @returns {number} milliseconds
 */
export function reconnectDelay(attempt, urls, maxMs = MAX_DELAY_MS, random = Math.random) {
  const round = Math.floor(attempt / Math.max(1, urls));
  return random() * Math.min(maxMs, FIRST_DELAY_MS * 2 ** Math.min(round, 16));
}

/** When to try again, by what has been tried since the last good socket. */
export class Pace {
  #attempts = 0;
  #upSince = 0;
  #lostAt = 0;
  #windowMs = 0;
  #now;

  /** @param {() => number} [now] in ms */
  constructor(now = () => performance.now()) {
    this.#now = now;
  }

  /** @param {unknown} windowMs how long the session will outlive its socket, as the server says */
  up(windowMs) {
    this.#upSince = this.#now();
    this.#windowMs = Number(windowMs) || 0;
  }

  lost() {
    this.#lostAt = this.#now();
    if (this.#lostAt - this.#upSince >= STABLE_MS) this.#attempts = 0;
  }

  /**
   * While the session waits to be resumed there is no time for long pauses.
   *
   * @param {number} urls how many addresses are tried in turn
   * @returns {{attempt: number, delayMs: number}}
   */
  next(urls) {
    const attempt = this.#attempts++;
    const resumable = this.#now() - this.#lostAt < this.#windowMs;
    const maxMs = resumable ? Math.max(FIRST_DELAY_MS, this.#windowMs / WINDOW_PART) : MAX_DELAY_MS;
    return { attempt, delayMs: reconnectDelay(attempt, urls, Math.min(maxMs, MAX_DELAY_MS)) };
  }
}

/** @typedef {'reconnect' | 'renew-token' | 'over'} CloseVerdict */

/**
 * What to do after a socket was closed with this code (the server's codes are listed in the protocol's reference).
 *
 * @param {number} code RFC 6455 section 7.4, or one of the protocol's own from 4000 up
 * @returns {CloseVerdict}
 */
export function afterClose(code) {
  switch (code) {
    case 4401: // unauthorized: only a new token helps
      return 'renew-token';
    case CLOSE_COMING_BACK: // this SDK itself, which means to come back
    case 4408: // silent too long
    case 4413: // slow reader
      return 'reconnect';
    case 1000: // the server has ended the session
    case 1002: // these four say that what was sent is wrong; it would be again
    case 1003:
    case 1007:
    case 1009:
      return 'over';
    default: // an unknown application code is final; the rest are lost networks, restarts and overload
      return code >= 4000 ? 'over' : 'reconnect';
  }
}

/** @type {Record<number, [code: string, message: string]>} */
const ENDINGS = {
  4400: ['bad_request', 'the server gave up on frames that it could not read'],
  4401: ['unauthorized', 'the server does not let this client in: no such tenant, or it needs a valid token, or this page is not of its origins'],
  4403: ['forbidden', 'the token of this peer was taken back, its tenant is gone, its session was ended by an administrator, or it has as many sessions as it may'],
  [CLOSE_MOVED]: ['session_lost', 'this session is on another socket now'],
  4410: ['session_lost', 'another session of this peer has replaced this one'],
  4429: ['rate_limited', 'the server closed the session for abuse'],
};

/**
 * @param {number} code of a close that ends the session
 * @param {string} reason from the close frame
 */
export function endingOf(code, reason) {
  const [name, message] = ENDINGS[code] ?? ['closed', `the server closed the session (${code}${reason && `: ${reason}`})`];
  return new ChappeError(name, message);
}
