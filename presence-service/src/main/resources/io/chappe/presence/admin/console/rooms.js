import { get, path } from './api.js';
import { h } from './dom.js';
import { paged } from './paged.js';
import { chip, empty, search, table } from './parts.js';
import { link } from './router.js';
import { tenantFrame } from './tenants.js';
import { number } from './words.js';

/** @param {import('./app.js').Visit} visit */
export function rooms({ main, given: [tenant], query, signal }) {
  tenantFrame(main, tenant, 'Rooms');
  const prefix = query.get('prefix') ?? '';
  const list = paged({
    signal,
    item: 'room',
    load: (cursor, aborted) => get(`/tenants${path(tenant)}/rooms`, { query: { prefix, cursor }, signal: aborted }),
    draw: (items) => h('div.panel.wide', null, table('Rooms', ['Room', 'Members', 'Waiting', 'Hidden', 'State'], items.map((item) => row(tenant, item)))),
    none: prefix
      ? empty('No room’s name begins so', 'Look for less of it; upper and lower case are not the same.')
      : empty('Nobody is in a room', 'A room is there from when its first member joins until the last one leaves.'),
  });
  main.append(search({ label: 'Name begins with', name: 'prefix', value: prefix, go: 'Search', then: (value) => (location.hash = link(['tenants', tenant, 'rooms'], { prefix: value })) }), list.view);
}

/**
 * @param {string} tenant
 * @param {any} item
 */
const row = (tenant, { room, members, waiting, hidden, locked }) => ({
  key: room,
  cells: [h('a', { href: link(['tenants', tenant, 'rooms', room]) }, room), number(members), number(waiting), number(hidden), locked ? chip('locked') : 'open'],
});
