/**
 * How long to wait before the next try: full jitter, so that clients which lost the same gateway do not come back as one.
 *
 * @param {number} attempt tries that have failed since the last good socket; 0 for a socket that just broke
 * @param {number} urls how many addresses are tried in turn; the pause grows once all of them have had a try
 * @param {() => number} [random] from 0 to below 1
 * @returns {number} milliseconds
 */
export function reconnectDelay(attempt: number, urls: number, random?: () => number): number;
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
 * @returns {[code: string, message: string]} for a {@link ChappeError}
 */
export function endingOf(code: number, reason: string): [code: string, message: string];
export type CloseVerdict = "reconnect" | "renew-token" | "over";
