import { audit, tenantAudit } from './audit.js';
import { call } from './call.js';
import { calls } from './calls.js';
import { dismiss } from './dialog.js';
import { h } from './dom.js';
import { events, tenantEvents } from './events.js';
import { nodes } from './nodes.js';
import { overview } from './overview.js';
import { empty, heading, problemNotice } from './parts.js';
import { peer, peers } from './peers.js';
import { revocations } from './revocations.js';
import { room } from './room.js';
import { rooms } from './rooms.js';
import { link, match, place } from './router.js';
import * as session from './session.js';
import { signIn } from './sign-in.js';
import { tenant } from './tenant.js';
import { tenants } from './tenants.js';
import { usage } from './usage.js';
import { webhook } from './webhook.js';
import { webhooks } from './webhooks.js';

/**
 * @typedef {{main: HTMLElement, given: string[], query: URLSearchParams, signal: AbortSignal}} Visit `signal` is aborted when the page is
 *   left
 * @typedef {(visit: Visit) => void | Promise<void>} Page
 */

/** @type {[string, string, Page][]} */
const ROUTES = [
  ['', 'Overview', overview],
  ['nodes', 'Nodes', nodes],
  ['tenants', 'Tenants', tenants],
  ['tenants/:', 'Tenant', tenant],
  ['tenants/:/rooms', 'Rooms', rooms],
  ['tenants/:/rooms/:', 'Room', room],
  ['tenants/:/peers', 'Peers', peers],
  ['tenants/:/peers/:', 'Peer', peer],
  ['tenants/:/events', 'Events', tenantEvents],
  ['tenants/:/calls', 'Calls', calls],
  ['tenants/:/calls/:', 'Call', call],
  ['tenants/:/webhooks', 'Webhooks', webhooks],
  ['tenants/:/webhooks/:', 'Webhook', webhook],
  ['tenants/:/usage', 'Usage', usage],
  ['tenants/:/revocations', 'Revocations', revocations],
  ['tenants/:/changes', 'Changes', tenantAudit],
  ['events', 'Events', events],
  ['audit', 'Audit', audit],
];

const MENU = ['Overview', 'Nodes', 'Tenants', 'Events', 'Audit'];

const main = /** @type {HTMLElement} */ (document.getElementById('main'));
const menu = /** @type {HTMLElement} */ (document.getElementById('menu'));
const signOut = /** @type {HTMLButtonElement} */ (document.getElementById('sign-out'));
let visit = new AbortController();
let first = true;

function show() {
  visit.abort();
  visit = new AbortController();
  dismiss();
  main.replaceChildren();
  const signedIn = session.key() !== null;
  menu.hidden = signOut.hidden = !signedIn;
  if (signedIn) void open(visit.signal);
  else {
    document.title = 'Sign in · Chappe console';
    signIn(main, entered);
  }
}

/** @param {AbortSignal} signal */
async function open(signal) {
  const where = place(location.hash);
  const found = where && match(ROUTES.map(([pattern, title, page]) => [pattern, { title, page }]), where.names);
  const title = found?.page.title ?? 'Not found';
  document.title = [found?.given.at(-1), title, 'Chappe console'].filter(Boolean).join(' · ');
  drawMenu(where?.names[0] ?? '');
  try {
    if (found && where) await found.page.page({ main, given: found.given, query: where.query, signal });
    else main.replaceChildren(heading('There is no such page'), empty('The address leads nowhere', 'Choose a page above.'));
  } catch (problem) {
    if (!signal.aborted) main.append(problemNotice(problem));
  }
  if (!signal.aborted) focusTitle();
}

/** A screen reader is told where it is; the page that is opened first says so by itself. */
function focusTitle() {
  if (!first) main.querySelector('h1')?.focus({ preventScroll: true });
  first = false;
}

/** @param {string} current */
function drawMenu(current) {
  const entries = ROUTES.filter(([, title]) => MENU.includes(title)).filter(([pattern]) => !pattern.includes('/'));
  menu.replaceChildren(
    h('ul', null, entries.map(([pattern, title]) => h('li', null, h('a', { href: link(pattern ? [pattern] : []), 'aria-current': pattern === current && 'page' }, title)))),
  );
}

function entered() {
  first = false;
  show();
}

signOut.onclick = () => {
  session.signOut();
  location.hash = '#/';
  show();
};
const skip = /** @type {HTMLElement} */ (document.getElementById('skip'));
skip.onclick = (/** @type {MouseEvent} */ event) => {
  event.preventDefault(); // what is after the # is the page's address
  main.focus();
};
addEventListener('hashchange', show);
show();
