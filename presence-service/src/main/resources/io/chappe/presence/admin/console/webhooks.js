import { ask, get, path } from './api.js';
import { confirm } from './dialog.js';
import { h } from './dom.js';
import { live } from './live.js';
import { button, chip, empty, table } from './parts.js';
import { link } from './router.js';
import { may } from './session.js';
import { tenantFrame } from './tenants.js';

const EVERY_MS = 5_000;

/** @param {import('./app.js').Visit} visit */
export function webhooks({ main, given: [tenant], signal }) {
  tenantFrame(main, tenant, 'Webhooks');
  const made = h('div');
  const shown = live({
    everyMs: EVERY_MS,
    signal,
    load: (aborted) => load(tenant, aborted),
    draw: (found) => [found === undefined ? elsewhere() : found.length > 0 ? list(tenant, found) : nobody()],
  });
  const add = async () => {
    const webhook = await added(tenant);
    if (!webhook) return;
    if (webhook.secret) made.replaceChildren(secretOf(webhook));
    await shown.again();
  };
  main.append(h('div.heading', null, h('p.faint', null, 'Servers that are told what happens in this tenant, signed as the Standard Webhooks say.'), ...(may('write') ? [button('Add a webhook', () => void add())] : [])), made, shown.view);
}

/**
 * @param {string} tenant
 * @param {AbortSignal} signal
 * @returns {Promise<any[] | undefined>} undefined where the store does not have the tenant
 */
async function load(tenant, signal) {
  try {
    return (await get(`/tenants${path(tenant)}/webhooks`, { signal })).items;
  } catch (problem) {
    if (/** @type {any} */ (problem).status === 404) return undefined;
    throw problem;
  }
}

const nobody = () => empty('Nobody is told', 'Add a server that wants to know of sessions, rooms and members as they come and go.');
const elsewhere = () => empty('This tenant is not in the store', 'Webhooks are part of a tenant’s terms in the store. One that stands in the configuration of gateways has none.');

/** @param {{id: string, secret: string}} webhook */
const secretOf = ({ id, secret }) =>
  h('section.notice.warn', { role: 'alert' }, h('strong', null, `The secret of ${id}`), h('p', null, h('code', null, secret)), h('p', null, 'It signs what is posted, and is shown this once: give it to whoever receives.'));

/**
 * @param {string} tenant
 * @param {any[]} found
 */
const list = (tenant, found) =>
  h(
    'div.panel.wide',
    null,
    table(
      'Webhooks',
      ['Webhook', 'State', 'Posts to', 'About'],
      found.map((webhook) => ({ key: webhook.id, cells: [h('a', { href: link(['tenants', tenant, 'webhooks', webhook.id]) }, webhook.id), standing(webhook), h('code', null, webhook.url), about(webhook)] })),
    ),
  );

/** @param {any} webhook */
export const standing = ({ enabled, state }) => chip(enabled === false ? 'disabled' : (state ?? 'working'));

/** @param {any} webhook */
export const about = ({ types = [], rooms = [] }) => [types.length > 0 ? types.join(', ') : 'everything', rooms.length > 0 && `in rooms ${rooms.join(', ')}`].filter(Boolean).join(' ');

/**
 * @param {string} tenant
 * @returns {Promise<any>} the webhook, with its secret; undefined where none was added
 */
async function added(tenant) {
  let webhook;
  const done = await confirm({
    title: 'Add a webhook',
    text: 'It is told what happens from now on. An address in a network of your own has to be in webhooks.allowTo.',
    go: 'Add',
    fields: [
      { name: 'id', label: 'Its name', maxlength: 64 },
      { name: 'url', label: 'Where to post', type: 'url', hint: 'https://app.example.com/chappe', maxlength: 1_000 },
    ],
    done: 'The webhook is there.',
    act: async ({ id, url }) => {
      webhook = (await ask('PUT', `/tenants${path(tenant)}/webhooks${path(id.trim())}`, { body: { url: url.trim() } })).body;
    },
  });
  return done ? webhook : undefined;
}
