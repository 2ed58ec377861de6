/**
 * Chappe's client for browsers and Node.
 *
 * @module
 */
import { Client } from './client.js';
import { ChappeError } from './errors.js';
import { socketUrl } from './websocket.js';

export { Call } from './call.js';
export { CallPeer } from './call-peer.js';
export { Client } from './client.js';
export { ChappeError } from './errors.js';
export { Publication } from './publication.js';
export { Room } from './room.js';

const CONNECT_TIMEOUT_MS = 15_000;
const CLIENT_NAME = 'chappe-js/0.1.0';

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
export async function connect(options = {}) {
  const { tenant, peer, token, timeoutMs = CONNECT_TIMEOUT_MS } = options;
  if (options.url !== undefined && options.urls !== undefined) throw new ChappeError('bad_request', 'url and urls: give one of them');
  if (options.url === undefined && options.urls === undefined && !globalThis.location) {
    throw new ChappeError('bad_request', 'url is missing: outside of a page there is no server to be at, such as wss://HOST/v1/signal');
  }
  const urls = [...new Set((options.urls ?? [options.url ?? '/v1/signal']).map(socketUrl))];
  if (urls.length === 0) throw new ChappeError('bad_request', 'urls is empty: name at least one address, such as wss://HOST/v1/signal');
  for (const [name, value] of Object.entries({ tenant, peer })) {
    if (value === '') throw new ChappeError('bad_request', `${name} is empty: leave it out, or give it 1 to 128 characters`);
  }
  const freshToken = typeof token === 'function' ? async () => token() : undefined;
  const traceparent = options.traceparent ?? (() => undefined);
  const hello = async () => ({ tenant, peer, client: CLIENT_NAME, traceparent: traceparent(), token: freshToken ? await freshToken() : token });
  const client = new Client({ urls, hello, freshToken, WebSocket: options.WebSocket }, traceparent);
  return firstWelcome(client, timeoutMs);
}

/**
 * @param {Client} client
 * @param {number} timeoutMs
 * @returns {Promise<Client>}
 */
function firstWelcome(client, timeoutMs) {
  return new Promise((resolve, reject) => {
    let lastReason = '';
    const timer = setTimeout(() => {
      settle();
      client.close();
      reject(new ChappeError('unavailable', `no server answered within ${timeoutMs} ms${lastReason && ` (${lastReason})`}`));
    }, timeoutMs);
    const offs = [
      client.once('online', () => {
        settle();
        resolve(client);
      }),
      client.once('close', ({ error, reason }) => {
        settle();
        reject(error ?? new ChappeError('closed', reason));
      }),
      client.on('reconnecting', ({ reason }) => (lastReason = reason)),
    ];
    const settle = () => {
      clearTimeout(timer);
      for (const off of offs) off();
    };
  });
}
