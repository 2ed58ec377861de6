import { get, path } from './api.js';
import { h } from './dom.js';
import { notForThisKey } from './overview.js';
import { paged } from './paged.js';
import { button, empty, heading, table, when } from './parts.js';
import { seesServer } from './session.js';
import { tenantFrame } from './tenants.js';

const LONGEST = 80;

/** @param {import('./app.js').Visit} visit */
export function audit({ main, signal }) {
  main.replaceChildren(heading('Audit'));
  if (seesServer()) listed(main, '/audit', signal);
  else main.append(notForThisKey('What was changed on the whole server'));
}

/** @param {import('./app.js').Visit} visit */
export function tenantAudit({ main, given: [tenant], signal }) {
  tenantFrame(main, tenant, 'Changes');
  listed(main, `/tenants${path(tenant)}/audit`, signal);
}

/**
 * @param {HTMLElement} main
 * @param {string} where
 * @param {AbortSignal} signal
 */
function listed(main, where, signal) {
  const list = paged({
    signal,
    item: 'change',
    load: (cursor, aborted) => get(where, { query: { cursor }, signal: aborted }),
    draw: (items) => h('div.panel.wide', null, table('Changes, the newest first', ['When', 'Key', 'Change', 'Of', 'What was sent'], items.map(row))),
    none: empty('Nothing was changed', 'What is changed by the API, the command line or this console is noted here, with the name of the key.'),
  });
  main.append(
    h('div.heading', null, h('p.faint', null, 'The newest first. A change is noted before it is made, and once more if it has failed.'), button('Look again', list.again)),
    list.view,
  );
}

/**
 * @param {any} change
 * @param {number} index
 */
const row = ({ at, key, operation, path: where, body, bodyOmitted, failed }, index) => ({
  key: String(index),
  cells: [when(at), key, h('span.chips', null, operation, failed !== undefined && h('span.chip', { 'data-state': 'failed' }, `failed, ${failed}`)), h('code', null, readable(where)), sent(body, bodyOmitted)],
});

/** @param {string} where without what is the same for all of them, and with names as they are */
function readable(where) {
  const rest = where.replace(/^\/admin\/v1\//, '');
  try {
    return decodeURIComponent(rest);
  } catch {
    return rest;
  }
}

/**
 * @param {Record<string, unknown> | undefined} body
 * @param {boolean | undefined} omitted
 */
function sent(body, omitted) {
  if (omitted) return h('span.faint', null, 'too long to be kept');
  if (body === undefined) return h('span.faint', null, 'nothing');
  const text = JSON.stringify(body);
  if (text.length <= LONGEST) return h('code', null, text);
  return h('details', null, h('summary', null, `${Object.keys(body).join(', ').slice(0, LONGEST)}…`), h('pre', null, JSON.stringify(body, null, 2)));
}
