/** What is said to people. */

const TITLES = new Map([
  [0, 'No answer'],
  [400, 'That can’t be asked so'],
  [401, 'This key counts no longer'],
  [403, 'This key may not do that'],
  [404, 'It is not there'],
  [409, 'Not as things are now'],
  [412, 'Somebody else has changed it'],
  [429, 'Too many requests'],
  [503, 'The store does not answer'],
]);

const ADVICE = new Map([
  [0, 'Check that the presence-service runs and that your way to its admin port (a port-forward, a tunnel) is still open.'],
  [401, 'Sign out, and sign in with a key whose hash is in admin.keys.'],
  [403, 'Sign in with a key that has this scope.'],
  [412, 'Load it again, look at what has changed, and then decide.'],
  [503, 'A change may have been made all the same: look before you make it again.'],
]);

/**
 * @param {any} problem
 * @returns {{title: string, text: string, advice: string}}
 */
export function problemWords(problem) {
  const { status, detail, errors = [], retryAfterS = 0 } = problem;
  if (status === undefined) return { title: 'This page has a defect', text: String(problem?.message ?? problem), advice: 'Load it again.' };
  const again = retryAfterS > 0 ? `Try again in ${retryAfterS} s.` : '';
  return {
    title: TITLES.get(status) ?? (status >= 500 ? 'The server has failed' : 'It was refused'),
    text: [sentence(detail), ...errors.map(sentence)].join(' '),
    advice: [ADVICE.get(status), again].filter(Boolean).join(' '),
  };
}

/** @param {string} text */
export function sentence(text) {
  const trimmed = text.trim();
  return trimmed && `${trimmed[0].toUpperCase()}${trimmed.slice(1)}${/[.!?…”]$/.test(trimmed) ? '' : '.'}`;
}

/** @param {number} ms */
export function duration(ms) {
  const s = Math.max(0, Math.round(ms / 1_000));
  if (s < 60) return `${s} s`;
  if (s < 3_600) return `${Math.floor(s / 60)} min ${s % 60} s`;
  if (s < 86_400) return `${Math.floor(s / 3_600)} h ${Math.floor((s % 3_600) / 60)} min`;
  return `${Math.floor(s / 86_400)} d ${Math.floor((s % 86_400) / 3_600)} h`;
}

const UNITS = ['B', 'kB', 'MB', 'GB', 'TB', 'PB'];

/** @param {number} count */
export function bytes(count) {
  const power = count < 1 ? 0 : Math.min(Math.floor(Math.log10(count) / 3), UNITS.length - 1);
  return `${RATE.format(count / 1_000 ** power)} ${UNITS[power]}`;
}

/** @param {string | undefined} at as RFC 3339 says it */
export const since = (at) => (at ? duration(Date.now() - Date.parse(at)) : '–');

const TIME = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'medium' });
const CLOCK = new Intl.DateTimeFormat(undefined, { timeStyle: 'medium' });
const NUMBER = new Intl.NumberFormat();

/** @param {string | undefined} at */
export const time = (at) => (at ? TIME.format(new Date(at)) : '–');

/** @param {number} ms */
export const clock = (ms) => CLOCK.format(new Date(ms));

/** @param {number | undefined} value */
export const number = (value) => (value === undefined ? '–' : NUMBER.format(value));

const RATE = new Intl.NumberFormat(undefined, { maximumSignificantDigits: 3 });

/** @param {number | undefined} value in a second */
export const rate = (value) => (value === undefined ? '–' : RATE.format(value < 0.05 ? 0 : value));

/**
 * @param {number} count
 * @param {string} one
 * @param {string} [many]
 */
export const counted = (count, one, many = `${one}s`) => `${number(count)} ${count === 1 ? one : many}`;
