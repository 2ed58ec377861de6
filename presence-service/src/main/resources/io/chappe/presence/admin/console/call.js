import { get, path } from './api.js';
import { h } from './dom.js';
import { live } from './live.js';
import { nodeLabel, nodeNames } from './node-words.js';
import { chip, empty, facts, heading, table, trail } from './parts.js';
import { link } from './router.js';
import { duration, number } from './words.js';

const EVERY_MS = 3_000;
const GOOD = new Set(['connected']);
const FINE = new Set(['connected-once', 'hung-up']);

/** @param {import('./app.js').Visit} visit */
export function call({ main, given: [tenant, pair], signal }) {
  main.replaceChildren(
    trail([
      ['Tenants', link(['tenants'])],
      [tenant, link(['tenants', tenant])],
      ['Calls', link(['tenants', tenant, 'calls'])],
    ]),
    heading('Call'),
  );
  const shown = live({ everyMs: EVERY_MS, signal, load: (aborted) => load(tenant, pair, aborted), draw: (found) => (found ? draw(tenant, found) : [nothing()]) });
  main.append(shown.view);
}

const nothing = () => empty('Nothing is known of this call', 'It is kept for an hour after the last that has happened, unless calls.keptFor says otherwise.');

/**
 * @param {string} tenant
 * @param {string} pair
 * @param {AbortSignal} signal
 * @returns {Promise<{story: any, names: Map<string, string>} | undefined>}
 */
async function load(tenant, pair, signal) {
  try {
    const [story, names] = await Promise.all([get(`/tenants${path(tenant)}/calls${path(pair)}`, { signal }), nodeNames(signal)]);
    return { story, names };
  } catch (problem) {
    if (/** @type {any} */ (problem).status === 404) return undefined;
    throw problem;
  }
}

/**
 * @param {string} tenant
 * @param {{story: any, names: Map<string, string>}} found
 */
function draw(tenant, { story, names }) {
  const kind = GOOD.has(story.verdict) ? 'good' : FINE.has(story.verdict) ? 'warn' : 'grave';
  return [
    h(`section.notice.${kind}`, { 'aria-label': 'What has come of it', 'data-verdict': story.verdict }, h('strong', null, story.sides.map((/** @type {any} */ { peer }) => peer).join(' and ')), h('p', null, story.reason)),
    h('p.chips', null, h('span', null, 'in the room ', h('a', { href: link(['tenants', tenant, 'rooms', story.room]) }, story.room)), story.glare && chip('glare'), chip(story.verdict)),
    h('div.panels', null, story.sides.map((/** @type {any} */ side) => about(tenant, side))),
    timeline(story, names),
  ];
}

/**
 * @param {string} tenant
 * @param {any} side
 */
const about = (tenant, { peer, session, offers, answers, candidates, state, local, remote, protocol, connectedMs, mediaMs }) =>
  h(
    'section.panel',
    { 'data-key': session },
    h('h2', null, h('a', { href: link(['tenants', tenant, 'peers', peer]) }, peer)),
    facts([
      ['Says that it is', state ? chip(state) : 'nothing: its client does not report'],
      ['Offers and answers', `${number(offers)} and ${number(answers)}`],
      ['Candidates', Object.entries(candidates).map(([type, count]) => `${count} ${type}`).join(', ') || 'none'],
      ['Goes by', local && `${local} to ${remote}${protocol ? ` over ${protocol}` : ''}`],
      ['Connected after', connectedMs === undefined ? undefined : seconds(connectedMs)],
      ['First media after', mediaMs === undefined ? undefined : seconds(mediaMs)],
      ['Session', h('code', null, session)],
    ]),
  );

/** @param {number} ms */
const seconds = (ms) => (ms < 10_000 ? `${(ms / 1_000).toFixed(2)} s` : duration(ms));

/** What is no signal. */
const UNDELIVERED = new Set(['join', 'resume', 'report']);

/** @param {number} ms negative before the call */
const after = (ms) => `${ms < 0 ? '−' : '+'}${seconds(Math.abs(ms))}`;

/**
 * @param {any} story
 * @param {Map<string, string>} names of nodes
 */
function timeline(story, names) {
  const peers = new Map(story.sides.map((/** @type {any} */ { session, peer }) => [session, peer]));
  const begun = Date.parse(story.begun);
  const rows = story.facts.map((/** @type {any} */ { at, node, from, kind, detail, outcome }, /** @type {number} */ i) => ({
    key: String(i),
    cells: [after(Date.parse(at) - begun), peers.get(from), h('span.chip', { 'data-state': outcome ? 'failed' : kind }, kind), told(kind, detail), outcome ?? (UNDELIVERED.has(kind) ? '' : 'delivered'), nodeLabel({ id: node, name: names.get(node) })],
  }));
  return h('section.part', { 'aria-label': 'What has happened' }, h('h2', null, 'What has happened'), h('div.panel.wide', null, table('What has happened', ['After', 'From', 'What', 'More', 'Outcome', 'Gateway'], rows)));
}

/**
 * @param {string} kind
 * @param {string} [detail]
 */
function told(kind, detail) {
  if (!detail) return '–';
  if (kind !== 'report') return detail === 'end' ? 'no more' : detail;
  try {
    return Object.entries(JSON.parse(detail)).map(([name, value]) => `${name} ${String(value)}`).join(', ');
  } catch {
    return detail;
  }
}
