import { get } from './api.js';
import { h } from './dom.js';
import { seesServer } from './session.js';

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

/**
 * By its name, as that of its pod; and by its id, as two of them may have one name.
 *
 * @param {{id: string, name?: string}} node
 */
export const called = ({ id, name }) => (name ? `${name} (${shortId(id)})` : shortId(id));

/** @param {{id: string, name?: string}} node */
export const nodeLabel = ({ id, name }) => h('span', { title: id }, name && [name, ' '], h(name ? 'code.faint' : 'code', null, shortId(id)));

/**
 * Names of nodes by their ids, where the key may see them. Who has asked for something else goes on without.
 *
 * @param {AbortSignal} signal
 * @returns {Promise<Map<string, string>>}
 */
export async function nodeNames(signal) {
  if (!seesServer()) return new Map();
  const nodes = await get('/nodes', { signal }).catch(() => ({ items: [] }));
  return new Map(nodes.items.map((/** @type {any} */ { id, name }) => [id, name]));
}
