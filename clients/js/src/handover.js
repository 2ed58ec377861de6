import { CLOSE_COMING_BACK } from './reconnect.js';

/** The old line may take this long to say its last. */
const PATIENCE_MS = 2_000;

/**
 * From the new line's `hello` to the old one's end. The old one is read to its close, and only then does the new one
 * speak, so that nothing overtakes.
 */
export class Handover {
  #old;
  #oldClosed = false;
  /** @type {(() => void) | undefined} */
  #then;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;

  /** @param {import('./line.js').Line} old */
  constructor(old) {
    this.#old = old;
  }

  /**
   * The new line has its welcome.
   *
   * @param {boolean} resumed whether the session is on it: else the old line has nothing more to say
   * @param {() => void} then
   */
  finish(resumed, then) {
    this.#then = then;
    // A close with 1000 ends the session that nobody goes on with.
    if (this.#oldClosed || !resumed) return this.#end(1000);
    this.#timer = setTimeout(() => this.#end(CLOSE_COMING_BACK), PATIENCE_MS);
  }

  /** The old line has closed by itself. */
  oldClosed() {
    this.#oldClosed = true;
    if (this.#then) this.#end(CLOSE_COMING_BACK);
  }

  /** Ends it at once: what waits for it is told, and finds out that it comes too late. */
  cancel() {
    this.#end(1000);
  }

  /** @param {number} code for an old line that is open still */
  #end(code) {
    clearTimeout(this.#timer);
    this.#old.drop(code, 'moved');
    this.#then?.();
  }
}
