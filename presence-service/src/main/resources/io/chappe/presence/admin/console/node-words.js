/** How nodes are called, and when they are late. */

/**
 * Every gateway renews its lease each second, so that all leases end at about the same time: one that ends much earlier than another
 * was not renewed several times.
 *
 * @param {any} node
 * @param {any[]} all
 */
export function isLate({ state, leaseMs }, all) {
  const longest = Math.max(0, ...all.map((node) => node.leaseMs ?? 0));
  return state !== 'lost' && leaseMs !== undefined && leaseMs < longest / 2;
}

/** @param {string} id as people compare it */
export const shortId = (id) => (id.length > 13 ? id.slice(0, 8) : id);
