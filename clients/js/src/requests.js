import { ChappeError } from './errors.js';

/** More open requests than this are refused: something does not wait for its answers. */
const MAX_OPEN = 4_096;

/**
 * The requests of one session that wait for their answer. Each ends with it, with an error, or at its deadline.
 *
 * @typedef {{message: Record<string, any>, resolve: (answer: any) => void, reject: (error: ChappeError) => void, timer: ReturnType<typeof setTimeout>}} Open
 */
export class Requests {
  /** @type {Map<number, Open>} */
  #open = new Map();

  /**
   * @param {number} id above all before it
   * @param {Record<string, any>} message without its `id`
   * @param {number} timeoutMs
   * @param {(message: Record<string, any>) => void} send
   * @returns {Promise<any>} the server's answer
   */
  start(id, message, timeoutMs, send) {
    if (this.#open.size >= MAX_OPEN) {
      return Promise.reject(new ChappeError('queue_full', `${MAX_OPEN} requests already wait for an answer`));
    }
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#open.delete(id);
        reject(new ChappeError('timeout', `no answer to ${message.type} within ${timeoutMs} ms`));
      }, timeoutMs);
      const request = { ...message, id };
      this.#open.set(id, { message: request, resolve, reject, timer });
      send(request);
    });
  }

  /**
   * What to send again on a new line of the same session.
   *
   * @param {(message: Record<string, any>) => void} send
   * @returns {[id: number, send: () => void][]}
   */
  repeats(send) {
    return [...this.#open].map(([id, { message }]) => [id, () => send(message)]);
  }

  /**
   * @param {Record<string, any>} message from the server
   * @returns {boolean} whether it answered an open request
   */
  settle(message) {
    const open = this.#open.get(message.id);
    if (!open) return false;
    this.#open.delete(message.id);
    clearTimeout(open.timer);
    if (message.type === 'error') open.reject(errorFrom(message));
    else open.resolve(message);
    return true;
  }

  /**
   * Ends what is open: a new session knows none of it.
   *
   * @param {ChappeError} error
   */
  fail(error) {
    const open = [...this.#open.values()];
    this.#open.clear();
    for (const { reject, timer } of open) {
      clearTimeout(timer);
      reject(error);
    }
  }
}

/**
 * @param {Record<string, any>} message of type `error`
 * @returns {ChappeError}
 */
export function errorFrom(message) {
  return new ChappeError(String(message.code), String(message.message ?? message.code), message.retryAfterMs);
}
