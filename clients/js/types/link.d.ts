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
export class Link extends Emitter<LinkEvents> {
    /** @param {LinkOptions} options */
    constructor(options: LinkOptions);
    /** Whether a message that is sent now goes out. */
    get up(): boolean;
    /** Starts the first try. */
    start(): void;
    /** @param {Record<string, any>} message it is lost when the line is not up */
    send(message: Record<string, any>): void;
    /** Ends the session. What was sent before still goes out. */
    close(): void;
    #private;
}
/**
 * The line to the service: one socket, and another one when that is lost, until it is closed or the server says that it
 * is over.
 */
export type LinkEvents = {
    /**
     * the answer to `hello`; the line is up
     */
    welcome: Record<string, any>;
    /**
     * anything else that the server says
     */
    message: Record<string, any>;
    /**
     * no socket; the next try is in `delayMs`
     */
    down: {
        code: number;
        reason: string;
        attempt: number;
        delayMs: number;
    };
    /**
     * no socket, and none will follow
     */
    end: {
        code: number;
        reason: string;
        error: ChappeError | undefined;
    };
};
export type LinkOptions = {
    /**
     * tried in turn
     */
    urls: string[];
    /**
     * the first message on each socket
     */
    hello: () => Promise<Record<string, any>>;
    /**
     * whether `hello` would bring another token than last time
     */
    canRenewToken: boolean;
    WebSocket?: import("./websocket.js").WebSocketClass | undefined;
};
import { Emitter } from './emitter.js';
import { ChappeError } from './errors.js';
