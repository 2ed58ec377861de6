const DEFAULT_INTERVAL_MS = 20_000;

/**
 * Notices a line that has fallen silent: after one interval without a word it asks, after another one it is lost. The
 * second one counts from the question and not from the last word, so that a computer that wakes up gives its socket a
 * chance.
 */
export class Heartbeat {
  #intervalMs;
  #ask;
  #silent;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;

  /**
   * @param {unknown} intervalMs as the server says
   * @param {() => void} ask
   * @param {() => void} silent
   */
  constructor(intervalMs, ask, silent) {
    this.#intervalMs = Number(intervalMs) > 0 ? Number(intervalMs) : DEFAULT_INTERVAL_MS;
    this.#ask = ask;
    this.#silent = silent;
    this.heard();
  }

  /** There was a word. */
  heard() {
    this.#after(() => {
      this.#ask();
      this.#after(this.#silent);
    });
  }

  stop() {
    clearTimeout(this.#timer);
  }

  /** @param {() => void} then */
  #after(then) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(then, this.#intervalMs);
  }
}
