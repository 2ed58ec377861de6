/** @typedef {import('../client/room.js').Member} Member */

const MAX_FIELDS = 20;
const DAY_MS = 86_400_000;

/**
 * @typedef {object} Context what a caller says of itself, and its token of it
 * @property {string} name
 * @property {string} [topic]
 * @property {{href: string, words: string}} [page] where it has clicked
 * @property {string} [title] of that page
 * @property {number} [since] when it began to wait, by its own clock
 * @property {[string, string][]} fields
 */

/**
 * Reads what a stranger has sent. All of it is text, to be shown as text.
 *
 * @param {Pick<Member, 'meta' | 'attributes'>} member
 * @returns {Context}
 */
export function contextOf({ meta, attributes }) {
  const said = /** @type {Record<string, any>} */ (isObject(meta) ? meta : {});
  const topic = words(said.topic);
  return {
    name: words(attributes?.name, 60) ?? topic ?? 'Caller',
    topic,
    page: pageOf(said.page),
    title: words(said.title),
    since: sinceOf(said.since),
    fields: fieldsOf(said.fields),
  };
}

/**
 * @param {unknown} value
 * @param {number} [most]
 */
const words = (value, most = 300) => (typeof value === 'string' && value.trim() ? value.trim().slice(0, most) : undefined);

/** @param {unknown} value */
const isObject = (value) => typeof value === 'object' && value !== null;

/**
 * A link goes to pages of the web, and to nothing else that an address may mean.
 *
 * @param {unknown} page
 */
function pageOf(page) {
  try {
    const url = new URL(String(page));
    if (url.protocol !== 'https:' && url.protocol !== 'http:') return undefined;
    return { href: url.href, words: url.host + (url.pathname === '/' ? '' : url.pathname) };
  } catch {
    return undefined;
  }
}

/** @param {unknown} since */
function sinceOf(since) {
  const age = Date.now() - Number(since);
  return typeof since === 'number' && age >= 0 && age < DAY_MS ? since : undefined;
}

/**
 * @param {unknown} fields
 * @returns {[string, string][]}
 */
function fieldsOf(fields) {
  if (!isObject(fields)) return [];
  return Object.entries(/** @type {object} */ (fields))
    .slice(0, MAX_FIELDS)
    .map(([name, value]) => [name.slice(0, 60).replaceAll('-', ' '), String(value).slice(0, 300)]);
}
