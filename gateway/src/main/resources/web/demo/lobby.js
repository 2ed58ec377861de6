import { freshRoom, roomFromLink } from './address.js';
import { showLevel } from './level.js';
import { by, press, showTrack } from './page.js';
import { ticket } from './ticket.js';
import { deviceWords, noDeviceWords, noPictureWords, waitWords } from './words.js';

const NAME_KEY = 'chappe.name';
const LOST = 'The connection to the server is lost. Reconnecting…';

/** The screen before the call: who, where, and with which camera and microphone. */
export class Lobby {
  #media;
  #stopLevel = () => {};
  /** @type {MediaStreamTrack | null} */
  #levelOf = null;
  #asking = false;
  /** Of those who wait to be let in. */
  #position = 0;

  /**
   * @param {import('./media.js').LocalMedia} media
   * @param {(name: string, room: string) => void} join
   */
  constructor(media, join) {
    this.#media = media;
    media.addEventListener('change', () => void this.#draw());
    by('preview-mic').addEventListener('click', () => (media.microphone ? media.setMuted(!media.muted) : void media.startMicrophone()));
    by('preview-camera').addEventListener('click', () => void media.setCamera(!media.camera));
    by('check-again').addEventListener('click', () => void this.check());
    by('camera-choice').addEventListener('change', (event) => void media.choose('videoinput', event.target.value));
    by('mic-choice').addEventListener('change', (event) => void media.choose('audioinput', event.target.value));
    by('entry').addEventListener('submit', (event) => {
      event.preventDefault();
      if (this.#valid()) join(by('name').value.trim(), by('room').value.trim());
    });
    this.#fill(freshRoom());
    addEventListener('hashchange', () => this.#fill(by('room').value));
  }

  /** @param {string} room unless the link names one */
  #fill(room) {
    const { name, verified } = ticket();
    by('name').value = name || by('name').value || remembered();
    by('name').readOnly = verified;
    by('room').value = roomFromLink() || room;
  }

  /** Asks for camera and microphone. */
  async check() {
    this.#asking = true;
    void this.#draw();
    await this.#media.start();
    this.#asking = false;
    await this.#draw();
  }

  /** @param {boolean} busy while the call is being joined */
  busy(busy) {
    const button = by('join');
    button.disabled = busy;
    button.textContent = busy ? 'Joining…' : 'Join the call';
    if (busy) this.explain(undefined);
    else this.#showWait(false);
  }

  /** @param {number} position of those who wait to be let in */
  waiting(position) {
    const first = by('waiting').hidden;
    this.#showWait(true);
    if (first) by('waiting-title').focus();
    this.#position = position;
    by('waiting-place').textContent = waitWords(position);
  }

  /** @param {boolean} online whether there is a socket: nobody can be let in without */
  line(online) {
    if (by('waiting').hidden) return;
    const words = online ? waitWords(this.#position) : LOST;
    // A screen reader says again what is only written again, at each try.
    if (by('waiting-place').textContent !== words) by('waiting-place').textContent = words;
  }

  /** @param {boolean} waits */
  #showWait(waits) {
    by('waiting').hidden = !waits;
    by('entry').hidden = waits;
    if (!waits) by('waiting-place').textContent = '';
  }

  /** @param {import('./words.js').Words | undefined} words why the call could not be joined */
  explain(words) {
    fill(by('entry-problem'), words);
    if (words) by('entry-problem').scrollIntoView({ block: 'nearest' });
  }

  #valid() {
    const name = by('name').value.trim();
    const room = by('room').value.trim();
    const bad = [flag('name', name !== ''), flag('room', /[\p{L}\p{N}]/u.test(room))].find((field) => field !== undefined);
    if (bad) bad.focus();
    else remember(name);
    return !bad;
  }

  async #draw() {
    const { camera, microphone, muted, problems } = this.#media;
    showTrack(by('preview'), camera);
    by('preview').hidden = !camera;
    by('preview-note').hidden = camera !== null;
    const silent = muted || !microphone;
    press(by('preview-mic'), silent, microphone ? (muted ? 'Unmute microphone' : 'Mute microphone') : 'Turn microphone on', silent ? 'i-mic-off' : 'i-mic');
    press(by('preview-camera'), !camera, camera ? 'Turn camera off' : 'Turn camera on', camera ? 'i-camera' : 'i-camera-off');
    const insecure = problems.camera === 'insecure';
    by('preview-mic').disabled = by('preview-camera').disabled = this.#asking || insecure;
    fill(by('check-problem'), this.#asking ? undefined : deviceWords(problems));
    by('check-again').hidden = insecure;
    this.#drawLevel(by('lobby').hidden ? null : microphone);
    const [cameras] = await Promise.all([this.#drawChoice('camera-choice', 'videoinput'), this.#drawChoice('mic-choice', 'audioinput')]);
    by('preview-note').textContent = this.#asking
      ? 'Your browser asks whether it may use your camera and microphone.'
      : noPictureWords(problems.camera || (cameras === 0 ? 'missing' : ''));
  }

  /** @param {MediaStreamTrack | null} microphone */
  #drawLevel(microphone) {
    if (microphone === this.#levelOf) return;
    this.#levelOf = microphone;
    this.#stopLevel();
    this.#stopLevel = microphone ? showLevel(microphone, by('level')) : () => {};
  }

  /**
   * @param {string} id
   * @param {'audioinput' | 'videoinput'} kind
   * @returns {Promise<number>} how many there are
   */
  async #drawChoice(id, kind) {
    const devices = await this.#media.devices(kind);
    const select = by(id);
    select.disabled = devices.length === 0;
    const options = devices.map(({ id: value, label, current }, i) => new Option(label || `Device ${i + 1}`, value, current, current));
    const none = noDeviceWords(this.#media.problems[kind === 'audioinput' ? 'microphone' : 'camera']);
    select.replaceChildren(...(options.length > 0 ? options : [new Option(none)]));
    return options.length;
  }
}

/**
 * @param {HTMLElement} notice
 * @param {import('./words.js').Words | undefined} words
 */
function fill(notice, words) {
  notice.hidden = !words;
  if (!words) return;
  notice.querySelector('strong').textContent = words.title;
  notice.querySelector('span').textContent = words.text;
}

/**
 * @param {string} id of a field
 * @param {boolean} good
 * @returns {HTMLElement | undefined} the field, if it is not good
 */
function flag(id, good) {
  const field = by(id);
  by(`${id}-problem`).hidden = good;
  field.setAttribute('aria-invalid', String(!good));
  return good ? undefined : field;
}

function remembered() {
  try {
    return localStorage.getItem(NAME_KEY) ?? '';
  } catch {
    return ''; // storage is switched off
  }
}

/** @param {string} name */
function remember(name) {
  try {
    localStorage.setItem(NAME_KEY, name);
  } catch {
    // storage is switched off: the name has to be typed again next time
  }
}
