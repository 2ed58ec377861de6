import { Addresses } from './addresses.js';
import { Attempt } from './attempt.js';
import { Emitter } from './emitter.js';
import { ChappeError } from './errors.js';
import { Handover } from './handover.js';
import { Heartbeat } from './heartbeat.js';
import { Inquiry } from './inquiry.js';
import { isAnswer, parse } from './message.js';
import { afterClose, CLOSE_COMING_BACK, CLOSE_MOVED, endingOf, Pace, reconnectDelay } from './reconnect.js';

const MAX_REFUSALS = 2;

/**
 * @typedef {object} LinkEvents
 * @property {Record<string, any>} welcome the answer to `hello`; the link is up
 * @property {{message: Record<string, any>, size: number}} message anything else that the server says, and its length in characters
 * @property {{code: number, reason: string, attempt: number, delayMs: number}} down no socket; the next try is in `delayMs`
 * @property {{code: number, reason: string, error: ChappeError | undefined}} end no socket, and none will follow
 */

/**
 * @typedef {object} LinkOptions
 * @property {string[]} urls tried in turn
 * @property {() => Promise<Record<string, any>>} hello the first message on each socket
 * @property {(() => Promise<string>) | undefined} freshToken where `hello` brings another token each time: gets one
 * @property {import('./websocket.js').WebSocketClass} [WebSocket]
 */

/**
 * The way to the service: one socket, and another one when that is lost or its server is about to go, until it is closed
 * or the server says that it is over. At most one `hello` is under way.
 *
 * @extends {Emitter<LinkEvents>}
 */
export class Link extends Emitter {
  #options;
  #addresses;
  #pace = new Pace();
  /** Until there was a `welcome`: later on the reasons are others. @type {Inquiry | undefined} */
  #inquiry;
  /** The line that the session is on, or was on until the new one's `hello`. @type {import('./line.js').Line | undefined} */
  #line;
  /** @type {Attempt | undefined} */
  #attempt;
  /** @type {Handover | undefined} */
  #handover;
  /** @type {Heartbeat | undefined} */
  #heartbeat;
  /** The next attempt. @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;
  #refusals = 0;
  #ended = false;
  #tryNow = () => this.#retryAtOnce();

  /** @param {LinkOptions} options */
  constructor(options) {
    super();
    this.#options = options;
    this.#addresses = new Addresses(options.urls);
    this.#inquiry = new Inquiry(options.urls);
    globalThis.addEventListener?.('online', this.#tryNow);
  }

  /** Whether a message that is sent now goes out. Not while a new line takes over: on the old one it could be lost, or come twice. */
  get up() {
    return this.#line !== undefined && this.#handover === undefined && !this.#ended;
  }

  /** Starts the first try. */
  start() {
    this.#connect();
  }

  /** @param {Record<string, any>} message it is lost when the link is not up */
  send(message) {
    if (this.up) this.#line?.send(JSON.stringify(message));
  }

  /** Ends the session. What was sent before still goes out. */
  close() {
    if (this.#ended) return;
    this.send({ type: 'bye' });
    this.#end(1000, 'bye', undefined);
  }

  #connect() {
    const attempt = new Attempt({
      url: this.#addresses.next(),
      WebSocket: this.#options.WebSocket,
      hello: this.#options.hello,
      greeting: () => this.#greeting(),
      welcomed: (line, welcome) => this.#welcomed(line, welcome),
      failed: (failure) => void this.#failed(attempt, failure),
    });
    this.#attempt = attempt;
  }

  /** Where there is a line still, nothing more goes out on it. */
  #greeting() {
    this.#heartbeat?.stop();
    if (this.#line) this.#handover = new Handover(this.#line);
  }

  /**
   * @param {import('./line.js').Line} line
   * @param {Record<string, any>} welcome
   */
  #welcomed(line, welcome) {
    this.#attempt = undefined;
    const adopt = () => this.#adopt(line, welcome);
    this.#handover ? this.#handover.finish(welcome.resumed === true, adopt) : adopt();
  }

  /**
   * @param {import('./line.js').Line} line
   * @param {Record<string, any>} welcome
   */
  #adopt(line, welcome) {
    if (this.#ended) return line.drop(1000, 'not needed any more');
    this.#handover = this.#inquiry = undefined;
    this.#line = line;
    this.#refusals = 0;
    this.#pace.up(welcome.resumeWindowMs);
    this.#addresses.learn(welcome.urls);
    this.#heartbeat?.stop();
    this.#heartbeat = new Heartbeat(
      welcome.pingIntervalMs,
      () => this.send({ type: 'ping' }),
      () => this.#lost(CLOSE_COMING_BACK, 'the server does not answer'),
    );
    line.listen({ heard: (text) => this.#heard(text), closed: (code, reason) => this.#closed(code, reason) });
    this.emit('welcome', welcome);
    line.resume();
  }

  /** @param {string} text */
  #heard(text) {
    const message = parse(text);
    this.#heartbeat?.heard(isAnswer(message));
    if (!message || message.type === 'pong') return;
    if (message.type === 'go-away') this.#move(message);
    this.emit('message', { message, size: text.length });
  }

  /**
   * The server is about to go and has given each of its clients a time of its own at which to move.
   *
   * @param {Record<string, any>} goAway
   */
  #move({ urls, reconnectAfterMs }) {
    this.#addresses.leave(urls);
    if (!this.#attempt && !this.#handover) this.#schedule(Math.max(0, Number(reconnectAfterMs) || 0));
  }

  /** @param {number} delayMs */
  #schedule(delayMs) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      if (!this.#ended && !this.#attempt && !this.#handover) this.#connect();
    }, delayMs);
  }

  /**
   * @param {Attempt} attempt
   * @param {import('./attempt.js').Failure} failure
   */
  async #failed(attempt, { code, reason, opened, said, hopeless }) {
    const { error, hint } = (!opened && !hopeless && (await this.#inquiry?.about(attempt.url))) || {};
    if (this.#ended) return;
    this.#attempt = undefined;
    if (hopeless || error) return this.#end(code, reason, error ?? said);
    if (this.#isOver(code)) return this.#end(code, reason, said ?? endingOf(code, reason));
    const why = hint ?? said?.message ?? reason;
    // Nobody knows whether the session has left the old line.
    if (this.#handover) this.#drop('could not move');
    if (!this.#line) this.#down(code, why, said?.retryAfterMs);
    else this.#schedule(this.#pace.next(this.#addresses.count).delayMs);
  }

  /**
   * The line has ended by itself.
   *
   * @param {number} code
   * @param {string} reason
   */
  #closed(code, reason) {
    const taken = this.#handover !== undefined && code === CLOSE_MOVED;
    if (!taken && this.#isOver(code)) this.#end(code, reason, endingOf(code, reason));
    else if (this.#handover) this.#handover.oldClosed();
    else this.#lost(code, reason);
  }

  /**
   * @param {number} code
   * @param {string} reason
   */
  #lost(code, reason) {
    this.#drop(reason);
    this.#down(code, reason);
  }

  /** @param {number} code after which coming back may be of no use */
  #isOver(code) {
    const verdict = afterClose(code);
    return verdict === 'over' || (verdict === 'renew-token' && (!this.#options.freshToken || ++this.#refusals > MAX_REFUSALS));
  }

  /** @param {string} reason */
  #drop(reason) {
    this.#heartbeat?.stop();
    this.#line?.drop(CLOSE_COMING_BACK, reason);
    this.#line = this.#handover = undefined;
    this.#pace.lost();
  }

  /**
   * @param {number} code
   * @param {string} reason
   * @param {number} [atLeastMs]
   */
  #down(code, reason, atLeastMs = 0) {
    const { attempt, delayMs } = this.#pace.next(this.#addresses.count);
    // An attempt that is on its way goes on; it just has no old line any more.
    const pause = this.#attempt ? 0 : Math.max(atLeastMs, delayMs);
    if (!this.#attempt) this.#schedule(pause);
    this.emit('down', { code, reason, attempt, delayMs: pause });
  }

  /** The network is back: waiting out a long pause would only puzzle the person in front of the screen. */
  #retryAtOnce() {
    if (!this.#ended && !this.#line && !this.#attempt) this.#schedule(reconnectDelay(0, 1));
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
    this.#attempt?.abandon();
    this.#heartbeat?.stop();
    this.#handover?.cancel();
    this.#line?.drop(1000, reason);
    this.emit('end', { code, reason, error });
  }
}
