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
    /** @param {AttemptPort} port */
    constructor(port: AttemptPort);
    /** The address that is tried. */
    get url(): string;
    /** Gives it up without a word. */
    abandon(): void;
    #private;
}
/**
 * why there was no `welcome`
 */
export type Failure = {
    /**
     * of the close
     */
    code: number;
    reason: string;
    /**
     * whether the socket was open
     */
    opened: boolean;
    /**
     * by the server before
     */
    said: ChappeError | undefined;
    /**
     * another attempt would end the same way
     */
    hopeless?: boolean | undefined;
};
export type AttemptPort = {
    url: string;
    WebSocket: import("./websocket.js").WebSocketClass | undefined;
    hello: () => Promise<Record<string, any>>;
    /**
     * `hello` goes out now
     */
    greeting: () => void;
    /**
     * the line is paused behind its `welcome`
     */
    welcomed: (line: Line, welcome: Record<string, any>) => void;
    failed: (failure: Failure) => void;
};
import { ChappeError } from './errors.js';
import { Line } from './line.js';
