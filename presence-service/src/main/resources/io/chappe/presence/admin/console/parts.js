import { h } from './dom.js';
import { problemWords, time } from './words.js';

/** Parts that several pages are made of. */

/**
 * @param {any} problem
 * @param {string} [role] `alert` where it follows something that was asked for
 */
export function problemNotice(problem, role = 'alert') {
  const { title, text, advice } = problemWords(problem);
  return h('div.notice.grave', { role }, h('strong', null, title), h('p', null, text), advice && h('p.faint', null, advice));
}

/**
 * @param {string} title
 * @param {...any} text what to do
 */
export const empty = (title, ...text) => h('div.empty', null, h('strong', null, title), h('p', null, ...text));

/** @param {string} state of a node, a session or a tenant */
export const chip = (state) => h('span.chip', { 'data-state': state }, state);

/**
 * @param {string} text
 * @param {() => void} onclick
 * @param {string} [kind]
 * @param {string} [about] for whoever hears the button alone
 */
export const button = (text, onclick, kind = 'quiet', about) =>
  h(`button.${kind}`, { type: 'button', onclick, 'aria-label': about && `${text} ${about}`, 'data-key': `button ${text}` }, text);

/**
 * A table, which is a list of cards where it is narrow.
 *
 * @param {string} caption
 * @param {string[]} heads an empty one is of buttons
 * @param {{key: string, cells: any[]}[]} rows the first cell says what the row is about
 */
export function table(caption, heads, rows) {
  const head = heads.map((text) => h('th', { scope: 'col' }, text || h('span.unseen', null, 'Actions')));
  const body = rows.map(({ key, cells }) =>
    h('tr', { 'data-key': key }, cells.map((cell, i) => h(i === 0 ? 'th' : 'td', { scope: i === 0 && 'row', role: i === 0 ? 'rowheader' : 'cell', 'data-head': heads[i] || null, class: heads[i] ? null : 'actions' }, cell))),
  );
  // A table that is laid out as something else is none to a screen reader, unless it says so.
  return h('table.table', { role: 'table' }, h('caption.unseen', null, caption), h('thead', { role: 'rowgroup' }, h('tr', { role: 'row' }, head.map((cell) => (cell.setAttribute('role', 'columnheader'), cell)))), h('tbody', { role: 'rowgroup' }, body.map((row) => (row.setAttribute('role', 'row'), row))));
}

/** @param {[string, any][]} entries those without a value are left out */
export const facts = (entries) =>
  h(
    'dl.facts',
    null,
    entries.filter(([, value]) => value !== undefined && value !== null && value !== '').map(([name, value]) => h('div', null, h('dt', null, name), h('dd', null, value))),
  );

/** @param {string | undefined} at */
export const when = (at) => (at ? h('time', { datetime: at }, time(at)) : '–');

/**
 * @param {string} title
 * @param {any} more beside it
 */
export const heading = (title, ...more) => h('div.heading', null, h('h1', { tabindex: -1 }, title), ...more);

/**
 * Where one is, and the way back.
 *
 * @param {[string, string][]} steps words and addresses
 */
export const trail = (steps) =>
  h('nav.trail', { 'aria-label': 'Where you are' }, h('ol', null, steps.map(([text, href]) => h('li', null, h('a', { href }, text)))));

/**
 * A form of one field that leads somewhere.
 *
 * @param {{label: string, name: string, value?: string, go: string, hint?: string, required?: boolean, then: (value: string) => unknown}} field
 */
export function search({ label, name, value = '', go, hint, required = false, then }) {
  const input = h('input', { id: name, name, value, maxlength: 128, autocomplete: 'off', autocapitalize: 'none', spellcheck: 'false', required });
  const submit = (/** @type {Event} */ event) => {
    event.preventDefault();
    then(input.value.trim());
  };
  return h('form.search', { onsubmit: submit, role: 'search', 'aria-label': label }, h('label', { for: name }, label), h('div.row', null, input, h('button.quiet', null, go)), hint && h('p.hint', null, hint));
}
