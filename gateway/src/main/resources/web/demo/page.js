/** Small things that every screen needs. */

/**
 * @param {string} id
 * @returns {any} the element
 */
export const by = (id) => document.getElementById(id);

/**
 * Shows one screen and tells a screen reader where it is.
 *
 * @param {'lobby' | 'call' | 'after'} screen
 * @param {HTMLElement} [focus]
 */
export function showScreen(screen, focus) {
  for (const name of ['lobby', 'call', 'after']) by(name).hidden = name !== screen;
  focus?.focus({ preventScroll: true });
}

/**
 * For a screen reader: what happens without being asked for.
 *
 * @param {string} text
 */
export function announce(text) {
  by('announcer').textContent = text;
}

let toastTimer = 0;

/** @param {string} text shown for a moment, and announced */
export function toast(text) {
  const element = by('toast');
  element.textContent = text;
  element.hidden = false;
  announce(text);
  clearTimeout(toastTimer);
  toastTimer = setTimeout(() => (element.hidden = true), 3_500);
}

/**
 * A button that is on or off, with its icon and words.
 *
 * @param {HTMLElement} button
 * @param {boolean} pressed
 * @param {string} words
 * @param {string} icon
 */
export function press(button, pressed, words, icon) {
  button.setAttribute('aria-pressed', String(pressed));
  button.querySelector('span').textContent = words;
  button.querySelector('use').setAttribute('href', `#${icon}`);
}

/**
 * @param {import('../client/room.js').Member} member
 * @returns {string} its verified name, if it has one, or else the one that it gives itself
 */
export const nameOf = (member) => naming(member).name;

/**
 * @param {import('../client/room.js').Member} member
 * @returns {{name: string, claimed: boolean}} `claimed`: it gives itself this name, and anybody could
 */
export function naming({ meta, attributes }) {
  const [verified, own] = [attributes?.name, meta?.name].map((name) => (typeof name === 'string' && name.trim() ? name.slice(0, 60) : undefined));
  return { name: verified ?? own ?? 'Somebody', claimed: verified === undefined && own !== undefined };
}

/**
 * @param {HTMLVideoElement} video
 * @param {MediaStreamTrack | null} track
 */
export function showTrack(video, track) {
  const shown = /** @type {MediaStream | null} */ (video.srcObject)?.getTracks()[0] ?? null;
  if (shown !== track) video.srcObject = track && new MediaStream([track]);
}
