/** Between two things that nobody has to hear at once. */
const PAUSE_MS = 15_000;

/** Tells a screen reader what happens, politely: of what changes again and again only the latest, now and then. */
export class Announcer {
  #element;
  #last = 0;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;

  /** @param {HTMLElement} element a live region */
  constructor(element) {
    this.#element = element;
  }

  /** @param {string} text */
  say(text) {
    clearTimeout(this.#timer);
    this.#last = Date.now();
    // What is only written again would be read again.
    if (this.#element.textContent !== text) this.#element.textContent = text;
  }

  /** @param {string} text that may come a little later, or not at all if there is something newer */
  mention(text) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.say(text), Math.max(0, this.#last + PAUSE_MS - Date.now()));
  }
}
