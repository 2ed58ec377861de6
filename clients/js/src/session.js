import { Emitter } from './emitter.js';
import { ChappeError } from './errors.js';
import { Inbox } from './inbox.js';
import { Link } from './link.js';
import { Outbox } from './outbox.js';
import { Requests } from './requests.js';
import { TokenRenewal } from './token-renewal.js';

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
  #outbox;
  #inbox;
  #renewal;
  /** Of requests and signals alike; it goes on through all sessions. */
  #lastId = 0;
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
    this.#outbox = new Outbox(this.#link);
    this.#inbox = new Inbox(this.#link, (message) => this.emit('message', { message, answered: false }));
    this.#renewal = new TokenRenewal(this.#link, options.freshToken, () => ++this.#lastId);
    this.#link.on('welcome', (welcome) => this.#welcomed(welcome));
    this.#link.on('message', ({ message, size }) => this.#heard(message, size));
    this.#link.on('down', (event) => {
      if (!this.#resumable) this.#abandon('the socket was lost, and the session with it');
      this.#outbox.down();
      this.emit('down', event);
    });
    this.#link.on('end', (event) => {
      this.#ended = true;
      this.#renewal.stop();
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
    const refusal = this.#refusal;
    return refusal ? Promise.reject(refusal) : this.#requests.start(++this.#lastId, message, timeoutMs, (request) => this.#link.send(request));
  }

  /**
   * Sends a signal, again and again, until the one that it is for has it.
   *
   * @param {Record<string, any>} message without its `id`
   * @param {number} timeoutMs
   * @returns {Promise<any>} the `ack`
   */
  deliver(message, timeoutMs) {
    const refusal = this.#refusal;
    return refusal ? Promise.reject(refusal) : this.#outbox.send(++this.#lastId, message, timeoutMs);
  }

  /** Why nothing can be asked now, if so. */
  get #refusal() {
    if (this.up || this.#resumable) return undefined;
    return this.#ended
      ? new ChappeError('session_lost', 'this client is closed: connect() makes a new one')
      : new ChappeError('unavailable', 'not connected right now: try again after "reconnected"');
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
    const hello = { ...base, acks: true };
    if (!this.#resumable) return hello;
    // An anonymous client is known by the name that it was given; a token says its own.
    const peer = base.token === undefined ? { peer: this.#welcome?.peer } : {};
    return { ...hello, ...peer, resume: { session: this.id, secret: this.#welcome?.secret, rooms } };
  }

  /** @param {Record<string, any>} welcome */
  #welcomed(welcome) {
    const previous = this.id;
    const resumed = previous !== '' && welcome.resumed === true;
    if (!resumed) this.#abandon('the session could not be resumed');
    this.#welcome = welcome;
    this.#renewal.stop();
    if (resumed) this.#goOn();
    else this.#inbox.forget();
    this.emit('welcome', { welcome, previous, resumed });
  }

  /** All that has no answer yet goes out once more, in its order. */
  #goOn() {
    this.#inbox.resumed();
    this.#outbox.down();
    const repeats = [...this.#requests.repeats((request) => this.#link.send(request)), ...this.#outbox.repeats];
    for (const [, send] of repeats.sort(([a], [b]) => a - b)) send();
  }

  /**
   * @param {Record<string, any>} message
   * @param {number} size
   */
  #heard(message, size) {
    // The id of a signal is its sender's.
    if (message.type === 'signal') return message.want === 'received' ? this.#inbox.take(message, size) : this.#inbox.takeRelayed(message);
    const answered = message.id !== undefined && [this.#requests, this.#outbox, this.#renewal].some((open) => open.settle(message));
    if (message.type === 'token-expiring') this.#renewal.expiring(message.expiresInMs);
    // In its place: that it is this welcome is compared elsewhere.
    if (message.type === 'ice-servers' && this.#welcome) this.#welcome.iceServers = message.iceServers;
    this.emit('message', { message, answered });
  }

  /** @param {string} why */
  #abandon(why) {
    const error = new ChappeError('session_lost', why);
    this.#requests.fail(error);
    this.#outbox.fail(error);
  }
}
