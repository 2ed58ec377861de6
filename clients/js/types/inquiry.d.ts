/** @typedef {{error?: ChappeError, hint?: string}} Finding why there is no way, or what may be in it */
/**
 * Why a first socket never opened. A browser keeps to itself whether it was refused, at the wrong address or not trusted,
 * so the same address is asked once more, by a plain request that may tell.
 */
export class Inquiry {
    /**
     * @param {string[]} urls all that this client was given
     * @param {typeof globalThis.fetch} [fetch]
     */
    constructor(urls: string[], fetch?: typeof globalThis.fetch);
    /**
     * Asks, once for each address.
     *
     * @param {string} url of the socket
     * @returns {Promise<Finding>} `error` only when no address has any hope left
     */
    about(url: string): Promise<Finding>;
    #private;
}
/**
 * why there is no way, or what may be in it
 */
export type Finding = {
    error?: ChappeError;
    hint?: string;
};
import { ChappeError } from './errors.js';
