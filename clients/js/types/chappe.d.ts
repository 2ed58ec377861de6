/**
 * @typedef {object} ConnectOptions
 * @property {string | URL} [url] of the service's socket; in a browser `/v1/signal` of this page's server unless told
 * @property {(string | URL)[]} [urls] several, tried in turn
 * @property {string} [tenant] for tenants that let anonymous peers in; a token names its own
 * @property {string} [peer] the identity an anonymous peer asks for
 * @property {string | (() => string | Promise<string>)} [token] a JWT, or what gets a fresh one each time that it is needed:
 *   for each connection, and when the one before is about to expire
 * @property {() => string | undefined} [traceparent] what the page traces at that time, as W3C Trace Context has it: asked for each
 *   connection and each offer of a call, so that the server's trace of a call is part of the page's
 * @property {number} [timeoutMs] how long the first connection may take; 15 s unless told
 * @property {import('./websocket.js').WebSocketClass} [WebSocket] instead of the platform's own
 */
/**
 * Connects to the service and stays connected: a socket that is lost is replaced by another one.
 *
 * @param {ConnectOptions} [options]
 * @returns {Promise<Client>} rejects with a {@link ChappeError}: `bad_request` for options that cannot be meant,
 *   `unavailable` when no server answers in time, `no_server` when something else is at that address, `untrusted` when its
 *   certificate is not trusted, `forbidden` when the server takes no sockets from this page's origin, `unauthorized` when
 *   it does not let this client in
 */
export function connect(options?: ConnectOptions): Promise<Client>;
export { Call } from "./call.js";
export { CallPeer } from "./call-peer.js";
export { Client } from "./client.js";
export { ChappeError } from "./errors.js";
export { Publication } from "./publication.js";
export { Room } from "./room.js";
export type ConnectOptions = {
    /**
     * of the service's socket; in a browser `/v1/signal` of this page's server unless told
     */
    url?: string | URL | undefined;
    /**
     * several, tried in turn
     */
    urls?: (string | URL)[] | undefined;
    /**
     * for tenants that let anonymous peers in; a token names its own
     */
    tenant?: string | undefined;
    /**
     * the identity an anonymous peer asks for
     */
    peer?: string | undefined;
    /**
     * a JWT, or what gets a fresh one each time that it is needed:
     * for each connection, and when the one before is about to expire
     */
    token?: string | (() => string | Promise<string>) | undefined;
    /**
     * what the page traces at that time, as W3C Trace Context has it: asked for each
     * connection and each offer of a call, so that the server's trace of a call is part of the page's
     */
    traceparent?: (() => string | undefined) | undefined;
    /**
     * how long the first connection may take; 15 s unless told
     */
    timeoutMs?: number | undefined;
    /**
     * instead of the platform's own
     */
    WebSocket?: import("./websocket.js").WebSocketClass | undefined;
};
import { Client } from './client.js';
