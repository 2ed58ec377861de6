import { announce, by } from './page.js';

/** A moderator asks this side to mute itself. Nobody is muted without having said so. */
export class Asked {
  #media;
  #changed = () => this.#media.muted && this.hide();

  /** @param {import('./media.js').LocalMedia} media */
  constructor(media) {
    this.#media = media;
    media.addEventListener('change', this.#changed);
    by('asked-mute').onclick = () => this.#answer(true);
    by('asked-stay').onclick = () => this.#answer(false);
  }

  /** @param {string} name of the moderator */
  show(name) {
    if (!this.#media.microphone || this.#media.muted) return;
    const words = `${name} asks you to mute your microphone.`;
    by('asked-words').textContent = words;
    by('asked').hidden = false;
    announce(words);
  }

  hide() {
    // The microphone's own button is the next one that makes sense.
    const focused = by('asked').contains(document.activeElement);
    by('asked').hidden = true;
    if (focused) by('mic').focus();
  }

  /** The call is over. */
  close() {
    this.#media.removeEventListener('change', this.#changed);
    by('asked').hidden = true;
  }

  /** @param {boolean} mute */
  #answer(mute) {
    this.hide();
    if (mute) this.#media.setMuted(true);
  }
}
