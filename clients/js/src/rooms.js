import { ChappeError } from './errors.js';
import { Room } from './room.js';

const REJOIN_PAUSE_MS = 1_000;

/** The rooms that a client is in, through all its sessions. */
export class Rooms {
  #client;
  #session;
  /** @type {Map<string, {room: Room, entered: Promise<Room>}>} */
  #entries = new Map();

  /**
   * @param {import('./client.js').Client} client
   * @param {import('./session.js').Session} session
   */
  constructor(client, session) {
    this.#client = client;
    this.#session = session;
  }

  /** @returns {Room[]} */
  get all() {
    return [...this.#entries.values()].map(({ room }) => room);
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
   * @param {Record<string, any> | undefined} meta
   * @returns {Promise<Room>} the one that is joined already, or a new one once it is joined
   */
  join(name, meta) {
    const known = this.#entries.get(name);
    if (known) return known.entered;
    const room = new Room(name, meta, {
      client: this.#client,
      request: (message) => this.#session.request(message),
      forget: () => {
        if (this.get(name) === room) this.#entries.delete(name);
      },
    });
    const entry = { room, entered: Promise.resolve(room) };
    this.#entries.set(name, entry);
    entry.entered = room.enter().then(
      () => room,
      (error) => {
        room.end(error.code, error);
        throw error;
      },
    );
    return entry.entered;
  }

  /** How much of each room is known. */
  get versions() {
    return Object.fromEntries(this.all.filter((room) => room.version > 0).map((room) => [room.name, room.version]));
  }

  /**
   * The session goes on: what has changed in its rooms meanwhile is told as changes.
   *
   * @param {Record<string, {version: number, same?: boolean, members?: import('./room.js').Member[]}>} rooms that it is in
   */
  takeUp(rooms) {
    for (const room of this.all) {
      const now = rooms[room.name];
      if (now) this.#takeUp(room, now);
      else if (room.version > 0) room.end('lost');
    }
  }

  /**
   * @param {Room} room
   * @param {{version: number, members?: import('./room.js').Member[]}} now
   */
  #takeUp(room, { version, members }) {
    const before = new Map(room.members);
    room.back(version);
    if (!members) return;
    const after = new Map(members.map((member) => [member.session, member]));
    room.apply({
      type: 'members-changed',
      version,
      left: [...before.values()].filter(({ session }) => !after.has(session)).map((member) => ({ ...member, reason: 'lost' })),
      joined: members.filter(({ session }) => !before.has(session)),
      updated: members.filter((member) => differs(member, before.get(member.session))),
    });
  }

  /** Joins all again: a new session knows nothing of the old one's rooms. */
  async enterAgain() {
    await Promise.all(this.all.map((room) => this.#enterAgain(room)));
  }

  /** There is no socket: nothing is known of the rooms for a while. */
  away() {
    for (const room of this.all) room.away();
  }

  /** @param {ChappeError | undefined} error why no session will follow */
  end(error) {
    for (const room of this.all) room.end('closed', error);
  }

  /**
   * The first try is waited for. While a further one makes sense, it goes on by itself for as long as this session lives.
   *
   * @param {Room} room
   */
  async #enterAgain(room) {
    const { id } = this.#session;
    const same = () => id === this.#session.id && this.#session.up;
    try {
      await room.enter();
    } catch (error) {
      if (!(error instanceof ChappeError) || !same()) return;
      if (!error.retryable) return room.end(error.code, error);
      setTimeout(() => {
        if (same() && this.get(room.name) === room) void this.#enterAgain(room);
      }, error.retryAfterMs ?? REJOIN_PAUSE_MS);
    }
  }
}

/**
 * @param {import('./room.js').Member} member
 * @param {import('./room.js').Member | undefined} known
 */
function differs(member, known) {
  if (!known) return false;
  return known.state !== member.state || JSON.stringify(known.meta) !== JSON.stringify(member.meta);
}
