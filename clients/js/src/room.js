import { ChappeError } from './errors.js';
import { Membership } from './membership.js';
import { Moderation } from './moderation.js';
import { Roster } from './roster.js';

/** @typedef {import('./roster.js').Member} Member */

/**
 * @typedef {object} OwnEvents
 * @property {{position: number, expectedMs?: number}} waiting this client has a new session, which waits in the room's lobby; told again for each
 *   other position, or other time that it may take
 * @property {Member[]} members-replaced this client has a new session, and this is the list of members now
 * @property {import('./client.js').Signal} signal one that was sent to the whole room
 * @property {{reason: string, error: ChappeError | undefined}} left this client is no longer in the room: `left`, `kicked`, `denied`, `moved`, ...
 */

/** @typedef {import('./roster.js').RosterEvents & import('./moderation.js').ModerationEvents & OwnEvents} RoomEvents */

/**
 * What a room needs of its client.
 *
 * @typedef {object} RoomPort
 * @property {(message: Record<string, any>, timeoutMs?: number) => Promise<any>} request
 * @property {(queue: string, session?: string) => Promise<import('./queues.js').Taken>} take
 * @property {import('./client.js').Client} client
 * @property {() => void} entered it is joined
 * @property {() => void} forget
 */

/** A room that this client has joined, with its list of members. */
export class Room extends Moderation {
  #port;
  #meta;
  #roster;
  #membership = new Membership();

  /**
   * Made by {@link import('./client.js').Client.join}.
   *
   * @param {string} name
   * @param {Record<string, any> | undefined} meta
   * @param {RoomPort} port
   */
  constructor(name, meta, port) {
    super(name, port);
    this.#meta = meta;
    this.#port = port;
    // A listener may end the room in the middle of a change.
    this.#roster = new Roster((event, told) => this.#membership.over || this.emit(event, /** @type {any} */ (told)));
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

  /** Whether this client is in the room now; not while it reconnects, nor while it waits in the lobby. */
  get joined() {
    return this.#membership.inside && !this.#membership.away;
  }

  /** This client's place in the room's lobby, while it waits there. */
  get position() {
    return this.#membership.position;
  }

  /** How long it may take until this client's turn, in ms, while it waits in a queue and the server can tell. */
  get expectedMs() {
    return this.#membership.expectedMs;
  }

  /** How many members there are, this client's own included. Where these are more than {@link members}, not all are listed. */
  get count() {
    return this.#roster.count;
  }

  /**
   * The listed members by session: all, this client's own included; of a large room its moderators and the first others.
   *
   * @returns {ReadonlyMap<string, Member>}
   */
  get members() {
    return this.#roster.members;
  }

  /** The listed members but this client's own session. */
  get others() {
    return [...this.#roster.members.values()].filter((member) => member.session !== this.self);
  }

  /**
   * Leaves the room.
   *
   * @returns {Promise<void>} resolves once the server has answered
   */
  async leave() {
    // The server is told as soon as it is clear what there is to leave.
    if (this.#membership.away || this.#membership.asking) return this.end('left');
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

  /** @internal for the client */
  get membership() {
    return this.#membership;
  }

  /**
   * @internal for the client: asks to be let in, again after each new session.
   *
   * @returns {Promise<void>} resolves with the answer, which may be to wait
   */
  async enter() {
    this.#membership.ask();
    const answer = await this.#port.request({
      type: 'join',
      room: this.name,
      ...(this.#meta === undefined ? {} : { meta: this.#meta }),
    });
    if (answer.type === 'joined' || answer.type === 'waiting') return;
    throw new ChappeError('unavailable', `the room answered with "${answer.type}"`);
  }

  /**
   * @internal for the client: takes what a join has come to. It comes before anything else of the room.
   *
   * @param {Record<string, any>} message `joined`, with the list, or `waiting`
   */
  takeEntry(message) {
    this.#membership.comeBack();
    this.clearLobby();
    if (message.type === 'joined') return this.#enter(message);
    const { position, expectedMs } = message;
    const news = this.#membership.wait(position, expectedMs);
    if (news) this.emit('waiting', expectedMs === undefined ? { position } : { position, expectedMs });
  }

  /** @param {Record<string, any>} joined */
  #enter(joined) {
    const again = this.#membership.enter();
    const { count } = this;
    this.#roster.take(joined);
    this.takeRules(joined);
    this.#port.entered();
    if (!again) return;
    this.emit('members-replaced', [...this.members.values()]);
    if (this.count !== count) this.emit('count-changed', { count: this.count });
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
    this.#membership.goAway();
    this.clearLobby();
  }

  /**
   * @internal for the client: the session goes on, and this membership with it
   *
   * @param {number} version
   */
  back(version) {
    this.#membership.comeBack();
    this.clearLobby();
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
    else if (message.type === 'lobby') this.takeLobby(message);
    else {
      this.#roster.apply(message);
      if (message.type === 'room-updated') this.takeRules(message);
    }
  }

  /**
   * @internal for the client: this room is over.
   *
   * @param {string} reason
   * @param {ChappeError} [error]
   */
  end(reason, error) {
    if (this.#membership.over) return;
    this.#membership.end();
    this.clearLobby();
    this.#roster.clear();
    this.#port.forget();
    this.emit('left', { reason, error });
  }
}
