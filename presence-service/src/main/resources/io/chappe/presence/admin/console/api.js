import * as session from './session.js';

const ROOT = new URL('v1', new URL('.', document.baseURI)).pathname;
/** The server answers within 10 s, or not at all. */
const LIMIT_MS = 12_000;

/** What was answered instead of what was asked for. */
export class Problem extends Error {
  /**
   * @param {number} status 0 where nobody has answered
   * @param {string} detail
   * @param {string[]} [errors]
   * @param {number} [retryAfterS]
   */
  constructor(status, detail, errors = [], retryAfterS = 0) {
    super(detail);
    this.status = status;
    this.detail = detail;
    this.errors = errors;
    this.retryAfterS = retryAfterS;
  }
}

/**
 * The path of something by its names, percent-encoded.
 *
 * @param {...string} names
 */
export function path(...names) {
  return names
    .map((name) => {
      // A browser would go up with these, and ask for something else.
      if (name === '.' || name === '..') throw new Problem(400, `Nothing that is called “${name}” can be asked for by name.`);
      return `/${encodeURIComponent(name)}`;
    })
    .join('');
}

/** @typedef {{query?: Record<string, string | number | undefined>, body?: unknown, tag?: string, signal?: AbortSignal, key?: string}} Asking */

/**
 * @param {string} method
 * @param {string} where as {@link path} makes it
 * @param {Asking} [asking]
 * @returns {Promise<{body: any, tag: string | null}>} a {@link Problem} where it has failed
 */
export async function ask(method, where, { query = {}, body, tag, signal, key } = {}) {
  const address = `${ROOT}${where}${queryOf(query)}`;
  const headers = headersOf(key ?? session.key() ?? '', body, tag);
  const limit = AbortSignal.timeout(LIMIT_MS);
  /** @type {Response} */
  let answer;
  /** @type {string} */
  let text;
  try {
    answer = await fetch(address, {
      method,
      headers,
      body: body === undefined ? undefined : JSON.stringify(body),
      cache: 'no-store',
      credentials: 'omit',
      redirect: 'error',
      signal: signal ? AbortSignal.any([signal, limit]) : limit,
    });
    text = await answer.text();
  } catch (cause) {
    if (signal?.aborted) throw cause;
    throw new Problem(0, limit.aborted ? 'The admin API has not answered in time.' : 'The admin API can’t be reached.');
  }
  if (answer.ok) return { body: parsed(text), tag: answer.headers.get('ETag') };
  throw problemOf(answer, parsed(text));
}

/**
 * Asks for what has no end; the caller gives up by the signal.
 *
 * @param {string} where
 * @param {Record<string, string>} headers
 * @param {AbortSignal} signal
 * @returns {Promise<Response>} whose body is still to come; a {@link Problem} where it has failed
 */
export async function open(where, headers, signal) {
  const answer = await fetch(`${ROOT}${where}`, { headers: { ...headersOf(session.key() ?? '', undefined, undefined), ...headers }, cache: 'no-store', credentials: 'omit', redirect: 'error', signal }).catch((cause) => {
    if (signal.aborted) throw cause;
    throw new Problem(0, 'The admin API can’t be reached.');
  });
  if (!answer.ok) throw problemOf(answer, parsed(await answer.text()));
  return answer;
}

/**
 * @param {string} where
 * @param {Asking} [asking]
 * @returns {Promise<any>} the body
 */
export const get = async (where, asking) => (await ask('GET', where, asking)).body;

/** @param {Record<string, string | number | undefined>} query */
function queryOf(query) {
  const given = Object.entries(query).filter(([, value]) => value !== undefined && value !== '');
  // Not URLSearchParams, which writes a space as a plus.
  return given.length === 0 ? '' : `?${given.map(([name, value]) => `${name}=${encodeURIComponent(String(value))}`).join('&')}`;
}

/**
 * @param {string} key
 * @param {unknown} body
 * @param {string | undefined} tag
 */
function headersOf(key, body, tag) {
  /** @type {Record<string, string>} */
  const headers = { Authorization: `Bearer ${key}` };
  if (body !== undefined) headers['Content-Type'] = 'application/json';
  if (tag !== undefined) headers['If-Match'] = tag;
  return headers;
}

/** @param {string} text */
function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // some proxy's words
  }
}

/**
 * @param {Response} answer
 * @param {any} body
 */
function problemOf(answer, body) {
  const errors = Array.isArray(body?.errors) ? body.errors.map((/** @type {any} */ error) => errorWords(error)) : [];
  const detail = body?.detail ?? body?.title ?? `It was answered ${answer.status}.`;
  return new Problem(answer.status, String(detail), errors, Number(answer.headers.get('Retry-After')) || 0);
}

/** @param {any} error */
function errorWords({ pointer, parameter, detail }) {
  const where = parameter ?? pointer?.replace(/^#\//, '');
  return where ? `${where}: ${detail}` : String(detail);
}
