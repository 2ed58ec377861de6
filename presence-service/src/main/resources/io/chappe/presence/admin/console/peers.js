import { ask, get, path } from './api.js';
import { confirm } from './dialog.js';
import { h } from './dom.js';
import { live } from './live.js';
import { nodeLabel, nodeNames, shortId } from './node-words.js';
import { button, chip, empty, heading, search, table, trail, when } from './parts.js';
import { revokePeer } from './revocations.js';
import { link } from './router.js';
import { may } from './session.js';
import { tenantFrame } from './tenants.js';

const EVERY_MS = 5_000;

/** @param {import('./app.js').Visit} visit */
export function peers({ main, given: [tenant] }) {
  tenantFrame(main, tenant, 'Peers');
  const hint = 'Its whole name, the sub of its tokens.';
  main.append(search({ label: 'Find a peer', name: 'peer', go: 'Find', hint, required: true, then: (peer) => (location.hash = link(['tenants', tenant, 'peers', peer])) }));
}

/** @param {import('./app.js').Visit} visit */
export function peer({ main, given: [tenant, name], signal }) {
  const revoked = async () => {
    if (await revokePeer(tenant, name)) await shown.again();
  };
  main.replaceChildren(
    trail([
      ['Tenants', link(['tenants'])],
      [tenant, link(['tenants', tenant])],
      ['Peers', link(['tenants', tenant, 'peers'])],
    ]),
    heading(name, may('write') && button('Take back its tokens', () => void revoked())),
  );
  const shown = live({
    everyMs: EVERY_MS,
    signal,
    load: (aborted) => Promise.all([get(`/tenants${path(tenant)}/peers${path(name)}`, { signal: aborted }), nodeNames(aborted)]),
    draw: ([found, names]) => [h('p', null, chip(found.state)), sessions({ tenant, name, names, again: () => void shown.again() }, found.sessions)],
  });
  main.append(shown.view);
}

/**
 * @param {{tenant: string, name: string, names: Map<string, string>, again: () => void}} peer with names of nodes
 * @param {any[]} found
 */
function sessions({ tenant, name, names, again }, found) {
  if (found.length === 0) return empty('This peer has no session', 'It is offline, or was never here: look whether the name is right.');
  const rows = found.map(({ session, node, state, until, rooms }) => ({
    key: session,
    cells: [
      h('code', { title: session }, shortId(session)),
      h('span.chips', null, chip(state), until && h('span.faint', null, 'until ', when(until))),
      nodeLabel({ id: node, name: names.get(node) }),
      rooms.length > 0 ? h('ul.plain', null, rooms.map((/** @type {string} */ room) => h('li', null, h('a', { href: link(['tenants', tenant, 'rooms', room]) }, room)))) : 'none',
      may('write') && button('End session', () => void end(tenant, name, session).then((done) => done && again()), 'quiet', shortId(session)),
    ],
  }));
  return h('div.panel.wide', null, table('Sessions', ['Session', 'State', 'Gateway', 'Rooms', ''], rows));
}

/**
 * @param {string} tenant
 * @param {string} name
 * @param {string} session
 */
const end = (tenant, name, session) =>
  confirm({
    title: `End this session of ${name}?`,
    text: 'It leaves its rooms, and its client does not come back by itself. Its token still counts: take that back to keep the peer out.',
    go: 'End session',
    danger: true,
    done: 'The session has ended.',
    act: () => ask('DELETE', `/tenants${path(tenant)}/peers${path(name)}/sessions${path(session)}`),
  });
