const MAX = 32;

/** Where the service is, in the order in which its addresses are tried. */
export class Addresses {
  #configured;
  #secure;
  #urls;
  #turn = -1;

  /** @param {string[]} configured at least one */
  constructor(configured) {
    this.#configured = this.#urls = configured;
    this.#secure = configured.every((url) => url.startsWith('wss:'));
  }

  /** How many there are. */
  get count() {
    return this.#urls.length;
  }

  /** The one whose turn it is. */
  next() {
    this.#turn = (this.#turn + 1) % this.#urls.length;
    return this.#urls[this.#turn];
  }

  /** @param {unknown} told by the server, for when the gateway of now is lost */
  learn(told) {
    const current = this.#urls[Math.max(0, this.#turn)];
    this.#urls = merged(this.#configured, this.#usable(told));
    this.#turn = this.#urls.indexOf(current);
  }

  /**
   * The server wants this client elsewhere: at one of these first, at the address that it is at now last.
   *
   * @param {unknown} told in an order that all clients are told; each takes its own, so that they do not all end up at one
   */
  leave(told) {
    const current = this.#urls[this.#turn];
    const others = merged(shuffled(this.#usable(told)), this.#urls).filter((url) => url !== current);
    this.#urls = [...others, current];
    this.#turn = -1;
  }

  /**
   * @param {unknown} urls
   * @returns {string[]} a server's word is no reason to give up TLS
   */
  #usable(urls) {
    const schemes = this.#secure ? /^wss:\/\/[^/]/ : /^wss?:\/\/[^/]/;
    return Array.isArray(urls) ? urls.filter((url) => typeof url === 'string' && schemes.test(url)) : [];
  }
}

/**
 * @param {string[]} first
 * @param {string[]} then
 */
function merged(first, then) {
  return [...new Set([...first, ...then])].slice(0, Math.max(MAX, first.length));
}

/** @param {string[]} urls */
function shuffled(urls) {
  return urls
    .map((url) => ({ url, place: Math.random() }))
    .sort((a, b) => a.place - b.place)
    .map(({ url }) => url);
}
