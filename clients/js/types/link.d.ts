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
export class Link extends Emitter<LinkEvents> {
    /** @param {LinkOptions} options */
    constructor(options: LinkOptions);
    /** Whether a message that is sent now goes out. Not while a new line takes over: on the old one it could be lost, or come twice. */
    get up(): boolean;
    /** Starts the first try. */
    start(): void;
    /** @param {Record<string, any>} message it is lost when the link is not up */
    send(message: Record<string, any>): void;
    /** Ends the session. What was sent before still goes out. */
    close(): void;
    #private;
}
export type LinkEvents = {
    /**
     * the answer to `hello`; the link is up
     */
    welcome: Record<string, any>;
    /**
     * anything else that the server says, and its length in characters
     */
    message: {
        message: Record<string, any>;
        size: number;
    };
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
     * where `hello` brings another token each time: gets one
     */
    freshToken: (() => Promise<string>) | undefined;
    WebSocket?: import("./websocket.js").WebSocketClass | undefined;
};
import { Emitter } from './emitter.js';
import { ChappeError } from './errors.js';
