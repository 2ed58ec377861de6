import { Emitter } from './emitter.js';

/** The server answers after 20 s at most; its answer needs a moment to get here, and maybe another socket. */
const MOVE_TIMEOUT_MS = 30_000;

/** @typedef {import('./roster.js').Member} Member */

/**
 * @typedef {object} RoomRules
 * @property {boolean} locked
 * @property {Record<string, any> | null} metadata
 */

/**
 * @typedef {object} ModerationEvents
 * @property {{waiting: readonly Member[], count: number}} lobby who waits to be let in, first come first; for moderators only
 * @property {RoomRules} room-updated the room was locked or unlocked, or its metadata has changed: as it is now
 */

/**
 * What moderators do in a room, and what they see more than others: it is locked or not, has metadata, and it may have a lobby. Whether
 * this client moderates it says its own entry in the list of members; the server refuses others with `forbidden`.
 *
 * @extends {Emitter<import('./room.js').RoomEvents>}
 */
export class Moderation extends Emitter {
  #port;
  /** @type {RoomRules} */
  #rules = { locked: false, metadata: null };
  /** @type {{waiting: readonly Member[], count: number}} */
  #lobby = { waiting: [], count: 0 };

  /**
   * @param {string} name
   * @param {Pick<import('./room.js').RoomPort, 'request' | 'take'>} port
   */
  constructor(name, port) {
    super();
    /** @readonly */
    this.name = name;
    this.#port = port;
  }

  /** Whether nobody but moderators comes in, not into the lobby either. */
  get locked() {
    return this.#rules.locked;
  }

  /** What moderators have told the members about the room; null where they have not. */
  get metadata() {
    return this.#rules.metadata;
  }

  /** Those who wait to be let in, first come first, at most 50; for others than moderators nobody. */
  get lobby() {
    return this.#lobby.waiting;
  }

  /** How many wait to be let in; for others than moderators none. */
  get lobbyCount() {
    return this.#lobby.count;
  }

  /**
   * Lets in who waits: one, or without an argument all that there is room for.
   *
   * @param {[] | [session: string]} one
   */
  async admit(...one) {
    await this.#ask({ type: 'admit', session: only(one, 'admit') });
  }

  /**
   * Takes somebody who waits in this queue to a room for the two, where this client moderates; it stays in the queue, too.
   *
   * @param {[] | [session: string]} one without an argument the next
   * @returns {Promise<import('./queues.js').Taken>} rejects with a {@link import('./errors.js').ChappeError}: `no_such_session` where nobody
   *   waits, or not that one any more. After one that is `unknown` the client tells `led` if somebody was taken
   */
  async take(...one) {
    return this.#port.take(this.name, only(one, 'take'));
  }

  /**
   * Moves a member, or somebody who waits, to another room; their token has to let them join it, and so has this client's own.
   *
   * @param {string} session
   * @param {string} to
   * @returns {Promise<void>} resolves when they have gone, after 20 s at most; rejects with a {@link import('./errors.js').ChappeError}: with
   *   `no_such_session`, or with what a join of theirs would fail with (`forbidden`, `room_full`, ...), and then they have stayed
   */
  async move(session, to) {
    await this.#port.request({ type: 'move', room: this.name, session, to }, MOVE_TIMEOUT_MS);
  }

  /**
   * Sends somebody out of the lobby. They may not knock again for a minute.
   *
   * @param {string} session
   */
  async deny(session) {
    await this.#ask({ type: 'deny', session });
  }

  /**
   * Takes a member out, or somebody who waits, with all sessions of that peer.
   *
   * @param {string} session
   * @param {{banMs?: number}} [options] `banMs`: for how long the peer may not come back; 10 minutes unless told, 1 minute to a day
   */
  async kick(session, { banMs } = {}) {
    await this.#ask({ type: 'kick', session, banMs });
  }

  /** Closes the room to all who are not in it. */
  async lock() {
    await this.#ask({ type: 'lock' });
  }

  async unlock() {
    await this.#ask({ type: 'unlock' });
  }

  /**
   * Tells all members something about the room, in the place of what was told before.
   *
   * @param {Record<string, any> | null} metadata of at most 4 KiB; null for nothing any more
   */
  async setMetadata(metadata) {
    await this.#ask({ type: 'update-room', metadata });
  }

  /**
   * Asks a member to mute itself: a call there tells `mute-requested`.
   *
   * @param {string} session
   * @returns {Promise<import('./client.js').Ack>}
   */
  requestMute(session) {
    return this.#ask({ type: 'mute', session });
  }

  /** @param {Record<string, any>} message without its room */
  #ask({ type, ...rest }) {
    return this.#port.request({ type, room: this.name, ...rest });
  }

  /**
   * @internal for the room
   *
   * @param {Partial<RoomRules>} message as the server says it: it says nothing of a room that is open, and has no metadata
   */
  takeRules({ locked = false, metadata = null }) {
    const before = this.#rules;
    if (locked === before.locked && JSON.stringify(metadata) === JSON.stringify(before.metadata)) return;
    this.#rules = { locked, metadata };
    this.emit('room-updated', this.#rules);
  }

  /**
   * @internal for the room
   *
   * @param {Record<string, any>} lobby
   */
  takeLobby({ waiting, count }) {
    this.#lobby = { waiting, count };
    this.emit('lobby', this.#lobby);
  }

  /** @internal for the client: what follows a lost socket says who waits, and nothing where nobody does */
  clearLobby() {
    if (this.#lobby.count > 0) this.takeLobby({ waiting: [], count: 0 });
  }
}

/**
 * What is no string may not be in the message at all, and without a session that means others than the one that was meant.
 *
 * @param {[] | [session: string]} one
 * @param {string} what
 */
function only(one, what) {
  const [session] = one;
  if (one.length > 0 && typeof session !== 'string') throw new TypeError(`no session to ${what}: ${String(session)}`);
  return session;
}
