import { ChappeError } from './errors.js';

const TIMEOUT_MS = 2_000;
/** Answers that mean "not now". */
const PASSING = new Set([408, 425, 426, 429]);
/** What Node says of a certificate that it does not take; a browser says nothing. */
const CERTIFICATE = /CERT|SELF_SIGNED|UNABLE_TO_VERIFY|ALTNAME/;

/** @typedef {{error?: ChappeError, hint?: string}} Finding why there is no way, or what may be in it */

/**
 * Why a first socket never opened. A browser keeps to itself whether it was refused, at the wrong address or not trusted,
 * so the same address is asked once more, by a plain request that may tell.
 */
export class Inquiry {
  #fetch;
  /** What is known of each address. @type {Map<string, Finding>} */
  #findings = new Map();
  #urls;

  /**
   * @param {string[]} urls all that this client was given
   * @param {typeof globalThis.fetch} [fetch]
   */
  constructor(urls, fetch = globalThis.fetch) {
    this.#urls = urls;
    this.#fetch = fetch;
  }

  /**
   * Asks, once for each address.
   *
   * @param {string} url of the socket
   * @returns {Promise<Finding>} `error` only when no address has any hope left
   */
  async about(url) {
    if (!this.#fetch) return {};
    const finding = this.#findings.get(url) ?? (await this.#ask(url));
    this.#findings.set(url, finding);
    const hopeless = this.#urls.every((each) => this.#findings.get(each)?.error);
    return hopeless ? finding : { hint: finding.error?.message ?? finding.hint };
  }

  /**
   * @param {string} url
   * @returns {Promise<Finding>}
   */
  async #ask(url) {
    const page = url.replace(/^ws/, 'http');
    try {
      // Not a method: a browser's own fetch wants no other `this`.
      const fetch = this.#fetch;
      const answer = await fetch(page, { cache: 'no-store', credentials: 'omit', redirect: 'manual', signal: AbortSignal.timeout(TIMEOUT_MS) });
      const text = await answer.text();
      if (url.startsWith('ws:') && answer.status === 400 && text.includes('https')) {
        return { error: new ChappeError('no_server', `that port speaks TLS: use ${url.replace(/^ws/, 'wss')}`) };
      }
      return { error: errorOf(url, answer.status, messageOf(text)) };
    } catch (error) {
      return unreachable(url, page, /** @type {any} */ (error).cause?.code ?? '');
    }
  }
}

/** @param {string} text an error's, in JSON */
function messageOf(text) {
  try {
    return JSON.parse(text).message;
  } catch {
    return undefined;
  }
}

/**
 * @param {string} url
 * @param {number} status 0 for one that is kept from us
 * @param {unknown} message of the server
 * @returns {ChappeError | undefined} nothing where another try makes sense
 */
function errorOf(url, status, message) {
  if (status === 403) {
    const origin = globalThis.location?.origin;
    const told = typeof message === 'string' ? message : 'it answers with 403';
    return new ChappeError(
      'forbidden',
      origin ? `${url} takes no sockets from pages of ${origin}: its operator can add this origin to "origins" of the tenant` : `${url} refuses this client: ${told}`,
    );
  }
  const nothingThere = (status >= 200 && status < 300) || (status >= 400 && status < 500 && !PASSING.has(status));
  if (nothingThere) return new ChappeError('no_server', `there is no signaling server at ${url}: a gateway's path is /v1/signal (it answers with ${status})`);
  return undefined;
}

/**
 * @param {string} url
 * @param {string} page
 * @param {string} code
 * @returns {Finding}
 */
function unreachable(url, page, code) {
  if (CERTIFICATE.test(code)) {
    return { error: new ChappeError('untrusted', `the certificate of ${url} is not trusted (${code}): name its authority in NODE_EXTRA_CA_CERTS`) };
  }
  if (code === 'ERR_SSL_WRONG_VERSION_NUMBER') return { error: new ChappeError('no_server', `${url} does not speak TLS: try ws: instead of wss:`) };
  if (!globalThis.location) return {}; // other platforms say more themselves
  const trust = url.startsWith('wss:') ? `, or its certificate is not trusted: open ${new URL('/', page)} once` : '';
  return { hint: `${url} cannot be reached${trust}` };
}
