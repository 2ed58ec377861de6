import { ask, get, path } from './api.js';
import { confirm } from './dialog.js';
import { announce, h } from './dom.js';
import { live } from './live.js';
import { button, empty, facts, heading, problemNotice, table, trail, when } from './parts.js';
import { link } from './router.js';
import { may } from './session.js';
import { about, standing } from './webhooks.js';
import { counted, number } from './words.js';

const EVERY_MS = 5_000;
const MOST = 50;

/** @typedef {{tenant: string, id: string, root: string, again: () => void, told: (notice: any) => void}} Where */

/** @param {import('./app.js').Visit} visit */
export function webhook({ main, given: [tenant, id], signal }) {
  const notices = h('div');
  /** @type {Where} */
  const where = { tenant, id, root: `/tenants${path(tenant)}/webhooks${path(id)}`, again: () => void shown.again(), told: (notice) => notices.replaceChildren(notice) };
  main.replaceChildren(
    trail([
      ['Tenants', link(['tenants'])],
      [tenant, link(['tenants', tenant])],
      ['Webhooks', link(['tenants', tenant, 'webhooks'])],
    ]),
    heading(id),
    notices,
  );
  const shown = live({ everyMs: EVERY_MS, signal, load: (aborted) => load(where, aborted), draw: (found) => (found ? draw(where, found) : [empty('There is no such webhook', 'It was removed, or never added.')]) });
  main.append(shown.view);
}

/**
 * @param {Where} where
 * @param {AbortSignal} signal
 * @returns {Promise<{hook: any, tag: string | null, deliveries: any[], dead: any[]} | undefined>}
 */
async function load({ root }, signal) {
  try {
    const query = { limit: MOST };
    const [{ body, tag }, deliveries, dead] = await Promise.all([ask('GET', root, { signal }), get(`${root}/deliveries`, { query, signal }), get(`${root}/dead-letters`, { query, signal })]);
    return { hook: body, tag, deliveries: deliveries.items, dead: dead.items };
  } catch (problem) {
    if (/** @type {any} */ (problem).status === 404) return undefined;
    throw problem;
  }
}

/**
 * @param {Where} where
 * @param {{hook: any, tag: string | null, deliveries: any[], dead: any[]}} found
 */
function draw(where, { hook, tag, deliveries, dead }) {
  return [
    h('div.heading', null, standing(hook), may('write') && h('div.row', null, button('Test', () => void tested(where), 'primary', where.id), button(hook.enabled === false ? 'Enable' : 'Disable', () => enable(where, hook, tag), 'quiet', where.id), button('Remove', () => remove(where, tag), 'quiet', where.id))),
    hook.error && h('div.notice.grave', null, h('strong', null, counted(hook.failures ?? 0, 'post was', 'posts were') + ' not taken in a row'), h('p', null, hook.error)),
    h('section.panel', null, h('h2', null, 'What it is told'), facts([['Posts to', h('code', null, hook.url)], ['About', about(hook)], ['Told up to event', hook.toldTo === undefined ? undefined : number(hook.toldTo)]])),
    listed('Posts', deliveries, empty('Nothing was posted yet', 'Test it, or wait until something happens.'), ['When', 'Outcome', 'Events', 'Took', 'Message'], posted),
    dead.length > 0 &&
      h('div.part', null, listed('Dead letters', dead, null, ['Given up', 'Event', 'Room', 'Why'], deadLetter), may('write') && h('div.more', null, button('Tell it all of them again', () => replay(where), 'quiet', where.id))),
  ];
}

/**
 * @param {string} title
 * @param {any[]} items
 * @param {any} none
 * @param {string[]} heads
 * @param {(item: any) => any[]} cells
 */
const listed = (title, items, none, heads, cells) =>
  h('section.part', { 'aria-label': title }, h('h2', null, title), items.length > 0 ? h('div.panel.wide', null, table(`${title}, the newest first`, heads, items.map((item, i) => ({ key: `${title} ${i}`, cells: cells(item) })))) : none);

/** @param {any} delivery */
const posted = ({ at, message, events, replay, latencyMs, status, error }) => [
  when(at),
  h('span.chips', null, h('span.chip', { 'data-state': error ? 'failed' : 'up' }, status === undefined ? 'no answer' : String(status)), error && h('span.faint', null, error)),
  `${number(events)}${replay ? ', again' : ''}`,
  `${number(latencyMs)} ms`,
  h('code', null, message),
];

/** @param {any} letter */
const deadLetter = ({ at, error, event }) => [when(at), event.type, event.room ?? '–', error];

/** @param {Where} where */
async function tested({ root, told }) {
  told(h('p.faint', { role: 'status' }, 'Posting…'));
  try {
    const { body } = await ask('POST', `${root}/test`);
    const words = body.taken ? `It was taken: ${body.status}, after ${number(body.latencyMs)} ms.` : `It was not taken: ${body.error ?? body.status}.`;
    told(h(`div.notice.${body.taken ? 'good' : 'grave'}`, { role: 'alert' }, h('strong', null, body.taken ? 'The test has arrived' : 'The test has failed'), h('p', null, words)));
    announce(words);
  } catch (problem) {
    told(problemNotice(problem));
  }
}

/**
 * @param {Where} where
 * @param {Parameters<typeof confirm>[0]} question
 */
const order = (where, question) => void confirm(question).then((done) => done && where.again());

/**
 * @param {Where} where
 * @param {any} hook
 * @param {string | null} tag
 */
const enable = (where, { url, types, rooms, enabled }, tag) =>
  order(where, {
    title: enabled === false ? `Tell ${where.id} again?` : `Tell ${where.id} nothing more?`,
    text: enabled === false ? 'It is told what has happened since the last event that it was told, as far as that is kept.' : 'What happens meanwhile waits for as long as events are kept.',
    go: enabled === false ? 'Enable' : 'Disable',
    done: enabled === false ? 'The webhook is told again.' : 'The webhook is told nothing more.',
    act: () => ask('PUT', where.root, { body: { url, types, rooms, enabled: enabled === false }, tag: tag ?? undefined }),
  });

/**
 * @param {Where} where
 * @param {string | null} tag
 */
const remove = (where, tag) =>
  order(where, {
    title: `Remove ${where.id}?`,
    text: 'It is told nothing more, and what it was not told is forgotten.',
    go: 'Remove',
    danger: true,
    done: 'The webhook is removed.',
    act: () => ask('DELETE', where.root, { tag: tag ?? undefined }),
  });

/** @param {Where} where */
const replay = (where) =>
  order(where, {
    title: `Tell ${where.id} its dead letters?`,
    text: 'It is told all of them, in their order, and then goes on.',
    go: 'Tell it',
    done: 'The dead letters are on their way.',
    act: () => ask('POST', `${where.root}/replay`, { body: {} }),
  });
