const FIELD = 'data-field-';
/** The server takes 4 KiB of what a member says about itself; all of it is seen by the agents only. */
const MAX_CONTEXT_BYTES = 4_000;
const MAX_WORDS = 300;

/**
 * @typedef {object} Settings what the site has written into the tag
 * @property {string} server the gateway's socket
 * @property {string} queue
 * @property {string} label of the button
 * @property {() => string | Promise<string>} token a fresh one
 * @property {Record<string, any>} context what agents see of the caller
 */

/**
 * @param {HTMLScriptElement} tag
 * @param {(url: string) => Promise<string>} fetchToken
 * @returns {Settings}
 */
export function settingsOf(tag, fetchToken) {
  const { queue, label = 'Call us', token, tokenUrl } = tag.dataset;
  if (!queue) throw new Error('data-queue is missing: the room in which callers wait');
  if (!token && !tokenUrl) throw new Error('data-token-url is missing: where this site gives a token for the call');
  return {
    server: new URL('../v1/signal', tag.src).href,
    queue,
    label,
    token: tokenUrl ? () => fetchToken(new URL(tokenUrl, document.baseURI).href) : () => String(token),
    context: contextOf(tag),
  };
}

/**
 * Where the caller is and why it calls. Of the page's address no more than the path: behind that there are secrets.
 *
 * @param {HTMLScriptElement} tag
 */
function contextOf(tag) {
  const fields = [...tag.attributes]
    .filter(({ name }) => name.startsWith(FIELD))
    .map(({ name, value }) => [name.slice(FIELD.length), value.slice(0, MAX_WORDS)]);
  const context = () => ({
    page: (location.origin + location.pathname).slice(0, MAX_WORDS),
    title: document.title.slice(0, MAX_WORDS),
    topic: tag.dataset.topic?.slice(0, MAX_WORDS),
    fields: Object.fromEntries(fields),
  });
  // What comes first in the tag counts most.
  while (new TextEncoder().encode(JSON.stringify(context())).length > MAX_CONTEXT_BYTES && fields.length > 0) fields.pop();
  return context();
}
