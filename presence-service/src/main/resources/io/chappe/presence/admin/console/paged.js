import { h } from './dom.js';
import { button, problemNotice } from './parts.js';
import { counted } from './words.js';

const EMPTY_PAGES = 20;

/**
 * A list that comes in pages, each after a word.
 *
 * @param {{load: (cursor: string | undefined, signal: AbortSignal) => Promise<{items: any[], next?: string}>, draw: (items: any[]) => any,
 *   none: any, item: string, signal: AbortSignal}} list
 * @returns {{view: any, again: () => void}} `again` begins anew
 */
export function paged({ load, draw, none, item, signal }) {
  const state = h('p.unseen', { role: 'status' });
  const content = h('div');
  const foot = h('div.more');
  /** @type {any[]} */
  let items = [];
  /** @type {string | undefined} */
  let next;
  let turn = 0;

  const more = async () => {
    const mine = ++turn;
    foot.replaceChildren(h('span.faint', null, 'Loading…'));
    try {
      const page = await filled(load, next, signal);
      if (signal.aborted || mine !== turn) return;
      items = [...items, ...page.items];
      next = page.next;
      content.replaceChildren(items.length > 0 ? draw(items) : none);
      state.textContent = items.length > 0 ? `${counted(items.length, item)} shown.` : '';
      foot.replaceChildren(...(next === undefined ? [] : [h('span.faint', null, `${counted(items.length, item)} shown`), button('More', onMore)]));
    } catch (problem) {
      if (signal.aborted || mine !== turn) return;
      foot.replaceChildren(problemNotice(problem), button('Try again', () => void more()));
    }
  };
  const onMore = async () => {
    await more();
    // The button is another one now, or none.
    (foot.querySelector('button') ?? content).focus();
  };
  const again = () => {
    [items, next] = [[], undefined];
    void more();
  };
  again();
  content.tabIndex = -1;
  return { view: h('div.part', null, state, content, foot), again };
}

/**
 * A page may have nothing and still not be the last one; nobody wants to ask again and again for that.
 *
 * @param {(cursor: string | undefined, signal: AbortSignal) => Promise<{items: any[], next?: string}>} load
 * @param {string | undefined} cursor
 * @param {AbortSignal} signal
 */
async function filled(load, cursor, signal) {
  let page = await load(cursor, signal);
  for (let i = 0; page.items.length === 0 && page.next !== undefined && i < EMPTY_PAGES; i++) page = await load(page.next, signal);
  return page;
}
