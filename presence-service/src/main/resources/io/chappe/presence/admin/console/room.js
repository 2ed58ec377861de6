import { get, path } from './api.js';
import { h } from './dom.js';
import { live } from './live.js';
import { nodeLabel, nodeNames } from './node-words.js';
import { button, chip, empty, facts, heading, table, trail, when } from './parts.js';
import * as orders from './room-orders.js';
import { link } from './router.js';
import { may } from './session.js';
import { counted, number } from './words.js';

const EVERY_MS = 3_000;
const MOST = 200;

/** @typedef {{tenant: string, name: string, again: () => void}} Where */

/** @param {import('./app.js').Visit} visit */
export function room({ main, given: [tenant, name], signal }) {
  const where = { tenant, name, again: () => void shown.again() };
  main.replaceChildren(
    trail([
      ['Tenants', link(['tenants'])],
      [tenant, link(['tenants', tenant])],
      ['Rooms', link(['tenants', tenant, 'rooms'])],
    ]),
    heading(name),
  );
  const shown = live({ everyMs: EVERY_MS, signal, load: (aborted) => load(where, aborted), draw: (found) => (found ? draw(where, found) : [nobody()]) });
  main.append(shown.view);
}

const nobody = () => empty('Nobody is in this room', 'It is over, or has not begun. Whoever joins it appears here.');

/**
 * @param {Where} where
 * @param {AbortSignal} signal
 * @returns {Promise<{room: any, members: any[], names: Map<string, string>} | undefined>}
 */
async function load({ tenant, name }, signal) {
  const root = `/tenants${path(tenant)}/rooms${path(name)}`;
  try {
    const [found, page, names] = await Promise.all([get(root, { signal }), get(`${root}/members`, { query: { limit: MOST }, signal }), nodeNames(signal)]);
    return { room: found, members: page.items, names };
  } catch (problem) {
    if (/** @type {any} */ (problem).status === 404) return undefined;
    throw problem;
  }
}

/**
 * @param {Where} where
 * @param {{room: any, members: any[], names: Map<string, string>}} found
 */
function draw(where, { room: found, members, names }) {
  return [
    h('div.heading', null, h('span.chips', null, h('span.chip', null, counted(found.members, 'member')), found.waiting > 0 && h('span.chip', { 'data-state': 'waiting' }, `${number(found.waiting)} waiting`), found.locked && chip('locked')), buttons(where, found)),
    people(where, found, members, names),
    h('div.panels', null, rules(found), metadata(found), bans(where, found)),
  ];
}

/**
 * @param {Where} where
 * @param {any} found
 */
const buttons = (where, found) =>
  may('write') && h('div.row', null, button(found.locked ? 'Unlock' : 'Lock', () => orders.lock(where, !found.locked), 'quiet', `room ${where.name}`), button('Close room', () => orders.close(where, found), 'quiet', where.name));

/**
 * @param {Where} where
 * @param {any} found
 * @param {any[]} members
 * @param {Map<string, string>} names of nodes
 */
function people(where, found, members, names) {
  const all = found.members + found.waiting + found.hidden;
  const rows = members.map((member) => ({ key: member.session, cells: [who(where, member), standing(member), nodeLabel({ id: member.node, name: names.get(member.node) }), doing(where, found, member)] }));
  return h(
    'section.part',
    { 'aria-label': 'Who is in the room' },
    rows.length > 0 ? h('div.panel.wide', null, table('Who is in the room', ['Peer', 'State', 'Gateway', ''], rows)) : empty('Nobody is in this room now', 'It is kept for those who come.'),
    all > MOST && h('p.faint', null, `The first ${MOST} of ${number(all)} are shown.`),
  );
}

/**
 * @param {Where} where
 * @param {any} member
 */
function who({ tenant }, { peer, meta, attributes }) {
  const own = [attributes?.name, meta?.name].find((name) => typeof name === 'string' && name.trim());
  return h('span', null, h('a', { href: link(['tenants', tenant, 'peers', peer]) }, peer), own && own !== peer && [' ', h('span.faint', null, own)]);
}

/** @param {any} member */
const standing = ({ state, waiting, hidden, moderates, calledTo }) =>
  h('span.chips', null, chip(state), waiting && chip('waiting'), moderates && chip('moderator'), hidden && chip('hidden'), calledTo && h('span.chip', null, `called to ${calledTo}`));

/**
 * @param {Where} where
 * @param {any} found
 * @param {any} member
 */
function doing(where, found, member) {
  if (!may('write')) return null;
  if (!member.waiting) return [button('Move', () => orders.move(where, member), 'quiet', member.peer), button('Kick', () => orders.kick(where, member), 'quiet', member.peer)];
  // Who waits in a queue is taken by its agents.
  return [!found.queue && button('Admit', () => orders.admit(where, member), 'primary', member.peer), button('Deny', () => orders.deny(where, member), 'quiet', member.peer)];
}

/** @param {any} found */
const rules = ({ lobby, queue, maxMembers, locked }) =>
  h('section.panel', null, h('h2', null, 'Rules'), facts([['Who comes', locked ? 'moderators only' : lobby ? 'waits until let in' : queue ? 'waits in a queue' : 'is in at once'], ['Members at most', maxMembers === null ? 'as the installation allows' : number(maxMembers)]]));

/** @param {any} found */
const metadata = ({ metadata: told }) => told && h('section.panel', null, h('h2', null, 'What moderators tell'), h('pre', null, JSON.stringify(told, null, 2)));

/**
 * @param {Where} where
 * @param {any} found
 */
const bans = (where, { bans: found }) =>
  found.length > 0 && h('section.panel', null, h('h2', null, 'Kept out'), h('ul.plain.bans', null, found.map((/** @type {any} */ ban) => h('li', { 'data-key': ban.peer }, h('span', null, ban.peer, ' until ', when(ban.until)), may('write') && button('Lift', () => orders.unban(where, ban), 'quiet', `the ban of ${ban.peer}`)))));
