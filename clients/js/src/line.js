/**
 * @typedef {object} LineEvents
 * @property {() => void} [opened]
 * @property {(text: string) => void} heard
 * @property {(code: number, reason: string) => void} closed once, by the other side or because there was no way
 */

/** What a paused line keeps at most; more, and it goes on by itself. */
const MAX_WAITING = 4_096;

/** One WebSocket, whose listener may change and which can be told to wait. */
export class Line {
  #socket;
  /** @type {LineEvents} */
  #events;
  /** @type {(() => void)[] | undefined} what came while it was paused */
  #waiting;
  #detail = '';

  /**
   * Dials.
   *
   * @param {import('./websocket.js').WebSocketClass} WebSocket
   * @param {string} url
   * @param {string} protocol
   * @param {LineEvents} events
   */
  constructor(WebSocket, url, protocol, events) {
    this.#events = events;
    this.#socket = new WebSocket(url, [protocol]);
    this.#socket.onopen = () => this.#events.opened?.();
    this.#socket.onmessage = ({ data }) => this.#take(() => this.#events.heard(String(data)));
    this.#socket.onerror = (event) => (this.#detail = /** @type {any} */ (event).message ?? '');
    this.#socket.onclose = ({ code, reason }) => this.#take(() => this.#events.closed(code, reason || this.#detail));
  }

  /** @param {string} text lost when the line is not open */
  send(text) {
    if (this.#socket.readyState === 1) this.#socket.send(text);
  }

  /** @param {LineEvents} events from now on */
  listen(events) {
    this.#events = events;
  }

  /** What comes from now on waits. */
  pause() {
    this.#waiting = [];
  }

  /** What has waited comes now. */
  resume() {
    const waiting = this.#waiting ?? [];
    this.#waiting = undefined;
    for (const each of waiting) each();
  }

  /**
   * Lets go of the socket at once, and says nothing more: a browser may take a minute to say that a dead one is closed.
   *
   * @param {number} code
   * @param {string} reason
   */
  drop(code, reason) {
    const socket = this.#socket;
    this.#waiting = undefined;
    socket.onopen = socket.onmessage = socket.onclose = null;
    socket.onerror = () => {};
    if (socket.readyState < 2) socket.close(code, reason.slice(0, 40));
  }

  /** @param {() => void} each */
  #take(each) {
    if (!this.#waiting) return each();
    this.#waiting.push(each);
    if (this.#waiting.length > MAX_WAITING) this.resume();
  }
}
