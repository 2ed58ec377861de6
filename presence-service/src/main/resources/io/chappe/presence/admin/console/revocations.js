import { ask, get, path } from './api.js';
import { confirm } from './dialog.js';
import { h } from './dom.js';
import { paged } from './paged.js';
import { button, empty, table, when } from './parts.js';
import { may } from './session.js';
import { tenantFrame } from './tenants.js';

const UNDOES = 'What was issued until now counts no longer, on all gateways, and who is in by it is out. Nothing undoes that; tokens that are issued from now on count.';

/** @type {import('./dialog.js').Field} */
const HOURS = { name: 'hours', label: 'Hours that your tokens live at most', type: 'number', value: '24', min: 1, max: 8_784, step: '1' };

/** @param {import('./app.js').Visit} visit */
export function revocations({ main, given: [tenant], signal }) {
  tenantFrame(main, tenant, 'Revocations');
  const list = paged({
    signal,
    item: 'revocation',
    load: (cursor, aborted) => get(`/tenants${path(tenant)}/revocations`, { query: { cursor }, signal: aborted }),
    draw: (items) => h('div.panel.wide', null, table('Revocations', ['About', 'Issued until', 'Counts until'], items.map(row))),
    none: empty('Nothing was taken back', 'Take back the tokens of a peer to keep it out at once, and all of them when a signing key is lost.'),
  });
  const then = (/** @type {Promise<boolean>} */ asked) => void asked.then((done) => done && list.again());
  const orders = h('div.chips', null, button('Take back a peer’s tokens', () => then(revokeAny(tenant, 'peer', 'Name of the peer'))), button('Take back one token', () => then(revokeAny(tenant, 'token', 'Its id (jti)'))), button('Take back all', () => then(revokeAll(tenant))));
  if (may('write')) main.append(orders);
  main.append(list.view);
}

/** @param {any} item */
const row = ({ peer, token, issuedUntil, countsUntil }) => ({
  key: peer ? `peer ${peer}` : token ? `token ${token}` : 'all',
  cells: [peer ? h('span', null, 'peer ', h('strong', null, peer)) : token ? h('span', null, 'token ', h('code', null, token)) : h('strong', null, 'all tokens'), when(issuedUntil), when(countsUntil)],
});

/**
 * @param {string} tenant
 * @param {Record<string, unknown>} about
 * @param {string} hours
 */
const revoke = (tenant, about, hours) => ask('POST', `/tenants${path(tenant)}/revocations`, { body: { ...about, hours: Number(hours) } });

/**
 * @param {string} tenant
 * @param {string} peer
 */
export const revokePeer = (tenant, peer) =>
  confirm({ title: `Take back the tokens of ${peer}?`, text: UNDOES, go: 'Take back', danger: true, fields: [HOURS], done: `The tokens of ${peer} are taken back.`, act: ({ hours }) => revoke(tenant, { peer }, hours) });

/**
 * @param {string} tenant
 * @param {'peer' | 'token'} what
 * @param {string} label
 */
const revokeAny = (tenant, what, label) =>
  confirm({
    title: what === 'peer' ? 'Take back a peer’s tokens' : 'Take back one token',
    text: UNDOES,
    go: 'Take back',
    danger: true,
    fields: [{ name: 'about', label, maxlength: what === 'peer' ? 128 : 256 }, HOURS],
    done: 'It is taken back.',
    act: ({ about, hours }) => revoke(tenant, { [what]: about.trim() }, hours),
  });

/** @param {string} tenant */
const revokeAll = (tenant) =>
  confirm({ title: `Take back all tokens of ${tenant}?`, text: ['Everybody is out, at once.', UNDOES], go: 'Take back all', danger: true, fields: [HOURS], done: 'All tokens are taken back.', act: ({ hours }) => revoke(tenant, { all: true }, hours) });
