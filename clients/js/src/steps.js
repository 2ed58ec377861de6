import { ChappeError } from './errors.js';

/** A step takes milliseconds, on a busy phone a second or two. The browser does not begin the next one before its end. */
const LIMIT_MS = 10_000;

/**
 * The steps that a browser takes with a connection, one after the other. It promises no end to any of them, and while one
 * hangs all that follow hang behind it: then only another connection helps.
 */
export class Steps {
  #stuck;
  /** What ends the steps that are open. @type {Set<(error: ChappeError) => void>} */
  #open = new Set();

  /** @param {(what: string) => void} stuck called when a step has not ended in time */
  constructor(stuck) {
    this.#stuck = stuck;
  }

  /**
   * @template T
   * @param {string} what
   * @param {Promise<T>} step
   * @returns {Promise<T>} rejects as the step does, with `timeout` when it hangs, and with `closed` after {@link close}
   */
  async take(what, step) {
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    let timer;
    let giveUp = (/** @type {ChappeError} */ _error) => {};
    /** @type {Promise<never>} */
    const end = new Promise((_, reject) => {
      giveUp = reject;
      timer = setTimeout(() => {
        reject(new ChappeError('timeout', `${what} has not ended within ${LIMIT_MS} ms`));
        this.#stuck(what);
      }, LIMIT_MS);
    });
    this.#open.add(giveUp);
    try {
      return await Promise.race([step, end]);
    } finally {
      clearTimeout(timer);
      this.#open.delete(giveUp);
    }
  }

  /** A closed connection ends none of its steps. */
  close() {
    for (const giveUp of this.#open) giveUp(new ChappeError('closed', 'the connection was closed'));
  }
}
