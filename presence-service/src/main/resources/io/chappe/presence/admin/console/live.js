import { announce, h, renew } from './dom.js';
import { problemNotice } from './parts.js';
import { clock, duration } from './words.js';

const OLD_AFTER = 3;
const TICK_MS = 1_000;

/**
 * Asks again and again while the page is visible, and says how old the answer is. The last one stays when a request fails.
 *
 * @template T
 * @param {{everyMs: number, load: (signal: AbortSignal) => Promise<T>, draw: (found: T) => any[], signal: AbortSignal}} source
 * @returns {{view: Element, again: () => Promise<void>}} `again` asks at once, as after a change
 */
export function live({ everyMs, load, draw, signal }) {
  const state = h('p.state', { 'data-state': 'waiting' }, 'Loading…');
  const failure = h('div');
  const content = h('div.live');
  let at = 0;
  /** @type {any} */
  let problem;
  let timer = 0;
  let asking = false;
  let turn = 0;

  const tick = () => renew(state, stateWords(state, at, problem, everyMs));
  const ask = async () => {
    clearTimeout(timer);
    const mine = ++turn;
    asking = true;
    try {
      const found = await load(signal);
      if (signal.aborted || mine !== turn) return;
      keepFocus(content, () => renew(content, draw(found)));
      if (problem) announce('The figures are up to date again.');
      [problem, at] = [undefined, Date.now()];
    } catch (cause) {
      if (signal.aborted || mine !== turn) return;
      problem = cause;
      announce(at ? `A request failed. The figures are those of ${clock(at)}.` : 'A request failed.');
    }
    asking = false;
    renew(failure, problem ? problemNotice(problem, 'group') : []);
    tick();
    if (!document.hidden) timer = setTimeout(ask, everyMs);
  };
  const seen = () => (document.hidden ? clearTimeout(timer) : !asking && void ask());
  const ticking = setInterval(tick, TICK_MS);
  document.addEventListener('visibilitychange', seen);
  signal.addEventListener('abort', () => {
    clearTimeout(timer);
    clearInterval(ticking);
    document.removeEventListener('visibilitychange', seen);
  });
  void ask();
  return { view: h('div', null, state, failure, content), again: ask };
}

/**
 * Whoever was at a button that has gone, as that of an order which was followed, stays in its row.
 *
 * @param {Element} content
 * @param {() => void} change
 */
function keepFocus(content, change) {
  const at = content.contains(document.activeElement) ? document.activeElement : null;
  const row = at?.closest('tr, li');
  change();
  if (!at || at.isConnected) return;
  const next = (row?.isConnected && row.querySelector('button, a')) || document.querySelector('h1');
  /** @type {HTMLElement | null} */ (next)?.focus();
}

/**
 * @param {HTMLElement} state
 * @param {number} at
 * @param {any} problem
 * @param {number} everyMs
 */
function stateWords(state, at, problem, everyMs) {
  if (at === 0) {
    state.dataset.state = problem ? 'failing' : 'waiting';
    return problem ? 'Nothing to show yet; asking again.' : 'Loading…';
  }
  const age = Date.now() - at;
  const old = age > OLD_AFTER * everyMs;
  state.dataset.state = problem ? 'failing' : old ? 'old' : 'fresh';
  if (problem) return `Figures of ${clock(at)}, ${duration(age)} old. Asking again every ${everyMs / 1_000} s.`;
  return `${old ? 'Old figures: updated' : 'Updated'} ${duration(age)} ago`;
}
