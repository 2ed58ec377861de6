import { Emitter } from './emitter.js';
import { copyOf } from './message.js';
import { errorFrom } from './requests.js';
import { Rooms } from './rooms.js';
import { Session } from './session.js';
import { Watches } from './watches.js';

const SIGNAL_TIMEOUT_MS = { relayed: 3_000, received: 10_000 };
const MAX_SIGNAL_TIMEOUT_MS = 60_000;
/** The server answers at the signal's own deadline; its answer needs a moment to get here. */
const ANSWER_GRACE_MS = 2_000;

/** @typedef {{session: string} | {peer: string} | {room: string}} Target */

/**
 * @typedef {object} SignalOptions
 * @property {'relayed' | 'received'} [want] `relayed`, unless told: the answer comes when it was written to the target's
 *   socket. `received`: it is sent again until the client at the other end has it; that gives it out once, and those to one
 *   session in order
 * @property {number} [timeoutMs] until there must be an answer; 3 s unless told, 10 s for `received`, at most 60 s
 */

/**
 * @typedef {object} Ack what became of a signal
 * @property {string} status `relayed`: written to the target's socket; `received`: its client has it
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
 * @property {{room: import('./room.js').Room, from: string | undefined}} led this session is in a room that it has not asked for: out of the queue `from` an
 *   agent has taken it to a room of the server's own, or it is the agent; or a moderator has moved it out of the room `from`, maybe
 *   into the lobby of another one (`room.position`), or into a queue. `from` is undefined where it is not known
 * @property {{session: string}} online connected, for the first time or again
 * @property {{code: number, reason: string, attempt: number, delayMs: number}} reconnecting there is no socket; the next try is in `delayMs`
 * @property {{session: string}} resumed the same session is on another socket; nothing that waits for an answer was lost
 * @property {{session: string, previous: string}} reconnected with a new session; rooms are joined again, watches set again
 * @property {{reason: string, reconnectAfterMs: number, deadlineMs: number}} go-away the gateway is about to go; the SDK moves by itself
 * @property {{expiresInMs: number}} token-expiring the token is over then, and the socket with it; where `token` is a function the SDK renews it by itself
 * @property {{iceServers: RTCIceServer[], iceExpiresInMs?: number}} ice-servers new credentials for calls, before the old ones are over; a `Call` takes them by itself
 * @property {import('./errors.js').ChappeError} error the server could not use something, and not as the answer to a request; it refuses a new token; or
 *   `no_such_peer`, after a lost socket: with some who are watched there is no room in common now. They are watched again when there is
 * @property {{code: number, reason: string, error: import('./errors.js').ChappeError | undefined}} close the end; without an error this side has ended it
 */

/**
 * A session with the service, made by {@link import('./chappe.js').connect}.
 *
 * @extends {Emitter<ClientEvents>}
 */
export class Client extends Emitter {
  /** @type {Session} */
  #session;
  /** @type {Rooms} */
  #rooms;
  /** @type {Watches} */
  #watches;
  #traceparent;
  /** @type {'connecting' | 'online' | 'reconnecting' | 'closed'} */
  #state = 'connecting';

  /**
   * @param {import('./link.js').LinkOptions} options
   * @param {() => string | undefined} traceparent
   */
  constructor(options, traceparent = () => undefined) {
    super();
    this.#traceparent = traceparent;
    this.#session = new Session(options, () => this.#rooms.versions);
    this.#watches = new Watches((message) => this.#session.request(message), (error) => this.emit('error', error));
    this.#rooms = new Rooms(this, this.#session, (members) => this.#watches.seen(members));
    this.#session.on('welcome', (event) => void this.#welcomed(event));
    this.#session.on('message', (event) => this.#dispatch(event));
    this.#session.on('down', (event) => this.#down(event));
    this.#session.on('end', (event) => this.#ended(event));
    this.#session.start();
  }

  /** `online` once rooms and watches are back, too. */
  get state() {
    return this.#state;
  }

  /** This session's id. It changes when the client could not resume it in time. */
  get session() {
    return this.#session.id;
  }

  /** The identity behind this session. */
  get peer() {
    return String(this.#session.welcome?.peer ?? '');
  }

  /**
   * What the server wants calls to use, in the form of RTCPeerConnection; as of now, for credentials in it end.
   *
   * @returns {RTCIceServer[]}
   */
  get iceServers() {
    return this.#session.welcome?.iceServers ?? [];
  }

  /** The server's limits, by name. */
  get limits() {
    return this.#session.welcome?.limits ?? {};
  }

  /**
   * Joins a room, through its lobby where it has one; a room that is joined already is given back as it is. Who waits in a
   * queue joins the room to which an agent takes it.
   *
   * @param {string} name
   * @param {import('./rooms.js').JoinOptions} [options]
   * @returns {Promise<import('./room.js').Room>} rejects with a {@link import('./errors.js').ChappeError}: `room_full`, `forbidden`, `denied`, ...
   */
  join(name, options = {}) {
    return this.#rooms.join(name, options);
  }

  /**
   * Sends a signal and waits for what became of it.
   *
   * @param {Target} to a session, a peer (all its sessions but this one) or a room (all others)
   * @param {string} kind
   * @param {Record<string, any>} data a JSON object, handed on as it is
   * @param {SignalOptions} [options]
   * @returns {Promise<Ack>} rejects with a {@link import('./errors.js').ChappeError} when nobody was reached: `no_such_session`, `not_in_room`, ...
   */
  async signal(to, kind, data, { want = 'relayed', timeoutMs } = {}) {
    const deadline = Math.min(timeoutMs ?? SIGNAL_TIMEOUT_MS[want], MAX_SIGNAL_TIMEOUT_MS);
    const traceparent = kind === 'offer' ? this.#traceparent() : undefined;
    const message = { type: 'signal', to, kind, data: copyOf(data), traceparent };
    if (want === 'received') return this.#session.deliver(message, deadline);
    return this.#session.request({ ...message, ...(timeoutMs === undefined ? {} : { timeoutMs: deadline }) }, deadline + ANSWER_GRACE_MS);
  }

  /**
   * Sends a signal and asks for no answer: it may be lost without a word.
   *
   * @param {Target} to
   * @param {string} kind
   * @param {Record<string, any>} data
   */
  send(to, kind, data) {
    this.#session.send({ type: 'signal', to, kind, data });
  }

  /**
   * @internal for calls: tells the server how a connection goes, where it wants to know. It may be lost.
   * @param {string} session at the other end
   * @param {Record<string, any>} data
   */
  report(session, data) {
    if (this.#session.welcome?.features?.includes('reports')) this.#session.send({ type: 'report', session, data });
  }

  /**
   * Changes what this session says about itself in all its rooms.
   *
   * @param {Record<string, any>} meta at most 4 KiB; it replaces the old one
   */
  async update(meta) {
    await this.#session.request({ type: 'update', meta });
    for (const room of this.#rooms.all) room.takeMeta(meta);
  }

  /**
   * Watches peers: a `presence` event for each now, and at each change.
   *
   * @param {string[]} peers with whom there is a common room, at most 100 at a time; all, or none when it fails
   */
  async watch(peers) {
    await this.#watches.watch(peers);
  }

  /** @param {string[]} peers */
  async unwatch(peers) {
    await this.#watches.unwatch(peers);
  }

  /** Ends the session at once: it leaves all its rooms. */
  close() {
    this.#session.close();
  }

  /** @param {import('./session.js').SessionEvents['welcome']} event */
  async #welcomed({ welcome, previous, resumed }) {
    this.#watches.forget();
    if (resumed) this.#rooms.takeUp(welcome.rooms ?? {});
    const lost = () => this.#session.welcome !== welcome || !this.#session.up;
    // A new session knows nothing of the old one's rooms; a new socket nothing of watches, which need a room in common.
    if (previous && !resumed) await this.#rooms.enterAgain();
    if (previous && !lost()) await this.#watches.again(this.#rooms.present);
    if (lost()) return; // meanwhile: the next welcome goes on
    this.#state = 'online';
    this.emit('online', { session: this.session });
    if (resumed) this.#resumed(welcome);
    else if (previous) this.emit('reconnected', { session: this.session, previous });
  }

  /** @param {Record<string, any>} welcome */
  #resumed(welcome) {
    this.emit('resumed', { session: this.session });
    // Calls go on, and have the credentials of the welcome before.
    if (welcome.iceExpiresInMs !== undefined) this.emit('ice-servers', /** @type {any} */ (welcome));
  }

  /** @param {import('./session.js').SessionEvents['message']} event */
  #dispatch({ message, answered }) {
    if (message.type === 'joined' || message.type === 'waiting') return this.#rooms.takeEntry(message);
    if (answered) return;
    if (message.type === 'left' && message.reason === 'moved') return this.#rooms.move(message);
    const room = this.#rooms.get(message.room);
    switch (message.type) {
      case 'signal':
        this.emit('signal', /** @type {any} */ (message));
        return room?.apply(message);
      case 'presence':
      case 'go-away':
      case 'token-expiring':
      case 'ice-servers':
        return this.emit(message.type, /** @type {any} */ (message));
      case 'error':
        return this.emit('error', errorFrom(message));
      default:
        return room?.apply(message);
    }
  }

  /** @param {ClientEvents['reconnecting']} event */
  #down(event) {
    this.#rooms.away();
    if (this.#state !== 'connecting') this.#state = 'reconnecting';
    this.emit('reconnecting', event);
  }

  /** @param {ClientEvents['close']} event */
  #ended(event) {
    this.#state = 'closed';
    this.#rooms.away();
    this.#rooms.end(event.error);
    this.emit('close', event);
  }
}
