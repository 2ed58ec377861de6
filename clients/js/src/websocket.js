import { ChappeError } from './errors.js';

/** @typedef {{new (url: string, protocols: string[]): WebSocket}} WebSocketClass */

/**
 * The platform's own WebSocket; on Node before 22, which has none, that of the package `ws`.
 *
 * @returns {Promise<WebSocketClass>}
 */
export async function webSocketClass() {
  if (globalThis.WebSocket) return globalThis.WebSocket;
  const optionalPeer = 'ws'; // not a literal in the import: bundlers for browsers would look for it
  try {
    return oneMessageATurn((await import(optionalPeer)).WebSocket);
  } catch {
    throw new ChappeError('unavailable', 'this platform has no WebSocket: run "npm install ws" where this client is installed, or pass one as options.WebSocket');
  }
}

/**
 * As in a browser: what awaits the answer in one message goes on before the next message is heard.
 *
 * @param {any} WebSocket of the package `ws`
 * @returns {WebSocketClass}
 */
function oneMessageATurn(WebSocket) {
  const Quiet = class extends WebSocket {
    /**
     * @param {string} url
     * @param {string[]} protocols
     */
    constructor(url, protocols) {
      super(url, protocols, { allowSynchronousEvents: false });
    }
  };
  return /** @type {any} */ (Quiet);
}

/**
 * @param {string | URL} url `wss:`, `ws:`, or an address of a page (`https:`, `http:` or relative to this page)
 * @returns {string}
 */
export function socketUrl(url) {
  const page = globalThis.location?.href;
  const absolute = url === '' ? undefined : parsed(url, page);
  if (absolute) absolute.protocol = absolute.protocol.replace(/^http/, 'ws');
  if (!absolute || !/^wss?:$/.test(absolute.protocol)) {
    throw new ChappeError('bad_request', `"${url}" is not the address of a server: it looks like wss://HOST/v1/signal`);
  }
  absolute.hash = '';
  return absolute.href;
}

/**
 * @param {string | URL} url
 * @param {string | undefined} page that it may be relative to
 */
function parsed(url, page) {
  try {
    return new URL(url, page);
  } catch {
    return undefined;
  }
}
