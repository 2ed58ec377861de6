import { ChappeError } from './errors.js';

/** The server takes no more in one message. */
const AT_ONCE = 100;
/** An error names no more than this. */
const NAMED = 10;
/** After so many refusals on one socket the rest is taken for gone: the server counts messages. */
const MAX_REFUSALS = 500;

/**
 * Whom a client watches, through all its sockets: the server knows it of one socket only. It watches all whom a message
 * names or none, and only those who share a room with this session; who does so may be another after each lost socket.
 */
export class Watches {
  #request;
  #tell;
  /** @type {Set<string>} */
  #watched = new Set();
  /** Those of them whom the server does not watch on this socket: there is no room in common. @type {Set<string>} */
  #missing = new Set();
  #refusals = 0;

  /**
   * @param {(message: Record<string, any>) => Promise<any>} request
   * @param {(error: ChappeError) => void} tell what nobody waits for went wrong
   */
  constructor(request, tell) {
    this.#request = request;
    this.#tell = tell;
  }

  /** @param {string[]} peers all, or none when it fails */
  async watch(peers) {
    await this.#request({ type: 'watch', peers });
    for (const peer of peers) {
      this.#watched.add(peer);
      this.#missing.delete(peer);
    }
  }

  /** @param {string[]} peers */
  async unwatch(peers) {
    for (const peer of peers) {
      this.#watched.delete(peer);
      this.#missing.delete(peer);
    }
    await this.#request({ type: 'unwatch', peers });
  }

  /** Another socket: nobody is watched on it until {@link again}. */
  forget() {
    this.#missing.clear();
    this.#refusals = 0;
  }

  /**
   * Watches on this socket whom the one before did. Who is in no room is not even asked for: a thousand of those, each to be
   * found by a refusal, would be as many messages as a client may send.
   *
   * @param {(peer: string) => boolean} present whether the peer may be in one of this session's rooms
   */
  async again(present) {
    this.#missing = new Set([...this.#watched].filter((peer) => !present(peer)));
    await this.#set([...this.#watched].filter(present));
    const missing = [...this.#missing];
    if (missing.length === 0) return;
    const names = missing.length > NAMED ? [...missing.slice(0, NAMED), `and ${missing.length - NAMED} more`] : missing;
    this.#tell(new ChappeError('no_such_peer', `not watched now, for there is no room in common: ${names.join(', ')}`));
  }

  /** @param {Iterable<{peer: string}>} members who are in a room now, and may have been in none before */
  seen(members) {
    if (this.#missing.size === 0) return;
    void this.#set([...members].map(({ peer }) => peer).filter((peer) => this.#missing.delete(peer)));
  }

  /** @param {string[]} peers */
  async #set(peers) {
    const parts = [];
    for (let from = 0; from < peers.length; from += AT_ONCE) parts.push(this.#try(peers.slice(from, from + AT_ONCE)));
    await Promise.all(parts);
  }

  /**
   * Halves what is refused until it is clear because of whom: those have left, and that has not been heard yet.
   *
   * @param {string[]} some
   */
  async #try(some) {
    const peers = some.filter((peer) => this.#watched.has(peer));
    if (peers.length === 0) return;
    try {
      await this.#request({ type: 'watch', peers });
    } catch (error) {
      await this.#refused(peers, /** @type {ChappeError} */ (error));
    }
  }

  /**
   * @param {string[]} peers
   * @param {ChappeError} error
   */
  async #refused(peers, error) {
    if (error.code !== 'no_such_peer') return this.#tell(error);
    if (++this.#refusals > MAX_REFUSALS || peers.length === 1) return peers.forEach((peer) => this.#miss(peer));
    const half = Math.ceil(peers.length / 2);
    // One after the other: the server counts messages, and few are refused.
    await this.#try(peers.slice(0, half));
    await this.#try(peers.slice(half));
  }

  /** @param {string} peer */
  #miss(peer) {
    if (this.#watched.has(peer)) this.#missing.add(peer);
  }
}
