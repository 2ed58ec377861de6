import { get } from './api.js';
import { h } from './dom.js';
import { problemNotice } from './parts.js';
import * as session from './session.js';

const KEY = /^[\x21-\x7e]{1,240}$/;
const UNKNOWN = 'No key of this server is like it. Look whether it is all there, and whether its hash is in admin.keys of this presence-service.';

/**
 * Asks for a key, and tries it.
 *
 * @param {HTMLElement} main
 * @param {() => void} entered
 */
export function signIn(main, entered) {
  const problem = h('div', { id: 'key-problem' });
  const input = h('input', { id: 'key', type: 'password', autocomplete: 'off', spellcheck: 'false', required: true, 'aria-describedby': 'key-problem key-hint' });
  const button = h('button.primary', null, 'Sign in');
  const onsubmit = async (/** @type {Event} */ event) => {
    event.preventDefault();
    problem.replaceChildren();
    button.disabled = true;
    try {
      await enter(input.value.trim());
      entered();
    } catch (cause) {
      problem.replaceChildren(explain(cause));
      input.setAttribute('aria-invalid', 'true');
      input.focus();
    }
    button.disabled = false;
  };
  main.replaceChildren(
    h(
      'section.gate',
      null,
      h('h1', { tabindex: -1 }, 'Sign in'),
      h('p.faint', null, 'What runs on this installation of Chappe, and the means to change it.'),
      h('form', { onsubmit }, h('div.field', null, h('label', { for: 'key' }, 'API key'), input), problem, button),
      h('p.hint', { id: 'key-hint' }, 'The key stays in this tab until you sign out or close it. ', h('code', null, 'deploy/up'), ' leaves one in ', h('code', null, '.run/8443/admin-key'), '; ', h('code', null, 'deploy/api-key NAME'), ' makes one.'),
    ),
  );
  input.focus();
}

/** @param {string} key */
async function enter(key) {
  // What no header can carry is no key either, and a browser would say so in words of its own.
  if (!KEY.test(key)) throw { unknown: true };
  session.signIn(key, await rights(key));
}

/**
 * @param {string} key
 * @returns {Promise<session.Rights>}
 */
async function rights(key) {
  try {
    return await get('/key', { key });
  } catch (cause) {
    throw /** @type {import('./api.js').Problem} */ (cause).status === 401 ? { unknown: true } : cause;
  }
}

/** @param {any} cause */
const explain = (cause) => (cause.unknown ? h('div.notice.grave', { role: 'alert' }, h('strong', null, 'This key is not known here'), h('p', null, UNKNOWN)) : problemNotice(cause));
