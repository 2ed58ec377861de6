import { get } from './api.js';
import { chart } from './chart.js';
import { h } from './dom.js';
import { live } from './live.js';
import { isLate, nodeLabel } from './node-words.js';
import { chip, empty, heading } from './parts.js';
import { history, learn, rateOf } from './rates.js';
import { link } from './router.js';
import { seesServer } from './session.js';
import { counted, number, rate } from './words.js';

const EVERY_MS = 5_000;
const MOST_TENANTS = 8;

/** @param {import('./app.js').Visit} visit */
export function overview({ main, signal }) {
  main.replaceChildren(heading('Overview'));
  if (!seesServer()) {
    main.append(notForThisKey('What the whole server does'));
    return;
  }
  main.append(live({ everyMs: EVERY_MS, signal, load, draw }).view);
}

/** @param {AbortSignal} signal */
async function load(signal) {
  const [nodes, tenants] = await Promise.all([get('/nodes', { signal }), get('/usage', { signal })]);
  learn(nodes.items.filter((/** @type {any} */ { role }) => role === 'gateway'), Date.now());
  return { nodes: nodes.items, tenants: tenants.items };
}

/** @param {string} what a key without the scope `operate` does not see */
export const notForThisKey = (what) =>
  empty(`${what} is not for this key`, 'It has no scope operate, or belongs to one tenant. Look at ', h('a', { href: link(['tenants']) }, 'a tenant'), ', or sign in with another key.');

/** @param {{nodes: any[], tenants: any[]}} found */
function draw({ nodes, tenants }) {
  const gateways = nodes.filter(({ role }) => role === 'gateway');
  const services = nodes.filter(({ role }) => role === 'presence');
  return [
    figures(gateways, services),
    attention(nodes),
    h('div.panels', null, overTime('Signals a second', 'signals'), overTime('Not delivered a second', 'undelivered', 'grave')),
    h('div.panels', null, bySessions(gateways), bySignals(gateways)),
    h('div.panels', null, byTenant('Sessions by tenant', tenants, 'sessions'), byTenant('Messages a minute by tenant', tenants, 'messages')),
    h('div.panels', null, byVersion(nodes)),
  ];
}

/**
 * @param {any[]} nodes
 * @param {string} what
 */
const sum = (nodes, what) => nodes.reduce((total, node) => total + (node[what] ?? 0), 0);

/**
 * @param {any[]} gateways
 * @param {any[]} services
 */
function figures(gateways, services) {
  const up = gateways.filter(({ state }) => state === 'up').length;
  return h(
    'dl.figures',
    null,
    figure('Sessions', number(sum(gateways, 'sessions')), `${counted(sum(gateways, 'sockets'), 'socket')} open`),
    figure('Rooms', number(sum(gateways, 'rooms')), gateways.length > 1 ? 'a room counts at each of its gateways' : 'with members'),
    figure('Signals', rate(history().at(-1)?.signals), `a second; ${rate(history().at(-1)?.undelivered)} not delivered`),
    figure('Gateways up', number(up), `of ${number(gateways.length)}`),
    figure('Presence-services', number(services.length), 'in the cluster'),
  );
}

/**
 * @param {string} name
 * @param {string} value
 * @param {string} note
 */
const figure = (name, value, note) => h('div', { 'data-figure': name }, h('dt', null, name), h('dd', null, h('strong', null, value), h('span.faint', null, note)));

/** @param {any[]} nodes */
function attention(nodes) {
  const odd = nodes.filter((node) => node.state !== 'up' || isLate(node, nodes));
  if (odd.length === 0) return null;
  return h(
    'section.notice.warn',
    { 'aria-label': 'Nodes to look at' },
    h('strong', null, `${counted(odd.length, 'node')} to look at`),
    h('ul.plain', null, odd.map((node) => h('li', null, nodeLabel(node), ' ', chip(isLate(node, nodes) ? 'late' : node.state)))),
    h('p', null, h('a', { href: link(['nodes']) }, 'See the nodes')),
  );
}

/** @param {any[]} gateways */
function bySessions(gateways) {
  const most = Math.max(1, ...gateways.map(({ sessions }) => sessions ?? 0));
  const bars = gateways.map((node) =>
    bar(h('span', null, nodeLabel(node), node.state !== 'up' && [' ', chip(node.state)], isLate(node, gateways) && [' ', chip('late')]), node.sessions, most, node.id, number(node.sessions)),
  );
  return panel('Sessions by gateway', bars, empty('No gateway is there', 'Start one, and look at its log if it does not appear here.'));
}

/**
 * @param {string} title
 * @param {'signals' | 'undelivered'} what
 * @param {string} [kind]
 */
const overTime = (title, what, kind) =>
  h('section.panel', null, h('h2', null, title), chart(title, history().map((sample) => ({ at: sample.at, value: sample[what] })), kind));

/** @param {any[]} gateways */
function bySignals(gateways) {
  const rates = gateways.map((node) => ({ node, value: rateOf(node.id)?.signals }));
  const most = Math.max(1, ...rates.map(({ value = 0 }) => value));
  const bars = rates.map(({ node, value }) => bar(nodeLabel(node), value, most, node.id, rate(value)));
  return panel('Signals a second by gateway', bars, empty('No gateway is there', 'Its clients’ signals are counted where they come in.'));
}

/**
 * Gateways tell it once a minute.
 *
 * @param {string} title
 * @param {any[]} tenants
 * @param {'sessions' | 'messages'} what
 */
function byTenant(title, tenants, what) {
  const busiest = tenants.filter((tenant) => tenant[what] > 0).sort((a, b) => b[what] - a[what]).slice(0, MOST_TENANTS);
  const most = busiest[0]?.[what] ?? 1;
  const bars = busiest.map((found) => bar(h('a', { href: link(['tenants', found.tenant]) }, found.tenant), found[what], most, found.tenant, number(found[what])));
  return panel(title, bars, empty('No tenant is busy', 'Who is here shows after a minute or two.'));
}

/** @param {any[]} nodes */
function byVersion(nodes) {
  const counts = new Map();
  for (const { version = 'not told yet' } of nodes) counts.set(version, (counts.get(version) ?? 0) + 1);
  const bars = [...counts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([version, count]) => bar(h('span', null, version), count, nodes.length, version, number(count)));
  return panel('Nodes by version', bars, empty('No node is there', 'Not even the one that answers: load this page again.'));
}

/**
 * @param {string} title
 * @param {any[]} bars
 * @param {any} none
 */
const panel = (title, bars, none) => h('section.panel', null, h('h2', null, title), bars.length > 0 ? h('ul.bars', null, bars) : none);

/**
 * @param {any} label
 * @param {number | undefined} value
 * @param {number} most
 * @param {string} key
 * @param {string} words
 */
const bar = (label, value, most, key, words) =>
  h('li', { 'data-key': key }, label, h('span.value', null, words), h('span.track', { 'aria-hidden': 'true' }, h('span.fill', { share: (value ?? 0) / most })));
