/**
 * How long to wait before the next try: full jitter, so that clients which lost the same gateway do not come back as one.
 *
 * @param {number} attempt tries that have failed since the last good socket; 0 for a socket that just broke
 * @param {number} urls how many addresses are tried in turn; the pause grows once all of them have had a try
 * @param {number} [maxMs] the longest pause
 * @param {() => number} [random] from 0 to below 1
 * @returns {number} milliseconds
 */
export function reconnectDelay(attempt: number, urls: number, maxMs?: number, random?: () => number): number;
/** @typedef {'reconnect' | 'renew-token' | 'over'} CloseVerdict */
/**
 * What to do after a socket was closed with this code (the server's codes are listed in the protocol's reference).
 *
 * @param {number} code RFC 6455 section 7.4, or one of the protocol's own from 4000 up
 * @returns {CloseVerdict}
 */
export function afterClose(code: number): CloseVerdict;
/**
 * @param {number} code of a close that ends the session
 * @param {string} reason from the close frame
 */
export function endingOf(code: number, reason: string): ChappeError;
/** "I mean to come back": it does not end the session, where the server keeps one for a socket that was lost. */
export const CLOSE_COMING_BACK: 4000;
/** "This session is on another socket now." */
export const CLOSE_MOVED: 4409;
/** When to try again, by what has been tried since the last good socket. */
export class Pace {
    /** @param {() => number} [now] in ms */
    constructor(now?: () => number);
    /** @param {unknown} windowMs how long the session will outlive its socket, as the server says */
    up(windowMs: unknown): void;
    lost(): void;
    /**
     * While the session waits to be resumed there is no time for long pauses.
     *
     * @param {number} urls how many addresses are tried in turn
     * @returns {{attempt: number, delayMs: number}}
     */
    next(urls: number): {
        attempt: number;
        delayMs: number;
    };
    #private;
}
export type CloseVerdict = "reconnect" | "renew-token" | "over";
import { ChappeError } from './errors.js';
