import { ChappeError } from './errors.js';
import { Line } from './line.js';
import { parse } from './message.js';
import { CLOSE_COMING_BACK } from './reconnect.js';
import { errorFrom } from './requests.js';
import { webSocketClass } from './websocket.js';

const PROTOCOL = 'chappe.v1.json';
/** From dialling to `welcome`. */
const WELCOME_TIMEOUT_MS = 10_000;
/** Said in the place of a close code where no socket was ever open. */
const NO_SOCKET = 1006;

/**
 * @typedef {object} Failure why there was no `welcome`
 * @property {number} code of the close
 * @property {string} reason
 * @property {boolean} opened whether the socket was open
 * @property {ChappeError | undefined} said by the server before
 * @property {boolean} [hopeless] another attempt would end the same way
 */

/**
 * @typedef {object} AttemptPort
 * @property {string} url
 * @property {import('./websocket.js').WebSocketClass | undefined} WebSocket
 * @property {() => Promise<Record<string, any>>} hello
 * @property {() => void} greeting `hello` goes out now
 * @property {(line: Line, welcome: Record<string, any>) => void} welcomed the line is paused behind its `welcome`
 * @property {(failure: Failure) => void} failed
 */

/** One socket on its way to a `welcome`. It gets one, or fails, within its time. */
export class Attempt {
  #port;
  /** @type {Line | undefined} */
  #line;
  /** @type {ChappeError | undefined} */
  #said;
  #opened = false;
  #over = false;
  #timer;

  /** @param {AttemptPort} port */
  constructor(port) {
    this.#port = port;
    this.#timer = setTimeout(() => this.#fail(CLOSE_COMING_BACK, 'no welcome in time'), WELCOME_TIMEOUT_MS);
    void this.#dial();
  }

  /** The address that is tried. */
  get url() {
    return this.#port.url;
  }

  /** Gives it up without a word. */
  abandon() {
    this.#over = true;
    clearTimeout(this.#timer);
    this.#line?.drop(1000, 'not needed any more');
  }

  async #dial() {
    try {
      const WebSocket = this.#port.WebSocket ?? (await webSocketClass());
      const hello = { type: 'hello', ...(await this.#port.hello()) };
      if (this.#over) return;
      this.#line = new Line(WebSocket, this.#port.url, PROTOCOL, {
        opened: () => this.#greet(hello),
        heard: (text) => this.#heard(text),
        closed: (code, reason) => this.#fail(code, reason),
      });
    } catch (error) {
      // Where there is no WebSocket at all, another try would find none either.
      const said = error instanceof ChappeError ? error : undefined;
      this.#fail(NO_SOCKET, error instanceof Error ? error.message : String(error), { said, hopeless: said?.code === 'unavailable' });
    }
  }

  /** @param {Record<string, any>} hello */
  #greet(hello) {
    this.#opened = true;
    this.#port.greeting();
    this.#line?.send(JSON.stringify(hello));
  }

  /** @param {string} text */
  #heard(text) {
    const message = parse(text);
    if (message?.type === 'error') this.#said = errorFrom(message);
    if (message?.type !== 'welcome' || !this.#line || this.#over) return;
    this.#over = true;
    clearTimeout(this.#timer);
    this.#line.pause();
    this.#port.welcomed(this.#line, message);
  }

  /**
   * @param {number} code
   * @param {string} reason
   * @param {Partial<Failure>} [more]
   */
  #fail(code, reason, more) {
    if (this.#over) return;
    this.#over = true;
    clearTimeout(this.#timer);
    this.#line?.drop(CLOSE_COMING_BACK, reason);
    this.#port.failed({ code, reason, opened: this.#opened, said: this.#said, ...more });
  }
}
