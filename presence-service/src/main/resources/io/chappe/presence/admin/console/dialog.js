import { announce, h } from './dom.js';
import { problemNotice } from './parts.js';

/**
 * @typedef {{name: string, label: string, hint?: string, type?: string, value?: string, min?: number, max?: number, step?: string,
 *   maxlength?: number, options?: [string, string][]}} Field
 */

/**
 * Asks before something is done, does it, and stays open with what went wrong if it fails.
 *
 * @param {{title: string, text: string | string[], go: string, danger?: boolean, fields?: Field[], done: string,
 *   act: (values: Record<string, string>) => Promise<unknown>}} question `done` is what a screen reader is told then
 * @returns {Promise<boolean>} whether it was done
 */
export function confirm({ title, text, go, danger = false, fields = [], done, act }) {
  return new Promise((resolve) => {
    const problem = h('div');
    const button = h(danger ? 'button.danger' : 'button.primary', null, go);
    const cancel = h('button.quiet', { type: 'button', onclick: () => dialog.close() }, 'Cancel');
    const form = h('form', null, h('h2', { id: 'dialog-title' }, title), [text].flat().map((line) => h('p', null, line)), fields.map(fieldOf), problem, h('div.actions', null, cancel, button));
    const dialog = h('dialog', { 'aria-labelledby': 'dialog-title' }, form);
    let was = false;
    form.onsubmit = async (/** @type {Event} */ event) => {
      event.preventDefault();
      button.disabled = true;
      problem.replaceChildren();
      try {
        await act(Object.fromEntries([...new FormData(form)].map(([name, value]) => [name, String(value)])));
        was = true;
        dialog.close();
      } catch (cause) {
        problem.replaceChildren(problemNotice(cause));
        button.disabled = false;
        button.focus();
      }
    };
    dialog.onclose = () => {
      dialog.remove();
      if (was) announce(done);
      resolve(was);
    };
    document.body.append(dialog);
    dialog.showModal();
    // What can't be undone is not done by a key that was held for too long.
    (form.querySelector('input, select') ?? (danger ? cancel : button)).focus();
  });
}

/** Closes what is open, for a page that is left. */
export function dismiss() {
  for (const dialog of document.querySelectorAll('dialog')) dialog.close();
}

/** @param {Field} field */
function fieldOf({ name, label, hint, options, type = 'text', ...more }) {
  const id = `dialog-${name}`;
  const described = hint && `${id}-hint`;
  const input = options
    ? h('select', { id, name }, options.map(([value, words]) => h('option', { value }, words)))
    : h('input', { id, name, type, required: true, autocomplete: 'off', 'aria-describedby': described, ...more });
  return h('div.field', null, h('label', { for: id }, label), input, hint && h('p.hint', { id: described }, hint));
}
