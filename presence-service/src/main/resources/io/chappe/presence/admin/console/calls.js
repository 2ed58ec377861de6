import { get, path } from './api.js';
import { h } from './dom.js';
import { paged } from './paged.js';
import { button, empty, search, table, when } from './parts.js';
import { link } from './router.js';
import { tenantFrame } from './tenants.js';

/** @param {import('./app.js').Visit} visit */
export function calls({ main, given: [tenant], query, signal }) {
  tenantFrame(main, tenant, 'Calls');
  const peer = query.get('peer') ?? '';
  const list = paged({
    signal,
    item: 'call',
    load: (cursor, aborted) => get(`/tenants${path(tenant)}/calls`, { query: { peer, cursor }, signal: aborted }),
    draw: (items) => h('div.panel.wide', null, table('Calls, the newest first', ['Peers', 'Room', 'Begun'], [...new Map(items.map((item) => [item.pair, item])).values()].map((item) => row(tenant, item)))),
    none: peer ? empty('No call of this peer is known', 'Look whether the name is right. Calls are kept for an hour, unless calls.keptFor says otherwise.') : empty('No call is known', 'Who negotiates with another session of its room appears here, unless the tenant’s terms have calls: false.'),
  });
  const find = search({ label: 'Only calls of', name: 'peer', value: peer, go: 'Search', then: (value) => (location.hash = link(['tenants', tenant, 'calls'], { peer: value })) });
  main.append(find, h('div.heading', null, h('p.faint', null, 'Pairs of sessions that have negotiated. Open one to see what has come of it.'), button('Look again', list.again)), list.view);
}

/**
 * @param {string} tenant
 * @param {any} call
 */
const row = (tenant, { pair, room, peers, at }) => ({
  key: pair,
  cells: [
    h('a', { href: link(['tenants', tenant, 'calls', pair]) }, peers.join(' and ')),
    h('a', { href: link(['tenants', tenant, 'rooms', room]) }, room),
    when(at),
  ],
});
