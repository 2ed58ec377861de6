const PATIENCE_MS = 10_000;

/** Not to be asked again: this site lets this visitor not call. @type {Record<number, string>} */
const REFUSALS = { 401: 'unauthorized', 403: 'unauthorized' };

/** This page, for a site that does not know its visitors: all tokens of a call have to name the same one. */
const visitor = Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');

/**
 * Gets a token from the site: text, or JSON with `token`. The site knows its visitor by its cookies, or by `visitor`.
 *
 * @param {string} url
 * @returns {Promise<string>} rejects with the `code` `unauthorized` where the site says no
 */
export async function fetchToken(url) {
  const answer = await fetch(url, {
    method: 'POST',
    credentials: 'include',
    cache: 'no-store',
    headers: { Accept: 'application/json, text/plain' },
    body: new URLSearchParams({ visitor }),
    signal: AbortSignal.timeout(PATIENCE_MS),
  });
  if (!answer.ok) throw Object.assign(new Error(`${url} gives no token: it answers ${answer.status}`), { code: REFUSALS[answer.status] });
  const text = (await answer.text()).trim();
  const token = text.startsWith('{') ? JSON.parse(text).token : text;
  if (typeof token !== 'string' || token === '') throw new Error(`${url} gives no token: it wants to be {"token": "..."}`);
  return token;
}
