import { get, path } from './api.js';
import { follow } from './event-stream.js';
import { h, renew } from './dom.js';
import { button, empty, heading, problemNotice, table, when } from './parts.js';
import { link } from './router.js';
import { tenantFrame } from './tenants.js';
import { counted } from './words.js';

const FIRST = 50;
/** More would make the page slow, and nobody reads them. */
const MOST = 300;

const SUBJECTS = /** @type {[string, string][]} */ ([
  ['', 'everything'],
  ['session.', 'sessions'],
  ['room.', 'rooms'],
  ['member.', 'members'],
]);

/** @param {import('./app.js').Visit} visit */
export function events({ main, signal }) {
  main.replaceChildren(heading('Events'));
  return live(main, '/events', undefined, signal);
}

/** @param {import('./app.js').Visit} visit */
export function tenantEvents({ main, given: [tenant], signal }) {
  tenantFrame(main, tenant, 'Events');
  return live(main, `/tenants${path(tenant)}/events`, tenant, signal);
}

/**
 * @param {HTMLElement} main
 * @param {string} where
 * @param {string | undefined} tenant whose they are; undefined for all that the key sees
 * @param {AbortSignal} signal
 */
async function live(main, where, tenant, signal) {
  const state = h('p.state', { 'data-state': 'waiting', role: 'status' }, 'Loading…');
  const failure = h('div');
  const content = h('div.live');
  main.append(state, failure);
  const page = await get(where, { query: { limit: FIRST }, signal });
  if (signal.aborted) return;
  let shown = page.items;
  let held = /** @type {any[]} */ ([]);
  let paused = false;
  let subject = '';
  let words = '';

  const draw = () => {
    const found = shown.filter((/** @type {any} */ event) => event.type.startsWith(subject) && mentions(event, words));
    renew(content, found.length > 0 ? listed(found, tenant === undefined) : nothing(shown.length > 0));
    renew(pauseButton, paused ? `Go on${held.length > 0 ? ` (${counted(held.length, 'new one')})` : ''}` : 'Pause');
  };
  const take = (/** @type {any} */ event) => {
    if (paused) held = [event, ...held].slice(0, MOST);
    else shown = [event, ...shown].slice(0, MOST);
    draw();
  };
  const told = (/** @type {any} */ problem) => {
    state.dataset.state = problem ? 'failing' : 'fresh';
    renew(state, problem ? 'Not listening. Trying again every 3 s; what has happened meanwhile comes then.' : 'Listening');
    renew(failure, problem ? problemNotice(problem, 'group') : []);
  };
  const pause = () => {
    paused = !paused;
    if (!paused) [shown, held] = [[...held, ...shown].slice(0, MOST), []];
    draw();
  };
  const pauseButton = button('Pause', pause);
  main.append(
    filters(
      (value) => ((subject = value), draw()),
      (value) => ((words = value), draw()),
      pauseButton,
    ),
    content,
  );
  draw();
  void follow({ where, after: page.items[0]?.number ?? 0, signal, take, told });
}

/**
 * @param {(subject: string) => void} ofSubject
 * @param {(words: string) => void} withWords
 * @param {any} pause
 */
const filters = (ofSubject, withWords, pause) =>
  h(
    'div.filters',
    { role: 'group', 'aria-label': 'Which events are shown' },
    h('div.field', null, h('label', { for: 'subject' }, 'About'), h('select', { id: 'subject', onchange: (/** @type {any} */ { target }) => ofSubject(target.value) }, SUBJECTS.map(([value, text]) => h('option', { value }, text)))),
    h('div.field', null, h('label', { for: 'words' }, 'Room or peer'), h('input', { id: 'words', autocomplete: 'off', autocapitalize: 'none', spellcheck: 'false', maxlength: 128, oninput: (/** @type {any} */ { target }) => withWords(target.value.trim()) })),
    pause,
  );

/**
 * @param {any} event
 * @param {string} words
 */
const mentions = ({ room, peer, session }, words) => words === '' || [room, peer, session].some((name) => name?.toLowerCase().includes(words.toLowerCase()));

/** @param {boolean} others whether there are some that are not shown */
const nothing = (others) =>
  others ? empty('None of them is like that', 'Show more of them above.') : empty('Nothing has happened yet', 'Sessions that begin and end, rooms and their members appear here as it happens.');

/**
 * @param {any[]} found
 * @param {boolean} ofAll whether they are of several tenants
 */
function listed(found, ofAll) {
  const columns = ['When', 'What', 'Room', 'Peer', 'More'];
  if (ofAll) columns.splice(2, 0, 'Tenant');
  const rows = found.map((event, i) => ({ key: String(event.number ?? `gap ${i}`), cells: cells(event) }));
  if (ofAll) rows.forEach(({ cells }, i) => cells.splice(2, 0, tenantOf(found[i])));
  return h('div.panel.wide', null, table('Events, the newest first', columns, rows));
}

/** @param {any} event */
const tenantOf = ({ tenant }) => (tenant === undefined ? '–' : h('a', { href: link(['tenants', tenant]) }, tenant));

/** @param {any} event */
function cells({ tenant, at, type, room, peer, reason, state, locked, count, waits, hidden, after }) {
  if (type === 'gap') return ['–', h('span.chip', { 'data-state': 'late' }, 'gap'), '–', '–', `some after number ${after} are not kept any more`];
  const more = [reason, state, locked !== undefined && (locked ? 'locked' : 'open'), count !== undefined && `${counted(count, 'event')} not written`, waits && 'waits', hidden && 'hidden'];
  return [
    when(at),
    h('span.chip', { 'data-state': type }, type),
    room === undefined ? '–' : h('a', { href: link(['tenants', tenant, 'rooms', room]) }, room),
    peer === undefined ? '–' : h('a', { href: link(['tenants', tenant, 'peers', peer]) }, peer),
    more.filter(Boolean).join(', ') || '–',
  ];
}
