import { Emitter } from './emitter.js';
import { ChappeError } from './errors.js';
import { afterClose, endingOf, reconnectDelay } from './reconnect.js';
import { webSocketClass } from './websocket.js';

const PROTOCOL = 'chappe.v1.json';
/** From dialling to `welcome`. */
const WELCOME_TIMEOUT_MS = 10_000;
/** A socket that lived this long was a good one: the next loss starts again with the shortest pause. */
const STABLE_MS = 10_000;
const DEFAULT_PING_INTERVAL_MS = 20_000;
/** "I mean to come back": it does not end the session, where the server keeps one for a socket that was lost. */
const CLOSE_COMING_BACK = 4000;

/**
 * The line to the service: one socket, and another one when that is lost, until it is closed or the server says that it
 * is over.
 *
 * @typedef {object} LinkEvents
 * @property {Record<string, any>} welcome the answer to `hello`; the line is up
 * @property {Record<string, any>} message anything else that the server says
 * @property {{code: number, reason: string, attempt: number, delayMs: number}} down no socket; the next try is in `delayMs`
 * @property {{code: number, reason: string, error: ChappeError | undefined}} end no socket, and none will follow
 */

/**
 * @typedef {object} LinkOptions
 * @property {string[]} urls tried in turn
 * @property {() => Promise<Record<string, any>>} hello the first message on each socket
 * @property {boolean} canRenewToken whether `hello` would bring another token than last time
 * @property {import('./websocket.js').WebSocketClass} [WebSocket]
 */

/** @extends {Emitter<LinkEvents>} */
export class Link extends Emitter {
  #options;
  #urls;
  #turn = 0;
  #attempt = 0;
  #refusals = 0;
  /** @type {WebSocket | undefined} */
  #socket;
  #up = false;
  #ended = false;
  #upSince = 0;
  #pingIntervalMs = DEFAULT_PING_INTERVAL_MS;
  /** @type {ReturnType<typeof setTimeout> | undefined} the one thing that this line waits for: a try, a welcome or a sign of life */
  #timer;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #slotTimer;
  #tryNow = () => this.#retryAtOnce();

  /** @param {LinkOptions} options */
  constructor(options) {
    super();
    this.#options = options;
    this.#urls = options.urls;
    globalThis.addEventListener?.('online', this.#tryNow);
  }

  /** Whether a message that is sent now goes out. */
  get up() {
    return this.#up;
  }

  /** Starts the first try. */
  start() {
    void this.#connect();
  }

  /** @param {Record<string, any>} message it is lost when the line is not up */
  send(message) {
    if (this.#up) this.#socket?.send(JSON.stringify(message));
  }

  /** Ends the session. What was sent before still goes out. */
  close() {
    if (this.#ended) return;
    this.send({ type: 'bye' });
    this.#drop(1000, 'bye');
    this.#end(1000, 'bye', undefined);
  }

  async #connect() {
    const url = this.#urls[this.#turn % this.#urls.length];
    /** @type {WebSocket} */
    let socket;
    let hello = '';
    /** @type {import('./websocket.js').WebSocketClass} */
    let WebSocket;
    try {
      WebSocket = this.#options.WebSocket ?? (await webSocketClass());
    } catch (error) {
      // Another try would find none either.
      return this.#end(0, 'no WebSocket', /** @type {ChappeError} */ (error));
    }
    try {
      hello = JSON.stringify({ type: 'hello', ...(await this.#options.hello()) });
      if (this.#ended) return;
      socket = new WebSocket(url, [PROTOCOL]);
    } catch (error) {
      this.#schedule(0, error instanceof Error ? error.message : String(error));
      return;
    }
    let detail = '';
    this.#socket = socket;
    socket.onopen = () => socket.send(hello);
    socket.onmessage = (event) => this.#heard(event.data);
    socket.onerror = (event) => (detail = /** @type {any} */ (event).message ?? '');
    socket.onclose = (event) => this.#lost(event.code, event.reason || detail);
    this.#timer = setTimeout(() => this.#lost(CLOSE_COMING_BACK, 'no welcome in time'), WELCOME_TIMEOUT_MS);
  }

  /** @param {unknown} text */
  #heard(text) {
    const message = parse(text);
    if (!message) return;
    if (!this.#up) {
      if (message.type !== 'welcome') return this.emit('message', message);
      this.#up = true;
      this.#upSince = Date.now();
      this.#refusals = 0;
      if (message.pingIntervalMs > 0) this.#pingIntervalMs = message.pingIntervalMs;
      this.#urls = [...new Set([...this.#options.urls, ...addresses(message.urls)])];
    }
    this.#listen(() => this.#ping());
    if (message.type === 'go-away') this.#takeSlot(message);
    if (message.type !== 'pong') this.emit(message.type === 'welcome' ? 'welcome' : 'message', message);
  }

  /**
   * The answer to a ping must come within as long again as the silence before it. This counts from the ping and not from
   * the last message, so that a computer that wakes up gives its socket a chance.
   *
   * @param {() => void} whenSilent
   */
  #listen(whenSilent) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(whenSilent, this.#pingIntervalMs);
  }

  #ping() {
    this.send({ type: 'ping' });
    this.#listen(() => this.#lost(CLOSE_COMING_BACK, 'the server has fallen silent'));
  }

  /**
   * The server is about to go and has given each of its clients a time of its own at which to move.
   *
   * @param {Record<string, any>} goAway
   */
  #takeSlot(goAway) {
    const urls = addresses(goAway.urls);
    if (urls.length > 0) this.#urls = [...new Set([...urls, ...this.#urls])];
    clearTimeout(this.#slotTimer);
    this.#slotTimer = setTimeout(() => {
      if (urls.length > 0) this.#turn = -1;
      this.#lost(CLOSE_COMING_BACK, 'asked to go away', 0);
    }, Math.max(0, Number(goAway.reconnectAfterMs) || 0));
  }

  /**
   * @param {number} code
   * @param {string} reason
   * @param {number} [delayMs]
   */
  #lost(code, reason, delayMs) {
    this.#drop(code, reason);
    const verdict = afterClose(code);
    const refused = verdict === 'renew-token' && (!this.#options.canRenewToken || ++this.#refusals > 2);
    if (verdict === 'over' || refused) {
      this.#end(code, reason, new ChappeError(...endingOf(code, reason)));
    } else {
      this.#schedule(code, reason, delayMs);
    }
  }

  /**
   * Lets go of the socket at once: a browser may take a minute to say that a dead one is closed.
   *
   * @param {number} code
   * @param {string} reason
   */
  #drop(code, reason) {
    clearTimeout(this.#timer);
    clearTimeout(this.#slotTimer);
    const socket = this.#socket;
    if (this.#up && Date.now() - this.#upSince >= STABLE_MS) this.#attempt = 0;
    this.#up = false;
    this.#socket = undefined;
    if (!socket) return;
    socket.onopen = socket.onmessage = socket.onclose = null;
    socket.onerror = () => {};
    if (socket.readyState < 2) socket.close(code === 1000 ? 1000 : CLOSE_COMING_BACK, reason.slice(0, 40));
  }

  /**
   * @param {number} code
   * @param {string} reason
   * @param {number} [delayMs]
   */
  #schedule(code, reason, delayMs) {
    if (this.#ended) return;
    const attempt = this.#attempt++;
    const pause = delayMs ?? reconnectDelay(attempt, this.#urls.length);
    this.#turn++;
    this.#timer = setTimeout(() => void this.#connect(), pause);
    this.emit('down', { code, reason, attempt, delayMs: pause });
  }

  /** The network is back: waiting out a long pause would only puzzle the person in front of the screen. */
  #retryAtOnce() {
    if (this.#ended || this.#socket) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#connect(), reconnectDelay(0, 1));
  }

  /**
   * @param {number} code
   * @param {string} reason
   * @param {ChappeError | undefined} error
   */
  #end(code, reason, error) {
    this.#ended = true;
    clearTimeout(this.#timer);
    globalThis.removeEventListener?.('online', this.#tryNow);
    this.emit('end', { code, reason, error });
  }
}

/**
 * @param {unknown} text
 * @returns {Record<string, any> | undefined} nothing for what is not a message: a later server may say what we do not know
 */
function parse(text) {
  try {
    const message = JSON.parse(String(text));
    return typeof message?.type === 'string' ? message : undefined;
  } catch {
    return undefined;
  }
}

/**
 * @param {unknown} urls
 * @returns {string[]}
 */
function addresses(urls) {
  return Array.isArray(urls) ? urls.filter((url) => /^wss?:/.test(url)) : [];
}
