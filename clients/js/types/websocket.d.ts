/** @typedef {{new (url: string, protocols: string[]): WebSocket}} WebSocketClass */
/**
 * The platform's own WebSocket; on Node before 22, which has none, that of the package `ws`.
 *
 * @returns {Promise<WebSocketClass>}
 */
export function webSocketClass(): Promise<WebSocketClass>;
/**
 * @param {string | URL} url `wss:`, `ws:`, or an address of a page (`https:`, `http:` or relative to this page)
 * @returns {string}
 */
export function socketUrl(url: string | URL): string;
export type WebSocketClass = {
    new (url: string, protocols: string[]): WebSocket;
};
