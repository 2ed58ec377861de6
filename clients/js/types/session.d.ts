/**
 * @typedef {object} SessionEvents
 * @property {{welcome: Record<string, any>, previous: string, resumed: boolean}} welcome there is a session; `previous` is the id of the one before, if there was one; `resumed`: it is the same
 * @property {{message: Record<string, any>, answered: boolean}} message anything else from the server; whether it was the answer to a request
 * @property {import('./link.js').LinkEvents['down']} down no socket; the session may go on with the next one
 * @property {import('./link.js').LinkEvents['end']} end no socket, and none will follow
 */
/**
 * What the server calls a session: who this client is, and what it has asked and not been answered. It goes on with the
 * next line when that comes in time; else that brings another session, and what was open has failed.
 *
 * @extends {Emitter<SessionEvents>}
 */
export class Session extends Emitter<SessionEvents> {
    /**
     * @param {import('./link.js').LinkOptions} options
     * @param {() => Record<string, number>} versions of the rooms that this client knows
     */
    constructor(options: import("./link.js").LinkOptions, versions: () => Record<string, number>);
    /** Starts the first try. */
    start(): void;
    /** What the server said at the beginning of the latest session. */
    get welcome(): Record<string, any> | undefined;
    /** The latest session's id. */
    get id(): string;
    /** Whether a message that is sent now goes out. */
    get up(): boolean;
    /**
     * Asks now, or as soon as the session goes on.
     *
     * @param {Record<string, any>} message without its `id`
     * @param {number} [timeoutMs]
     * @returns {Promise<any>} the server's answer
     */
    request(message: Record<string, any>, timeoutMs?: number): Promise<any>;
    /**
     * Sends a signal, again and again, until the one that it is for has it.
     *
     * @param {Record<string, any>} message without its `id`
     * @param {number} timeoutMs
     * @returns {Promise<any>} the `ack`
     */
    deliver(message: Record<string, any>, timeoutMs: number): Promise<any>;
    /** @param {Record<string, any>} message it is lost when there is no line */
    send(message: Record<string, any>): void;
    /** Ends the session at once. */
    close(): void;
    #private;
}
export type SessionEvents = {
    /**
     * there is a session; `previous` is the id of the one before, if there was one; `resumed`: it is the same
     */
    welcome: {
        welcome: Record<string, any>;
        previous: string;
        resumed: boolean;
    };
    /**
     * anything else from the server; whether it was the answer to a request
     */
    message: {
        message: Record<string, any>;
        answered: boolean;
    };
    /**
     * no socket; the session may go on with the next one
     */
    down: import("./link.js").LinkEvents["down"];
    /**
     * no socket, and none will follow
     */
    end: import("./link.js").LinkEvents["end"];
};
import { Emitter } from './emitter.js';
