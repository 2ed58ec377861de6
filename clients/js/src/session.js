import { Emitter } from './emitter.js';
import { ChappeError } from './errors.js';
import { Link } from './link.js';
import { Requests } from './requests.js';

const REQUEST_TIMEOUT_MS = 10_000;

/**
 * @typedef {object} SessionEvents
 * @property {{welcome: Record<string, any>, previous: string}} welcome there is a session; `previous` is the id of the one before, if there was one
 * @property {{message: Record<string, any>, answered: boolean}} message anything else from the server; whether it was the answer to a request
 * @property {import('./link.js').LinkEvents['down']} down no socket; what was open has failed
 * @property {import('./link.js').LinkEvents['end']} end no socket, and none will follow
 */

/**
 * What the server calls a session: who this client is on the line that it has, and what it has asked and not been
 * answered. A lost line ends it, and the next one brings another.
 *
 * @extends {Emitter<SessionEvents>}
 */
export class Session extends Emitter {
  #link;
  #requests = new Requests();
  /** @type {Record<string, any> | undefined} */
  #welcome;
  #ended = false;

  /** @param {import('./link.js').LinkOptions} options */
  constructor(options) {
    super();
    this.#link = new Link(options);
    this.#link.on('welcome', (welcome) => this.#welcomed(welcome));
    this.#link.on('message', (message) => this.#heard(message));
    this.#link.on('down', (event) => {
      this.#abandon('the socket was lost, and the session with it');
      this.emit('down', event);
    });
    this.#link.on('end', (event) => {
      this.#ended = true;
      this.#abandon(event.error?.message ?? 'this client was closed');
      this.emit('end', event);
    });
  }

  /** Starts the first try. */
  start() {
    this.#link.start();
  }

  /** What the server said at the beginning of the latest session. */
  get welcome() {
    return this.#welcome;
  }

  /** The latest session's id. */
  get id() {
    return String(this.#welcome?.session ?? '');
  }

  /** Whether a message that is sent now goes out. */
  get up() {
    return this.#link.up;
  }

  /**
   * @param {Record<string, any>} message without its `id`
   * @param {number} [timeoutMs]
   * @returns {Promise<any>} the server's answer
   */
  request(message, timeoutMs = REQUEST_TIMEOUT_MS) {
    if (this.up) return this.#requests.start(message, timeoutMs, (request) => this.#link.send(request));
    return Promise.reject(
      this.#ended
        ? new ChappeError('session_lost', 'this client is closed: connect() makes a new one')
        : new ChappeError('unavailable', 'not connected right now: try again after "reconnected"'),
    );
  }

  /** @param {Record<string, any>} message it is lost when there is no line */
  send(message) {
    this.#link.send(message);
  }

  /** Ends the session at once. */
  close() {
    this.#link.close();
  }

  /** @param {Record<string, any>} welcome */
  #welcomed(welcome) {
    const previous = this.id;
    this.#welcome = welcome;
    this.emit('welcome', { welcome, previous });
  }

  /** @param {Record<string, any>} message */
  #heard(message) {
    // The id of a signal is its sender's.
    const answered = message.id !== undefined && message.type !== 'signal' && this.#requests.settle(message);
    this.emit('message', { message, answered });
  }

  /** @param {string} why */
  #abandon(why) {
    this.#requests.fail(new ChappeError('session_lost', why));
  }
}
