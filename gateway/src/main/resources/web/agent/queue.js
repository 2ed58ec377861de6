import { announce, by } from '../demo/page.js';
import { clock } from '../embed/words.js';
import { contextOf } from './context.js';
import { fieldsOf, linkTo } from './details.js';

/** @typedef {import('../client/room.js').Member} Member */

/** Who waits: a row for each, with what it says of itself. */
export class Queue {
  #take;
  /** By session. @type {Map<string, {row: HTMLElement, since: number}>} */
  #rows = new Map();

  /** @param {(session: string) => void} take */
  constructor(take) {
    this.#take = take;
    setInterval(() => this.#drawTimes(), 1_000);
  }

  /**
   * @param {readonly Member[]} waiting the first, by position
   * @param {number} count of all
   * @param {boolean} free whether this agent can take one
   */
  draw(waiting, count, free) {
    const now = new Set(waiting.map(({ session }) => session));
    for (const session of [...this.#rows.keys()]) if (!now.has(session)) this.#forget(session);
    const before = this.#rows.size;
    // Rows keep their place in the page, and their buttons the focus.
    waiting.forEach((member, i) => this.#place(member, i));
    for (const button of by('waiting').querySelectorAll('button')) button.disabled = !free;
    by('count').textContent = count === 1 ? '1 waits' : `${count} wait`;
    by('count').hidden = count === 0;
    by('nobody').hidden = count > 0;
    by('more').hidden = count <= waiting.length;
    by('more').textContent = `and ${count - waiting.length} more`;
    by('next').disabled = !free || count === 0;
    document.title = `${count > 0 ? `(${count}) ` : ''}${by('queue-name').textContent} · Chappe`;
    if (this.#rows.size > before && free) announce(count === 1 ? 'Somebody waits.' : `${count} people wait.`);
    this.#drawTimes();
  }

  /**
   * @param {Member} member
   * @param {number} i
   */
  #place(member, i) {
    const row = this.#rows.get(member.session)?.row ?? this.#add(member);
    row.querySelector('.place').textContent = String(i + 1);
    row.querySelector('button').setAttribute('aria-label', `Take ${row.querySelector('.name').textContent}, number ${i + 1}`);
    const list = by('waiting');
    if (list.children[i] !== row) list.insertBefore(row, list.children[i] ?? null);
  }

  /**
   * @param {Member} member
   * @returns {any}
   */
  #add(member) {
    const { name, topic, page, since, fields } = contextOf(member);
    const row = by('caller').content.firstElementChild.cloneNode(true);
    row.querySelector('.name').textContent = name;
    row.querySelector('.topic').textContent = topic === name ? '' : (topic ?? '');
    row.querySelector('.page').replaceChildren(...(page ? [linkTo(page)] : []));
    row.querySelector('.fields').replaceChildren(...fieldsOf(fields));
    row.querySelector('button').addEventListener('click', () => this.#take(member.session));
    // Without a word of its own it waits at least since it was seen.
    this.#rows.set(member.session, { row, since: since ?? Date.now() });
    return row;
  }

  /** @param {string} session */
  #forget(session) {
    const { row } = /** @type {any} */ (this.#rows.get(session));
    this.#rows.delete(session);
    const focused = row.contains(document.activeElement);
    const next = row.nextElementSibling ?? row.previousElementSibling;
    row.remove();
    if (focused) (next?.querySelector('button:enabled') ?? by('queue-title')).focus();
  }

  #drawTimes() {
    for (const { row, since } of this.#rows.values()) {
      /** @type {any} */ (row.querySelector('.waited')).textContent = clock(Date.now() - since);
    }
  }
}
