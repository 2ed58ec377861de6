import { layOut } from './grid.js';
import { by, showTrack } from './page.js';

/** @type {Record<string, string>} */
const STATES = { connecting: 'Connecting…', disconnected: 'Connection lost, trying again…', failed: 'No connection, trying again…' };

/**
 * @typedef {object} Face what is known of somebody in the call
 * @property {string} name
 * @property {boolean} microphone
 * @property {boolean} camera
 * @property {boolean} screen
 * @property {boolean} [moderator]
 */

/** @typedef {{item: HTMLElement, video: HTMLVideoElement, state: string, away: boolean}} Tile */

/** The grid of people. */
export class Tiles {
  /** @type {Map<string, Tile>} */
  #tiles = new Map();

  /**
   * Adds somebody, or shows what has changed.
   *
   * @param {string} session
   * @param {Face} face
   * @param {{own?: boolean}} [options]
   */
  show(session, face, { own = false } = {}) {
    const { item, video } = this.#tiles.get(session) ?? this.#add(session, own);
    const name = own ? 'You' : face.name;
    item.classList.toggle('seen', face.camera || face.screen);
    item.classList.toggle('screen', face.screen);
    item.classList.toggle('silent', !face.microphone);
    item.querySelector('.tile-name span').textContent = face.screen ? own ? 'Your screen' : `${name}’s screen` : name;
    item.querySelector('.muted').toggleAttribute('hidden', face.microphone);
    item.querySelector('.moderator').toggleAttribute('hidden', !face.moderator);
    item.querySelector('[data-do="mute"]').setAttribute('aria-label', `Ask ${name} to mute`);
    item.querySelector('[data-do="kick"]').setAttribute('aria-label', `Remove ${name}`);
    item.querySelector('.face').textContent = initials(face.name);
    item.style.setProperty('--hue', String(hue(face.name)));
    item.setAttribute('aria-label', [name, face.moderator && 'moderator', !face.microphone && 'muted', !face.camera && !face.screen && 'camera off', face.screen && 'shares the screen'].filter(Boolean).join(', '));
    video.muted = own;
    layOut();
  }

  /**
   * @param {string} session
   * @param {MediaStream | MediaStreamTrack | null} source
   */
  play(session, source) {
    const video = this.#tiles.get(session)?.video;
    if (!video) return;
    if (source instanceof MediaStream) video.srcObject = source;
    else showTrack(video, source);
    // A browser may want a click before it plays sound; the next one starts all.
    video.play().catch(() => document.addEventListener('click', () => void video.play().catch(() => {}), { once: true }));
  }

  /**
   * @param {string} session
   * @param {string} state of the connection to that person
   */
  state(session, state) {
    this.#mark(session, { state });
  }

  /**
   * @param {string} session
   * @param {boolean} away the server has lost that person for now; the call with them may go on
   */
  away(session, away) {
    this.#mark(session, { away });
  }

  /**
   * @param {string} session
   * @param {Partial<Tile>} change
   */
  #mark(session, change) {
    const tile = this.#tiles.get(session);
    if (!tile) return;
    const { item, state, away } = Object.assign(tile, change);
    item.dataset.state = state;
    const words = away ? 'Reconnecting…' : STATES[state];
    const label = /** @type {HTMLElement} */ (item.querySelector('.tile-state'));
    label.textContent = words ?? '';
    label.hidden = !words;
  }

  /** @param {string} session */
  remove(session) {
    const tile = this.#tiles.get(session);
    this.#tiles.delete(session);
    if (!tile) return;
    tile.video.srcObject = null;
    tile.item.remove();
    layOut();
  }

  clear() {
    for (const session of [...this.#tiles.keys()]) this.remove(session);
  }

  /**
   * @param {string} session
   * @param {boolean} own
   */
  #add(session, own) {
    const item = by('tile').content.firstElementChild.cloneNode(true);
    item.dataset.session = session;
    item.classList.toggle('own', own);
    const tile = { item, video: item.querySelector('video'), state: '', away: false };
    this.#tiles.set(session, tile);
    by('tiles')[own ? 'prepend' : 'append'](item);
    layOut();
    return tile;
  }
}

/** @param {string} name */
function initials(name) {
  const words = name.trim().split(/\s+/);
  const ends = words.length > 1 ? [words[0], words[words.length - 1]] : words;
  return ends.map((word) => first(word).toUpperCase()).join('') || '?';
}

/** @param {string} word whose first sign may be made of many: a family, a flag, a letter with its accents */
function first(word) {
  if (!Intl.Segmenter) return [...word][0] ?? '';
  const [sign] = new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(word);
  return sign?.segment ?? '';
}

/** @param {string} name always gets the same colour */
function hue(name) {
  return [...name].reduce((sum, letter) => (sum * 31 + (letter.codePointAt(0) ?? 0)) % 360, 7);
}
