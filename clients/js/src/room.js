import { Emitter } from './emitter.js';
import { ChappeError } from './errors.js';
import { Roster } from './roster.js';

/** @typedef {import('./roster.js').Member} Member */

/**
 * @typedef {object} OwnEvents
 * @property {Member[]} members-replaced this client has a new session, and this is the list of all members now
 * @property {import('./client.js').Signal} signal one that was sent to the whole room
 * @property {{reason: string, error: ChappeError | undefined}} left this client is no longer in the room
 */

/** @typedef {import('./roster.js').RosterEvents & OwnEvents} RoomEvents */

/**
 * What a room needs of its client.
 *
 * @typedef {object} RoomPort
 * @property {(message: Record<string, any>) => Promise<any>} request
 * @property {import('./client.js').Client} client
 * @property {() => void} forget
 */

/**
 * A room that this client has joined, with its list of members.
 *
 * @extends {Emitter<RoomEvents>}
 */
export class Room extends Emitter {
  #port;
  #meta;
  #roster;
  #joined = false;
  #ended = false;

  /**
   * Made by {@link import('./client.js').Client.join}.
   *
   * @param {string} name
   * @param {Record<string, any> | undefined} meta
   * @param {RoomPort} port
   */
  constructor(name, meta, port) {
    super();
    /** @readonly */
    this.name = name;
    this.#meta = meta;
    this.#port = port;
    this.#roster = new Roster((event, told) => this.emit(event, /** @type {any} */ (told)));
  }

  /** Of the list: it grows with each change, and may skip. */
  get version() {
    return this.#roster.version;
  }

  /** The client that has joined this room. */
  get client() {
    return this.#port.client;
  }

  /** This client's own session. */
  get self() {
    return this.client.session;
  }

  /** Whether this client is in the room now; not while it reconnects. */
  get joined() {
    return this.#joined;
  }

  /**
   * All members by session, this client's own included.
   *
   * @returns {ReadonlyMap<string, Member>}
   */
  get members() {
    return this.#roster.members;
  }

  /** All members but this client's own session. */
  get others() {
    return [...this.#roster.members.values()].filter((member) => member.session !== this.self);
  }

  /**
   * Leaves the room.
   *
   * @returns {Promise<void>} resolves once the server has answered
   */
  async leave() {
    if (!this.#joined) return this.end('left');
    await this.#port.request({ type: 'leave', room: this.name });
    this.end('left');
  }

  /**
   * Changes what this session says about itself in this room.
   *
   * @param {Record<string, any>} meta at most 4 KiB; it replaces the old one
   */
  async update(meta) {
    await this.#port.request({ type: 'update', room: this.name, meta });
    this.takeMeta(meta);
  }

  /**
   * Sends a signal to one member and waits for what became of it.
   *
   * @param {string} session
   * @param {string} kind
   * @param {Record<string, any>} data
   * @param {import('./client.js').SignalOptions} [options]
   */
  signal(session, kind, data, options) {
    return this.client.signal({ session }, kind, data, options);
  }

  /**
   * Sends a signal to all others and waits for how many it has reached.
   *
   * @param {string} kind
   * @param {Record<string, any>} data
   * @param {import('./client.js').SignalOptions} [options]
   */
  broadcast(kind, data, options) {
    return this.client.signal({ room: this.name }, kind, data, options);
  }

  /**
   * Sends a signal to all others and asks for no answer.
   *
   * @param {string} kind
   * @param {Record<string, any>} data
   */
  send(kind, data) {
    this.client.send({ room: this.name }, kind, data);
  }

  /**
   * @internal for the client: asks to be let in, again after each new session.
   *
   * @returns {Promise<void>}
   */
  async enter() {
    const again = this.version > 0;
    const answer = await this.#port.request({
      type: 'join',
      room: this.name,
      ...(this.#meta === undefined ? {} : { meta: this.#meta }),
    });
    if (answer.type !== 'joined') throw new ChappeError('unavailable', `the room answered with "${answer.type}"`);
    if (again) this.emit('members-replaced', [...this.#roster.members.values()]);
  }

  /**
   * @internal for the client: takes the list from `joined`. It comes before anything else of the room.
   *
   * @param {Record<string, any>} message
   */
  take(message) {
    this.#joined = true;
    this.#roster.take(message);
  }

  /**
   * @internal for the client: what this session says about itself now, and again when it comes back
   *
   * @param {Record<string, any>} meta
   */
  takeMeta(meta) {
    this.#meta = meta;
    const self = this.#roster.members.get(this.self);
    if (self) this.#roster.members.set(self.session, { ...self, meta });
  }

  /** @internal for the client: there is no socket */
  away() {
    this.#joined = false;
  }

  /**
   * @internal for the client: the session goes on, and this membership with it
   *
   * @param {number} version
   */
  back(version) {
    this.#joined = true;
    this.#roster.version = version;
  }

  /**
   * @internal for the client: applies what the server says about this room.
   *
   * @param {Record<string, any>} message
   */
  apply(message) {
    if (message.type === 'left') this.end(message.reason);
    else if (message.type === 'signal') this.emit('signal', /** @type {any} */ (message));
    else this.#roster.apply(message);
  }

  /**
   * @internal for the client: this room is over.
   *
   * @param {string} reason
   * @param {ChappeError} [error]
   */
  end(reason, error) {
    if (this.#ended) return;
    this.#ended = true;
    this.#joined = false;
    this.#roster.members.clear();
    this.#port.forget();
    this.emit('left', { reason, error });
  }
}
