import { ChappeError } from './errors.js';

/** @typedef {import('./room.js').Room} Room */

/**
 * @typedef {object} Taken who was taken out of a queue
 * @property {string} session
 * @property {string} peer
 * @property {Room} room for the two, which is joined; the other one may come a moment later
 */

/**
 * What queues need of a client's rooms.
 *
 * @typedef {object} QueuesPort
 * @property {import('./client.js').Client} client
 * @property {(message: Record<string, any>) => Promise<any>} request
 * @property {(name: string) => Room | undefined} get
 * @property {() => Room[]} all
 * @property {(entry: Record<string, any>) => Room} enter makes the room, which is joined, or where the session waits
 * @property {(name: string) => void} leave
 * @property {(from: Room, room: Room) => void} pass who wants to get into the one gets into the other in its stead
 */

/**
 * Whether a room is the server's own: nobody joins it, and who is in it was led there.
 *
 * @param {string} name
 */
export const isServers = (name) => name.startsWith('~');

/**
 * How this client comes into rooms that it has not asked for: out of a queue into a room of the server's own, as the one that is
 * taken, or as the agent; and out of any room or lobby into another one, as a moderator wants it.
 */
export class Queues {
  #port;
  /** Where the server has said last that a room leads: that one's `joined` or `waiting` is the next that it says. @type {{from: Room, to: string} | undefined} */
  #move;
  /** The queues out of which this client is taking somebody, each as often as it does. @type {string[]} */
  #taking = [];

  /** @param {QueuesPort} port */
  constructor(port) {
    this.#port = port;
  }

  /**
   * @param {string} queue
   * @param {string} [session] the next unless told
   * @returns {Promise<Taken>}
   */
  async take(queue, session) {
    this.#taking.push(queue);
    try {
      const taken = await this.#port.request({ type: 'take', room: queue, session });
      // The server has led this client there before it says so.
      const room = this.#port.get(taken.to);
      if (!room) throw new ChappeError('left', 'the room for the two was left already');
      return { session: taken.session, peer: taken.peer, room };
    } finally {
      this.#taking.splice(this.#taking.indexOf(queue), 1);
    }
  }

  /**
   * Somebody takes this session out of a room. What it is where it comes to follows, or came with a welcome.
   *
   * @param {Record<string, any>} left
   */
  move({ room: name, to }) {
    const from = this.#port.get(name);
    const there = this.#port.get(to);
    // Who has given up waiting, or waits anew, is not wanted there: without a way to it the room is left.
    const wanted = from && isIn(from);
    if (there && !there.membership.asking) wanted ? this.#pass(from, there) : this.#unwanted(there);
    else if (wanted) this.#move = { from, to };
  }

  /**
   * Where it came without being wanted; a room that this client has asked for itself it stays in.
   *
   * @param {Room} there
   */
  #unwanted(there) {
    if (isServers(there.name)) void there.leave().catch(() => {});
  }

  /**
   * Whether the server has said that a room leads there.
   *
   * @param {string} name
   */
  leadsTo(name) {
    return this.#move?.to === name;
  }

  /** @param {Record<string, any>} entry `joined` or `waiting` of a room that nobody here knows, or to which another one leads */
  lead(entry) {
    const from = this.leadsTo(entry.room) ? this.#move?.from : undefined;
    this.#move = from ? undefined : this.#move;
    if (this.#isAgent(entry)) this.#tell(this.#port.enter(entry), this.#taken);
    else if (from && isIn(from)) this.#pass(from, this.#port.enter(entry));
    else this.#port.leave(entry.room);
  }

  /**
   * The session was led to a room while it had no socket.
   *
   * @param {Record<string, any>} entry
   * @param {Room[]} gone the session is in none of these any more, and does not wait there
   * @param {boolean} abandoned it may have been led out of a room that this client has given up
   */
  find(entry, gone, abandoned) {
    if (this.leadsTo(entry.room) || this.#isAgent(entry)) return this.lead(entry);
    const ways = isServers(entry.room) ? this.#ways(gone) : gone.filter(isIn);
    if (ways.length === 1) this.#pass(ways[0], this.#port.enter(entry));
    // Nobody knows which of them it was.
    else if (ways.length > 1) this.#tell(this.#port.enter(entry), undefined);
    // The server is in the middle of it, and is about to say out of which.
    else if (!abandoned && this.#port.all().some((room) => (isServers(entry.room) ? room.membership.waits : isIn(room)))) this.#port.enter(entry);
    else this.#port.leave(entry.room);
  }

  /** Another session: it is not led to where the old one was. */
  forget() {
    this.#move = undefined;
  }

  /** @param {Room[]} gone */
  #ways(gone) {
    const left = gone.filter((room) => room.membership.waits);
    // Else it was led out before it heard that it waits.
    return left.length > 0 ? left : this.#port.all().filter((room) => room.membership.asking);
  }

  /** @param {Record<string, any>} entry */
  #isAgent({ room, members = [] }) {
    const { session } = this.#port.client;
    return isServers(room) && members.some((/** @type {import('./room.js').Member} */ member) => member.session === session && member.moderator);
  }

  /** Out of which queue an agent is led, where it takes out of one only. */
  get #taken() {
    const [queue, ...others] = new Set(this.#taking);
    return others.length === 0 ? queue : undefined;
  }

  /**
   * @param {Room} from out of which this session was taken
   * @param {Room} room
   */
  #pass(from, room) {
    this.#port.pass(from, room);
    from.end('moved');
    this.#tell(room, from.name);
  }

  /**
   * @param {Room} room
   * @param {string | undefined} from
   */
  #tell(room, from) {
    this.#port.client.emit('led', { room, from });
  }
}

/**
 * Whether the session is in a room, or in its lobby, as far as is known.
 *
 * @param {Room} room
 */
const isIn = ({ membership }) => membership.waits || membership.inside;
