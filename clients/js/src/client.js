import { Emitter } from './emitter.js';
import { ChappeError } from './errors.js';
import { Link } from './link.js';
import { errorFrom, Requests } from './requests.js';
import { Room } from './room.js';

const REQUEST_TIMEOUT_MS = 10_000;
const SIGNAL_TIMEOUT_MS = 3_000;
const MAX_SIGNAL_TIMEOUT_MS = 60_000;
/** The server answers at the signal's own deadline; its answer needs a moment to get here. */
const ANSWER_GRACE_MS = 2_000;
const REJOIN_PAUSE_MS = 1_000;

/** @typedef {{session: string} | {peer: string} | {room: string}} Target */

/**
 * @typedef {object} SignalOptions
 * @property {number} [timeoutMs] until the server must have an answer; 3 s unless told, at most 60 s
 */

/**
 * @typedef {object} Ack what became of a signal
 * @property {string} status `relayed`: written to the target's socket
 * @property {number} [sessions] reached; for a peer or a room
 * @property {string[]} [missing] not reached, the first 100; for a peer or a room
 * @property {number} [missingCount]
 */

/**
 * @typedef {object} Signal
 * @property {{session: string, peer: string}} from stamped by the server
 * @property {string} [room] it was sent to this whole room
 * @property {string} kind
 * @property {any} data
 */

/**
 * @typedef {object} Presence
 * @property {string} peer
 * @property {'online' | 'reconnecting' | 'offline'} state
 * @property {number} sessions how many the peer has
 */

/**
 * @typedef {object} ClientEvents
 * @property {Signal} signal any that reaches this session
 * @property {Presence} presence of a watched peer: now, and at each change
 * @property {{session: string}} online connected, for the first time or again
 * @property {{code: number, reason: string, attempt: number, delayMs: number}} reconnecting there is no socket; the next try is in `delayMs`
 * @property {{session: string, previous: string}} reconnected with a new session; rooms are joined again, watches set again
 * @property {{reason: string, reconnectAfterMs: number, deadlineMs: number}} go-away the gateway is about to go; the SDK moves by itself
 * @property {ChappeError} error the server could not use something, and not as the answer to a request
 * @property {{code: number, reason: string, error: ChappeError | undefined}} close the end; without an error this side has ended it
 */

/**
 * A session with the service, made by {@link import('./chappe.js').connect}.
 *
 * @extends {Emitter<ClientEvents>}
 */
export class Client extends Emitter {
  #link;
  #requests = new Requests();
  /** @type {Map<string, {room: Room, entered: Promise<Room>}>} */
  #rooms = new Map();
  /** @type {Set<string>} */
  #watched = new Set();
  /** @type {Record<string, any> | undefined} */
  #welcome;
  /** @type {'connecting' | 'online' | 'reconnecting' | 'closed'} */
  #state = 'connecting';

  /** @param {import('./link.js').LinkOptions} options */
  constructor(options) {
    super();
    this.#link = new Link(options);
    this.#link.on('welcome', (message) => void this.#welcomed(message));
    this.#link.on('message', (message) => this.#dispatch(message));
    this.#link.on('down', (event) => this.#down(event));
    this.#link.on('end', (event) => this.#ended(event));
    this.#link.start();
  }

  /** `online` once rooms and watches are back, too. */
  get state() {
    return this.#state;
  }

  /** This session's id. It changes when the client reconnects. */
  get session() {
    return String(this.#welcome?.session ?? '');
  }

  /** The identity behind this session. */
  get peer() {
    return String(this.#welcome?.peer ?? '');
  }

  /**
   * What the server wants calls to use, in the form of RTCPeerConnection.
   *
   * @returns {RTCIceServer[]}
   */
  get iceServers() {
    return this.#welcome?.iceServers ?? [];
  }

  /** The server's limits, by name. */
  get limits() {
    return this.#welcome?.limits ?? {};
  }

  /**
   * Joins a room; a room that is joined already is given back as it is.
   *
   * @param {string} name
   * @param {{meta?: Record<string, any>}} [options] `meta`: what this session says about itself; keep it small
   * @returns {Promise<Room>} rejects with a {@link ChappeError}: `room_full`, `forbidden`, ...
   */
  join(name, { meta } = {}) {
    const known = this.#rooms.get(name);
    if (known) return known.entered;
    const room = new Room(name, meta, {
      client: this,
      request: (message) => this.#request(message),
      forget: () => {
        if (this.#rooms.get(name)?.room === room) this.#rooms.delete(name);
      },
    });
    const entry = { room, entered: Promise.resolve(room) };
    this.#rooms.set(name, entry);
    entry.entered = room.enter().then(
      () => room,
      (error) => {
        room.end(error.code, error);
        throw error;
      },
    );
    return entry.entered;
  }

  /**
   * Sends a signal and waits for what became of it.
   *
   * @param {Target} to a session, a peer (all its sessions but this one) or a room (all others)
   * @param {string} kind
   * @param {Record<string, any>} data a JSON object, handed on as it is
   * @param {SignalOptions} [options]
   * @returns {Promise<Ack>} rejects with a {@link ChappeError} when nobody was reached: `no_such_session`, `not_in_room`, ...
   */
  signal(to, kind, data, { timeoutMs } = {}) {
    const deadline = Math.min(timeoutMs ?? SIGNAL_TIMEOUT_MS, MAX_SIGNAL_TIMEOUT_MS);
    const message = { type: 'signal', to, kind, data, ...(timeoutMs === undefined ? {} : { timeoutMs: deadline }) };
    return this.#request(message, deadline + ANSWER_GRACE_MS);
  }

  /**
   * Sends a signal and asks for no answer: it may be lost without a word.
   *
   * @param {Target} to
   * @param {string} kind
   * @param {Record<string, any>} data
   */
  send(to, kind, data) {
    this.#link.send({ type: 'signal', to, kind, data });
  }

  /**
   * Changes what this session says about itself in all its rooms.
   *
   * @param {Record<string, any>} meta small; it replaces the old one
   */
  async update(meta) {
    await this.#request({ type: 'update', meta });
    for (const { room } of this.#rooms.values()) room.takeMeta(meta);
  }

  /**
   * Watches peers: a `presence` event for each now, and at each change.
   *
   * @param {string[]} peers with whom there is a common room
   */
  async watch(peers) {
    await this.#request({ type: 'watch', peers });
    for (const peer of peers) this.#watched.add(peer);
  }

  /** @param {string[]} peers */
  async unwatch(peers) {
    for (const peer of peers) this.#watched.delete(peer);
    await this.#request({ type: 'unwatch', peers });
  }

  /** Ends the session at once: it leaves all its rooms. */
  close() {
    this.#link.close();
  }

  /**
   * @param {Record<string, any>} message
   * @param {number} [timeoutMs]
   * @returns {Promise<any>}
   */
  #request(message, timeoutMs = REQUEST_TIMEOUT_MS) {
    if (this.#link.up) return this.#requests.start(message, timeoutMs, (request) => this.#link.send(request));
    return Promise.reject(
      this.#state === 'closed'
        ? new ChappeError('session_lost', 'this client is closed: connect() makes a new one')
        : new ChappeError('unavailable', 'not connected right now: try again after "reconnected"'),
    );
  }

  /** @param {Record<string, any>} welcome */
  async #welcomed(welcome) {
    const previous = this.session;
    this.#welcome = welcome;
    if (previous) await this.#restore();
    if (this.#welcome !== welcome || !this.#link.up) return; // lost again meanwhile: the next welcome goes on
    this.#state = 'online';
    this.emit('online', { session: this.session });
    if (previous) this.emit('reconnected', { session: this.session, previous });
  }

  /** A new session knows nothing of the old one's rooms and watches. */
  async #restore() {
    const rooms = [...this.#rooms.values()].map(({ room }) => this.#enterAgain(room));
    await Promise.all(rooms);
    // After the rooms: a watch may need a room in common.
    if (this.#watched.size === 0) return;
    await this.#request({ type: 'watch', peers: [...this.#watched] }).catch((error) => this.emit('error', error));
  }

  /**
   * The first try is waited for. While a further one makes sense, it goes on by itself for as long as this session lives.
   *
   * @param {Room} room
   */
  async #enterAgain(room) {
    const session = this.session;
    try {
      await room.enter();
    } catch (error) {
      if (!(error instanceof ChappeError) || session !== this.session || !this.#link.up) return;
      if (!error.retryable) return room.end(error.code, error);
      setTimeout(() => {
        if (session === this.session && this.#link.up) void this.#enterAgain(room);
      }, error.retryAfterMs ?? REJOIN_PAUSE_MS);
    }
  }

  /** @param {Record<string, any>} message */
  #dispatch(message) {
    const room = this.#rooms.get(message.room)?.room;
    if (message.type === 'joined') room?.take(message);
    if (message.id !== undefined && message.type !== 'signal' && this.#requests.settle(message)) return;
    switch (message.type) {
      case 'signal':
        this.emit('signal', /** @type {any} */ (message));
        return room?.apply(message);
      case 'presence':
      case 'go-away':
        return this.emit(message.type, /** @type {any} */ (message));
      case 'error':
        return this.emit('error', errorFrom(message));
      default:
        return room?.apply(message);
    }
  }

  /** @param {ClientEvents['reconnecting']} event */
  #down(event) {
    this.#abandon('the socket was lost, and the session with it');
    if (this.#state !== 'connecting') this.#state = 'reconnecting';
    this.emit('reconnecting', event);
  }

  /** @param {ClientEvents['close']} event */
  #ended(event) {
    this.#state = 'closed';
    this.#abandon(event.error?.message ?? 'this client was closed');
    for (const { room } of [...this.#rooms.values()]) room.end('closed', event.error);
    this.emit('close', event);
  }

  /** @param {string} why */
  #abandon(why) {
    this.#requests.fail(new ChappeError('session_lost', why));
    for (const { room } of this.#rooms.values()) room.away();
  }
}
