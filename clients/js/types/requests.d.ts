/**
 * @param {Record<string, any>} message of type `error`
 * @returns {ChappeError}
 */
export function errorFrom(message: Record<string, any>): ChappeError;
/**
 * The requests of one session that wait for their answer. Each ends with it, with an error, or at its deadline.
 *
 * @typedef {{message: Record<string, any>, resolve: (answer: any) => void, reject: (error: ChappeError) => void, timer: ReturnType<typeof setTimeout>}} Open
 */
export class Requests {
    /**
     * @param {number} id above all before it
     * @param {Record<string, any>} message without its `id`
     * @param {number} timeoutMs
     * @param {(message: Record<string, any>) => void} send
     * @returns {Promise<any>} the server's answer
     */
    start(id: number, message: Record<string, any>, timeoutMs: number, send: (message: Record<string, any>) => void): Promise<any>;
    /**
     * What to send again on a new line of the same session.
     *
     * @param {(message: Record<string, any>) => void} send
     * @returns {[id: number, send: () => void][]}
     */
    repeats(send: (message: Record<string, any>) => void): [id: number, send: () => void][];
    /**
     * @param {Record<string, any>} message from the server
     * @returns {boolean} whether it answered an open request
     */
    settle(message: Record<string, any>): boolean;
    /**
     * Ends what is open: a new session knows none of it.
     *
     * @param {ChappeError} error
     */
    fail(error: ChappeError): void;
    #private;
}
/**
 * The requests of one session that wait for their answer. Each ends with it, with an error, or at its deadline.
 */
export type Open = {
    message: Record<string, any>;
    resolve: (answer: any) => void;
    reject: (error: ChappeError) => void;
    timer: ReturnType<typeof setTimeout>;
};
import { ChappeError } from './errors.js';
