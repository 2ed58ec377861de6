/** Addresses of pages, after the `#`: what is linked to can be opened again, and sent to somebody. */

/** @typedef {{names: string[], query: URLSearchParams}} Place */

/**
 * @param {string[]} names
 * @param {Record<string, string>} [query]
 */
export function link(names, query = {}) {
  const search = new URLSearchParams(Object.entries(query).filter(([, value]) => value !== '')).toString();
  return `#/${names.map(encodeURIComponent).join('/')}${search && `?${search}`}`;
}

/**
 * @param {string} hash
 * @returns {Place | undefined} undefined where it is none of ours
 */
export function place(hash) {
  const [path, search = ''] = hash.replace(/^#?\/?/, '').split(/\?(.*)/s);
  try {
    return { names: path.split('/').filter(Boolean).map(decodeURIComponent), query: new URLSearchParams(search) };
  } catch {
    return undefined; // a stray percent sign
  }
}

/**
 * @template T
 * @param {[string, T][]} routes patterns as in `tenants/:/rooms`; a colon stands for any name
 * @param {string[]} names
 * @returns {{page: T, given: string[]} | undefined}
 */
export function match(routes, names) {
  for (const [pattern, page] of routes) {
    const wanted = pattern.split('/').filter(Boolean);
    if (wanted.length !== names.length || !wanted.every((word, i) => word === ':' || word === names[i])) continue;
    return { page, given: names.filter((_, i) => wanted[i] === ':') };
  }
  return undefined;
}
