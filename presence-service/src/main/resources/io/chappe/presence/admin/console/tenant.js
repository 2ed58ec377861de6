import { ask, get, path } from './api.js';
import { confirm } from './dialog.js';
import { h } from './dom.js';
import { button, chip, empty, facts, table } from './parts.js';
import { link } from './router.js';
import { may } from './session.js';
import { tenantFrame } from './tenants.js';

/** @param {import('./app.js').Visit} visit */
export async function tenant({ main, given: [name], signal }) {
  tenantFrame(main, name, 'Terms');
  const place = h('div.part', null, h('p.faint', { role: 'status' }, 'Loading…'));
  main.append(place);
  const found = await terms(name, signal).finally(() => place.replaceChildren());
  if (signal.aborted) return;
  place.replaceChildren(...(found ? drawn(name, found.body.terms, found.tag, place) : [await absent(name, signal)]));
}

/**
 * @param {string} name
 * @param {AbortSignal} signal
 * @returns {Promise<{body: any, tag: string | null} | undefined>}
 */
async function terms(name, signal) {
  try {
    return await ask('GET', `/tenants${path(name)}`, { signal });
  } catch (problem) {
    if (/** @type {any} */ (problem).status === 404) return undefined;
    throw problem;
  }
}

/**
 * Whether it is not there, or not for this key, or stands where only gateways know it.
 *
 * @param {string} name
 * @param {AbortSignal} signal
 */
async function absent(name, signal) {
  try {
    await get(`/tenants${path(name)}/rooms`, { query: { limit: 1 }, signal });
  } catch (problem) {
    if (/** @type {any} */ (problem).status === 404) return empty('Your key sees no such tenant', 'It belongs to another one. Look whether the name is right, or sign in with another key.');
    throw problem;
  }
  return empty('Its terms are not in the store', 'They stand in the configuration of the gateways, or there is no such tenant. If it has ', h('a', { href: link(['tenants', name, 'rooms']) }, 'rooms'), ', they are there.');
}

/**
 * @param {string} name
 * @param {any} found
 * @param {string | null} tag
 * @param {HTMLElement} place
 */
function drawn(name, found, tag, place) {
  const redraw = async () => {
    const { body, tag: newTag } = await ask('GET', `/tenants${path(name)}`);
    place.replaceChildren(...drawn(name, body.terms, newTag, place));
    place.querySelector('button')?.focus();
  };
  const change = async () => {
    if (await suspension(name, found.suspended !== true, tag)) await redraw();
  };
  return [
    h('div.heading', null, chip(found.suspended ? 'suspended' : 'active'), may('operate') && button(found.suspended ? 'Resume' : 'Suspend', () => void change(), found.suspended ? 'primary' : 'quiet', `tenant ${name}`)),
    h('div.panels', null, access(found), limits(found)),
    keys(found.tokens?.keys ?? []),
    roomRules(found.rooms ?? []),
  ];
}

/**
 * @param {string} name
 * @param {boolean} suspended
 * @param {string | null} tag
 */
const suspension = (name, suspended, tag) =>
  confirm({
    title: suspended ? `Suspend ${name}?` : `Let ${name} in again?`,
    text: suspended ? 'Nobody comes in any more, and the sessions that it has end at once. Its terms stay as they are.' : 'Its clients may come in again, on the terms that it has.',
    go: suspended ? 'Suspend' : 'Resume',
    danger: suspended,
    done: suspended ? 'The tenant is suspended.' : 'The tenant is in again.',
    act: () => ask('PATCH', `/tenants${path(name)}`, { body: { suspended }, tag: tag ?? undefined }),
  });

/**
 * @param {string} title
 * @param {...any} parts
 */
const panel = (title, ...parts) => h('section.panel', null, h('h2', null, title), parts);

/** @param {any} found */
function access({ anonymous, tokens = {}, origins, resumeWindow, secondSession, sessionsPerPeer, iceServers = [] }) {
  return panel(
    'Who comes in',
    facts([
      ['By', anonymous ? 'any name, without a token' : 'tokens'],
      ['Issuer', tokens.issuer],
      ['Audience', tokens.audience],
      ['Keys published at', tokens.jwks?.url],
      ['Pages of', origins?.join(', ') ?? 'no other site'],
      ['Second session', secondSession ?? 'as by default'],
      ['Sessions of a peer', sessionsPerPeer ?? 'as by default'],
      ['Can be resumed for', resumeWindow ?? 'as by default'],
      ['STUN and TURN', iceServers.flatMap((/** @type {any} */ server) => server.urls).join(', ')],
    ]),
  );
}

/** @param {any} found */
function limits({ limits: given = {} }) {
  const of = (/** @type {number | undefined} */ value) => (value === undefined ? 'as by default' : value === 0 ? 'as much as they like' : value.toLocaleString());
  return panel(
    'Limits of all its clients together',
    facts([
      ['Sessions', of(given.sessions)],
      ['Connects a second', of(given.connectsPerSecond)],
      ['Messages a second', of(given.messagesPerSecond)],
      ['Bytes a second', of(given.bytesPerSecond)],
    ]),
  );
}

/** @param {any[]} found */
function keys(found) {
  const rows = found.map(({ kid = 'without a name', algorithms, publicKey }) => ({ key: kid, cells: [kid, algorithms.join(', '), publicKey ? 'public key' : 'secret, which is not shown'] }));
  const none = h('p.faint', null, 'No key stands in its terms.');
  return panel('Keys of its tokens', rows.length > 0 ? table('Keys', ['Key', 'Algorithms', 'Kind'], rows) : none);
}

/** @param {any[]} rules */
function roomRules(rules) {
  if (rules.length === 0) return null;
  const rows = rules.map(({ name, kind = 'meeting', maxMembers = '–', lobby, keep = '–' }) => ({ key: name, cells: [name, kind, maxMembers, lobby ? 'yes' : 'no', keep] }));
  return panel('How its rooms begin', table('Rules of rooms', ['Name', 'Kind', 'Members at most', 'Lobby', 'Kept for'], rows));
}
