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
 * @property {(joined: Record<string, any>) => Room} enter makes the room, which is joined
 * @property {(name: string) => void} leave
 * @property {(queue: Room, room: Room) => void} pass who wants to get into the queue gets into the room in its stead
 */

/**
 * Whether a room is the server's own: nobody joins it, and who is in it was led there.
 *
 * @param {string} name
 */
export const isServers = (name) => name.startsWith('~');

/** How this client comes out of queues into rooms of the server's own: as the one that is taken, or as the agent. */
export class Queues {
  #port;
  /** Where the server has said last that a queue leads: the room's `joined` is the next that it says. @type {{queue: Room, to: string} | undefined} */
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
   * Somebody takes this session out of a queue. The room's own `joined` follows, or came with a welcome.
   *
   * @param {Record<string, any>} left
   */
  move({ room: name, to }) {
    const queue = this.#port.get(name);
    const there = this.#port.get(to);
    // Who has given up waiting, or waits anew, is not wanted there: without a way to it the room is left.
    const wanted = queue?.membership.waits;
    if (there) wanted ? this.#pass(queue, there) : void there.leave().catch(() => {});
    else if (wanted) this.#move = { queue, to };
  }

  /** @param {Record<string, any>} joined of a room that nobody here knows */
  lead(joined) {
    const queue = this.#move?.to === joined.room ? this.#move?.queue : undefined;
    if (this.#isAgent(joined)) this.#tell(this.#port.enter(joined), this.#taken);
    else if (queue?.membership.waits) this.#pass(queue, this.#port.enter(joined));
    else this.#port.leave(joined.room);
  }

  /**
   * The session was led to a room while it had no socket.
   *
   * @param {Record<string, any>} joined
   * @param {Room[]} gone the session is in none of these any more, and does not wait there
   */
  find(joined, gone) {
    if (this.#move?.to === joined.room || this.#isAgent(joined)) return this.lead(joined);
    const ways = this.#ways(gone);
    if (ways.length === 1) this.#pass(ways[0], this.#port.enter(joined));
    // Nobody knows which of them it was.
    else if (ways.length > 1) this.#tell(this.#port.enter(joined), undefined);
    // The server is in the middle of it, and is about to say out of which.
    else if (this.#port.all().some((room) => room.membership.waits)) this.#port.enter(joined);
    else this.#port.leave(joined.room);
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

  /** @param {Record<string, any>} joined */
  #isAgent({ members }) {
    const { session } = this.#port.client;
    return members.some((/** @type {import('./room.js').Member} */ member) => member.session === session && member.moderator);
  }

  /** Out of which queue an agent is led, where it takes out of one only. */
  get #taken() {
    const [queue, ...others] = new Set(this.#taking);
    return others.length === 0 ? queue : undefined;
  }

  /**
   * @param {Room} queue out of which this session was taken
   * @param {Room} room
   */
  #pass(queue, room) {
    this.#port.pass(queue, room);
    queue.end('moved');
    this.#tell(room, queue.name);
  }

  /**
   * @param {Room} room
   * @param {string | undefined} from
   */
  #tell(room, from) {
    this.#port.client.emit('led', { room, from });
  }
}
