/** Codes of which another try has a chance, even when the server names no time. */
const RETRYABLE = new Set(['unavailable', 'timeout', 'queue_full', 'rate_limited', 'reconnecting', 'session_lost']);

/**
 * What the server, or this SDK in its stead, answers when something cannot be done.
 *
 * `timeout` and `session_lost` mean that the outcome is unknown; every other code means that it was not done.
 */
export class ChappeError extends Error {
  /**
   * @param {string} code one of the protocol's error codes, such as `room_full`
   * @param {string} message for a developer; it may change at any time
   * @param {number} [retryAfterMs] when another try makes sense
   */
  constructor(code, message, retryAfterMs) {
    super(message);
    this.name = 'ChappeError';
    /** @readonly */
    this.code = code;
    /** @readonly */
    this.retryAfterMs = retryAfterMs;
  }

  /** Whether it may have been done all the same. */
  get unknown() {
    return this.code === 'timeout' || this.code === 'session_lost';
  }

  /** Whether the same request may succeed later. A code that this SDK does not know is final unless it names a time. */
  get retryable() {
    return this.retryAfterMs !== undefined || RETRYABLE.has(this.code);
  }
}
