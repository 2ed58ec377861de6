import { Emitter } from './emitter.js';
import { ChappeError } from './errors.js';
import { Link } from './link.js';
import { Requests } from './requests.js';

const REQUEST_TIMEOUT_MS = 10_000;

/**
 * @typedef {object} SessionEvents
 * @property {{welcome: Record<string, any>, previous: string, resumed: boolean}} welcome there is a session; `previous` is the id of the one before, if there was one; `resumed`: it is the same
 * @property {{message: Record<string, any>, answered: boolean}} message anything else from the server; whether it was the answer to a request
 * @property {import('./link.js').LinkEvents['down']} down no socket; the session may go on with the next one
 * @property {import('./link.js').LinkEvents['end']} end no socket, and none will follow
 */

/**
 * What the server calls a session: who this client is, and what it has asked and not been answered. It goes on with the
 * next line when that comes in time; else that brings another session, and what was open has failed.
 *
 * @extends {Emitter<SessionEvents>}
 */
export class Session extends Emitter {
  #link;
  #requests = new Requests();
  /** @type {Record<string, any> | undefined} */
  #welcome;
  #ended = false;

  /**
   * @param {import('./link.js').LinkOptions} options
   * @param {() => Record<string, number>} versions of the rooms that this client knows
   */
  constructor(options, versions) {
    super();
    this.#link = new Link({ ...options, hello: async () => this.#hello(await options.hello(), versions()) });
    this.#link.on('welcome', (welcome) => this.#welcomed(welcome));
    this.#link.on('message', ({ message }) => this.#heard(message));
    this.#link.on('down', (event) => {
      if (!this.#resumable) this.#abandon('the socket was lost, and the session with it');
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

  /** Whether the session may go on with the next line. */
  get #resumable() {
    return !this.#ended && this.#welcome?.secret !== undefined;
  }

  /**
   * Asks now, or as soon as the session goes on.
   *
   * @param {Record<string, any>} message without its `id`
   * @param {number} [timeoutMs]
   * @returns {Promise<any>} the server's answer
   */
  request(message, timeoutMs = REQUEST_TIMEOUT_MS) {
    if (this.up || this.#resumable) return this.#requests.start(message, timeoutMs, (request) => this.#link.send(request));
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

  /**
   * @param {Record<string, any>} base
   * @param {Record<string, number>} rooms
   */
  #hello(base, rooms) {
    if (!this.#resumable) return base;
    // An anonymous client is known by the name that it was given; a token says its own.
    const peer = base.token === undefined ? { peer: this.#welcome?.peer } : {};
    return { ...base, ...peer, resume: { session: this.id, secret: this.#welcome?.secret, rooms } };
  }

  /** @param {Record<string, any>} welcome */
  #welcomed(welcome) {
    const previous = this.id;
    const resumed = previous !== '' && welcome.resumed === true;
    if (!resumed) this.#abandon('the session could not be resumed');
    this.#welcome = welcome;
    if (resumed) this.#requests.again((request) => this.#link.send(request));
    this.emit('welcome', { welcome, previous, resumed });
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
