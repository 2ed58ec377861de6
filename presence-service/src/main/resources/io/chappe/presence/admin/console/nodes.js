import { ask, get, path } from './api.js';
import { confirm } from './dialog.js';
import { h } from './dom.js';
import { live } from './live.js';
import { called, isLate, nodeLabel } from './node-words.js';
import { notForThisKey } from './overview.js';
import { button, chip, empty, heading, table } from './parts.js';
import { seesServer } from './session.js';
import { counted, number, since } from './words.js';

const EVERY_MS = 5_000;
const HEADS = ['Node', 'Role', 'State', 'Sessions', 'Rooms', 'Lease ends in', 'Running for', 'Version', ''];

/** @param {import('./app.js').Visit} visit */
export function nodes({ main, signal }) {
  main.replaceChildren(heading('Nodes'));
  if (!seesServer()) {
    main.append(notForThisKey('The list of nodes'));
    return;
  }
  const shown = live({
    everyMs: EVERY_MS,
    signal,
    load: async (aborted) => (await get('/nodes', { signal: aborted })).items,
    draw: (found) => [found.length > 0 ? list(found, () => void shown.again()) : empty('No node is there', 'Load this page again.')],
  });
  main.append(shown.view);
}

/**
 * @param {any[]} found
 * @param {() => void} again
 */
const list = (found, again) => h('div.panel.wide', null, table('Nodes', HEADS, found.map((node) => ({ key: node.id, cells: cells(node, found, again) }))));

/**
 * @param {any} node
 * @param {any[]} all
 * @param {() => void} again
 */
function cells(node, all, again) {
  const { role, state, sessions, rooms, leaseMs, startedAt, version } = node;
  return [
    nodeLabel(node),
    role,
    h('span', null, chip(state), isLate(node, all) && [' ', chip('late')]),
    number(sessions),
    number(rooms),
    leaseMs === undefined ? '–' : `${(leaseMs / 1_000).toFixed(1)} s`,
    since(startedAt),
    version ?? '–',
    role === 'gateway' ? orders(node, all, again) : null,
  ];
}

/**
 * @param {any} node
 * @param {any[]} all
 * @param {() => void} again
 */
function orders(node, all, again) {
  const about = `gateway ${called(node)}`;
  const then = (/** @type {Promise<boolean>} */ asked) => void asked.then((done) => done && again());
  if (node.state === 'draining') return [button('Undo drain', () => then(undrain(node)), 'quiet', about)];
  if (node.state !== 'up') return null;
  return [button('Rebalance', () => then(rebalance(node)), 'quiet', about), button('Drain', () => then(drain(node, all)), 'quiet', about)];
}

/**
 * @param {any} node
 * @param {any[]} all
 */
function drain(node, all) {
  const others = all.filter(({ id, role, state }) => role === 'gateway' && state === 'up' && id !== node.id).length;
  const left = others === 0 ? 'No other gateway is up: they have nowhere to go.' : `${counted(others, 'other gateway is', 'other gateways are')} left for them.`;
  return confirm({
    title: `Drain gateway ${called(node)}?`,
    text: [`It takes nobody new and sends its clients away in batches (${counted(node.sessions ?? 0, 'session')}). ${left}`, 'You can undo it; whoever was told to go goes.'],
    go: 'Drain',
    danger: true,
    done: 'The gateway drains.',
    act: () => ask('POST', `/nodes${path(node.id)}/drain`),
  });
}

/** @param {any} node */
const undrain = (node) =>
  confirm({
    title: `Let gateway ${called(node)} take clients again?`,
    text: 'Who was told to go goes. A gateway whose process ends can’t be kept.',
    go: 'Undo drain',
    done: 'The gateway takes clients again.',
    act: () => ask('DELETE', `/nodes${path(node.id)}/drain`),
  });

/** @param {any} node */
const rebalance = (node) =>
  confirm({
    title: `Rebalance gateway ${called(node)}?`,
    text: `It sends a share of its clients (${counted(node.sessions ?? 0, 'session')}) to the other gateways, as after a scale-out.`,
    go: 'Rebalance',
    fields: [{ name: 'share', label: 'Share in percent', type: 'number', value: '30', min: 1, max: 100, step: '1' }],
    done: 'The gateway sends some of its clients away.',
    act: ({ share }) => ask('POST', `/nodes${path(node.id)}/rebalance`, { body: { share: Number(share) / 100 } }),
  });
