import { get } from './api.js';
import { h } from './dom.js';
import { paged } from './paged.js';
import { chip, empty, heading, search, table, when } from './parts.js';
import { link } from './router.js';
import { lastTenant, rememberTenant, seesServer } from './session.js';

/** @param {import('./app.js').Visit} visit */
export function tenants({ main, query, signal }) {
  main.replaceChildren(heading('Tenants'));
  if (!seesServer()) {
    main.append(h('p', null, 'Your key does not see the list of tenants. Name the one that it is for.'), byName());
    return;
  }
  const prefix = query.get('prefix') ?? '';
  const list = paged({
    signal,
    item: 'tenant',
    load: (cursor, aborted) => get('/tenants', { query: { prefix, cursor }, signal: aborted }),
    draw: (items) => h('div.panel.wide', null, table('Tenants', ['Tenant', 'State', 'Comes in by', 'Changed last'], items.map(row))),
    none: prefix ? empty('No tenant’s name begins so', 'Look for less of it.') : nobody(),
  });
  const find = search({ label: 'Name begins with', name: 'prefix', value: prefix, go: 'Search', then: (value) => (location.hash = link(['tenants'], { prefix: value })) });
  main.append(h('div.searches', null, find, byName()), list.view);
}

const nobody = () =>
  empty('No tenant is in the store', 'Add one with ', h('code', null, 'deploy/chappe tenants'), ' or by the API. Tenants in the configuration of gateways are not listed; open one by its name.');

const byName = () =>
  search({
    label: 'Open a tenant',
    name: 'tenant',
    value: lastTenant(),
    go: 'Open',
    required: true,
    then: (tenant) => (location.hash = link(['tenants', tenant])),
  });

/** @param {any} item */
const row = ({ tenant, anonymous, suspended, writtenAt }) => ({
  key: tenant,
  cells: [h('a', { href: link(['tenants', tenant]) }, tenant), chip(suspended ? 'suspended' : 'active'), anonymous ? 'any name, without a token' : 'tokens', when(writtenAt)],
});

const TABS = /** @type {const} */ ([
  ['Terms', []],
  ['Rooms', ['rooms']],
  ['Peers', ['peers']],
  ['Events', ['events']],
  ['Calls', ['calls']],
  ['Usage', ['usage']],
  ['Webhooks', ['webhooks']],
  ['Revocations', ['revocations']],
  ['Changes', ['changes']],
]);

/**
 * What all pages of a tenant begin with.
 *
 * @param {HTMLElement} main
 * @param {string} tenant
 * @param {(typeof TABS)[number][0]} current
 * @param {...any} more beside the title
 */
export function tenantFrame(main, tenant, current, ...more) {
  rememberTenant(tenant);
  const tabs = TABS.map(([title, rest]) => h('li', null, h('a', { href: link(['tenants', tenant, ...rest]), 'aria-current': title === current && 'page' }, title)));
  main.replaceChildren(
    h('nav.trail', { 'aria-label': 'Where you are' }, h('ol', null, h('li', null, h('a', { href: link(['tenants']) }, 'Tenants')))),
    heading(tenant, ...more),
    h('nav.tabs', { 'aria-label': 'About this tenant' }, h('ul', null, tabs)),
  );
}
