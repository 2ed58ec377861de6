/**
 * Gives the server a new token before the old one is over, so that the session keeps its line. Nothing of it outlives the
 * line: the next one's `hello` brings a new token anyway.
 */
export class TokenRenewal {
    /**
     * @param {import('./inbox.js').Outlet} outlet
     * @param {(() => Promise<string>) | undefined} freshToken without it nothing is renewed
     * @param {() => number} nextId
     * @param {import('./timers.js').Timers} [timers]
     */
    constructor(outlet: import("./inbox.js").Outlet, freshToken: (() => Promise<string>) | undefined, nextId: () => number, timers?: import("./timers.js").Timers);
    /** @param {unknown} expiresInMs how long the token is still good for, as the server says */
    expiring(expiresInMs: unknown): void;
    /**
     * @param {Record<string, any>} answer from the server, to any request
     * @returns {boolean} false for what is not for this, and for an error that is final: the application is to know of it
     */
    settle(answer: Record<string, any>): boolean;
    /** There is another line, or none any more. */
    stop(): void;
    #private;
}
