import { Entrance } from './entrance.js';
import { ChappeError } from './errors.js';
import { isServers, Queues } from './queues.js';
import { Room } from './room.js';

const REJOIN_PAUSE_MS = 1_000;

/**
 * @typedef {object} JoinOptions
 * @property {Record<string, any>} [meta] what this session says about itself, in at most 4 KiB
 * @property {(position: number, expectedMs?: number) => void} [onWaiting] this session waits in the room's lobby; called with each new position
 *   in it, and in a queue with how long it may take, as soon as the server can tell
 * @property {AbortSignal} [signal] gives up: the lobby is left, and the promise rejects with the signal's reason
 */

/**
 * @typedef {object} RoomNow what a welcome says of a room
 * @property {number} [waiting] the position in its lobby; then there is nothing else, but in a queue `expectedMs`
 * @property {number} [expectedMs]
 * @property {number} version
 * @property {boolean} [same] nothing has changed
 * @property {import('./room.js').Member[]} [members]
 * @property {number} [count] of all members, where not all are listed
 * @property {boolean} [locked]
 * @property {Record<string, any>} [metadata]
 */

/** The rooms that a client is in, or wants to be in, through all its sessions. */
export class Rooms {
  #client;
  #session;
  #seen;
  #queues;
  /** @type {Map<string, {room: Room, entrance: Entrance}>} */
  #entries = new Map();
  /** Rooms that were given up before the server could be told: the session may be found in them. @type {Set<string>} */
  #forgotten = new Set();

  /**
   * @param {import('./client.js').Client} client
   * @param {import('./session.js').Session} session
   * @param {(members: import('./room.js').Member[]) => void} seen they are in a room with this session now
   */
  constructor(client, session, seen) {
    this.#client = client;
    this.#session = session;
    this.#seen = seen;
    this.#queues = new Queues({
      client,
      request: (message) => session.request(message),
      get: (name) => this.get(name),
      all: () => this.all,
      enter: (joined) => this.#enter(joined),
      leave: (name) => this.#leave(name),
      pass: (from, room) => this.#pass(from, room),
    });
  }

  /** @returns {Room[]} */
  get all() {
    return [...this.#entries.values()].map(({ room }) => room);
  }

  /**
   * Whether a peer shares a room with this session, as far as is known: who is not listed may be anybody.
   *
   * @returns {(peer: string) => boolean}
   */
  get present() {
    const inside = this.all.filter((room) => room.membership.inside);
    if (inside.some((room) => room.count > room.members.size)) return () => true;
    const peers = new Set(inside.flatMap((room) => [...room.members.values()].map(({ peer }) => peer)));
    return (peer) => peers.has(peer);
  }

  /**
   * @param {string} name
   * @returns {Room | undefined}
   */
  get(name) {
    return this.#entries.get(name)?.room;
  }

  /**
   * @param {string} name
   * @param {JoinOptions} options
   * @returns {Promise<Room>} the one that is joined already, or a new one once it is joined
   */
  join(name, options) {
    if (options.signal?.aborted) return Promise.reject(options.signal.reason);
    const known = this.#entries.get(name);
    if (known) return known.entrance.pass(options);
    const { room, entrance } = this.#add(name, options.meta);
    const joined = entrance.pass(options);
    // Where the answer has come by another way meanwhile, with a welcome, a deadline says nothing.
    room.enter().catch((error) => room.membership.asking && room.end(error.code, error));
    return joined;
  }

  /**
   * @param {string} name
   * @param {Record<string, any> | undefined} meta
   */
  #add(name, meta) {
    /** @type {Room} */
    const room = new Room(name, meta, {
      client: this.#client,
      request: (message, timeoutMs) => this.#session.request(message, timeoutMs),
      take: (queue, session) => this.#queues.take(queue, session),
      entered: () => {
        entrance.open();
        this.#seen([...room.members.values()]);
      },
      forget: () => {
        if (this.get(name) !== room) return;
        this.#entries.delete(name);
        if (room.membership.away || !room.membership.answered) this.#forgotten.add(name);
      },
    });
    room.on('member-joined', (member) => this.#seen([member]));
    const entrance = new Entrance(room, () => {
      // What has not been answered yet is left with its answer.
      if (!room.membership.asking) this.#leave(name);
      room.end('left');
    });
    const entry = { room, entrance };
    this.#entries.set(name, entry);
    return entry;
  }

  /**
   * Where this session is already, or waits.
   *
   * @param {Record<string, any>} entry
   * @returns {Room}
   */
  #enter(entry) {
    const self = entry.members?.find((/** @type {import('./room.js').Member} */ { session }) => session === this.#session.id);
    const room = this.get(entry.room) ?? this.#add(entry.room, self?.meta ?? undefined).room;
    room.takeEntry(entry);
    return room;
  }

  /**
   * @param {Room} from which this session has left
   * @param {Room} room where it is instead, or waits
   */
  #pass(from, room) {
    const entrance = this.#entries.get(from.name)?.entrance;
    const next = this.#entries.get(room.name)?.entrance;
    if (room.membership.inside || !next) entrance?.open(room);
    else entrance?.lead(next);
  }

  /** @param {Record<string, any>} left of a room, for where it leads `to` */
  move(left) {
    this.#queues.move(left);
  }

  /**
   * A join was answered, a wait has come to its end, or this session was led to a room.
   *
   * @param {Record<string, any>} message `joined` or `waiting`
   */
  takeEntry(message) {
    const room = this.get(message.room);
    const led = message.id === undefined && this.#queues.leadsTo(message.room);
    if (led || (!room && isServers(message.room))) return this.#queues.lead(message);
    // It was given up meanwhile.
    if (!room) return this.#leave(message.room);
    // What answers no question is about an earlier wait, which was given up, too.
    if (room.membership.asking && message.id === undefined) return;
    room.takeEntry(message);
  }

  /**
   * The server has this session in a room, or in its lobby, where this client does not want to be.
   *
   * @param {string} name
   */
  #leave(name) {
    // It fails where there is nothing to leave any more. After a lost socket, what comes with the welcome counts.
    this.#session.request({ type: 'leave', room: name }).catch(() => {});
  }

  /** How much of each room is known. */
  get versions() {
    return Object.fromEntries(this.all.filter((room) => room.membership.inside).map((room) => [room.name, room.version]));
  }

  /**
   * The session goes on: what has changed in its rooms meanwhile is told as changes.
   *
   * @param {Record<string, RoomNow>} rooms that it is in, or waits for
   */
  takeUp(rooms) {
    const unknown = Object.keys(rooms).filter((name) => !this.get(name));
    /** @type {Room[]} */
    const gone = [];
    for (const room of this.all) {
      const now = rooms[room.name];
      if (now?.waiting !== undefined) room.takeEntry({ type: 'waiting', position: now.waiting, expectedMs: now.expectedMs });
      else if (now && room.membership.inside) this.#takeUp(room, now);
      else if (now) room.takeEntry({ type: 'joined', ...now });
      else if (!room.membership.asking) gone.push(room);
    }
    // The way may have begun in a room that was given up since.
    const abandoned = [...this.#forgotten].some((name) => !rooms[name]);
    for (const name of unknown) {
      if (this.#forgotten.has(name)) this.#leave(name);
      else this.#queues.find(entryOf(name, rooms[name]), gone, abandoned);
    }
    this.#forgotten.clear();
    for (const room of gone) room.end('lost');
  }

  /**
   * @param {Room} room
   * @param {RoomNow} now
   */
  #takeUp(room, { version, members, count, locked, metadata }) {
    const before = new Map(room.members);
    room.back(version);
    if (!members) return;
    room.apply({ type: 'room-updated', locked, metadata });
    const after = new Map(members.map((member) => [member.session, member]));
    // Where not all are listed, who is not may still be in.
    const reason = count === undefined ? 'lost' : 'unlisted';
    room.apply({
      type: 'members-changed',
      version,
      count,
      left: [...before.values()].filter(({ session }) => !after.has(session)).map((member) => ({ ...member, reason })),
      joined: members.filter(({ session }) => !before.has(session)),
      updated: members.filter((member) => differs(member, before.get(member.session))),
    });
  }

  /** Joins all again: a new session knows nothing of the old one's rooms. */
  async enterAgain() {
    // What the old session alone was asked for has failed with it.
    const known = this.all.filter((room) => room.membership.answered);
    // To a room of its own the server has led the old session, and it lets no other in.
    for (const room of known) if (isServers(room.name)) room.end('lost');
    this.#queues.forget();
    this.#forgotten.clear();
    await Promise.all(known.filter((room) => !room.membership.over).map((room) => this.#enterAgain(room)));
  }

  /** There is no socket: nothing is known of the rooms for a while. */
  away() {
    for (const room of this.all) room.away();
  }

  /** @param {ChappeError | undefined} error why no session will follow */
  end(error) {
    const lost = new ChappeError('session_lost', error?.message ?? 'this client was closed');
    for (const room of this.all) room.end('closed', room.membership.entered ? error : lost);
  }

  /**
   * The first try is waited for. While a further one makes sense, it goes on by itself for as long as this session lives.
   *
   * @param {Room} room
   */
  async #enterAgain(room) {
    const { id } = this.#session;
    const open = () => id === this.#session.id && this.get(room.name) === room && room.membership.asking;
    try {
      await room.enter();
    } catch (error) {
      if (!(error instanceof ChappeError) || !open()) return;
      if (!error.retryable) return room.end(error.code, error);
      setTimeout(() => {
        if (open()) void this.#enterAgain(room);
      }, error.retryAfterMs ?? REJOIN_PAUSE_MS);
    }
  }
}

/**
 * @param {string} room
 * @param {RoomNow} now
 */
const entryOf = (room, now) => (now.waiting === undefined ? { type: 'joined', room, ...now } : { type: 'waiting', room, position: now.waiting, expectedMs: now.expectedMs });

/**
 * @param {import('./room.js').Member} member
 * @param {import('./room.js').Member | undefined} known
 */
function differs(member, known) {
  if (!known) return false;
  return said(known) !== said(member);
}

/** @param {import('./room.js').Member} member */
const said = ({ state, meta, moderator, attributes }) => JSON.stringify([state, meta, moderator, attributes]);
