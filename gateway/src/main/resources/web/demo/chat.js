import { linked } from './links.js';
import { announce, by } from './page.js';

const MAX_TEXT = 2_000;
/** Older messages fall off the list. */
const MAX_MESSAGES = 500;

/** Text chat over the data channels of a call. */
export class Chat {
  #send = (/** @type {string} */ _text) => 0;
  #unread = 0;
  /** Whether the newest message is in sight: then it stays there. */
  #atEnd = true;
  /** The list's height when the end was last looked for. */
  #height = 0;

  constructor() {
    const list = by('messages');
    list.addEventListener('scroll', () => {
      // A browser tells of an earlier scroll after a resize and before the observer: that says nothing of the reader.
      if (list.clientHeight !== this.#height) return;
      this.#atEnd = list.scrollHeight - list.scrollTop - list.clientHeight < 40;
    });
    new ResizeObserver(() => {
      this.#height = list.clientHeight;
      if (this.#atEnd) this.#showEnd();
    }).observe(list);
    by('chat-toggle').addEventListener('click', () => this.open(by('chat').hidden));
    by('chat-close').addEventListener('click', () => this.open(false));
    by('chat').addEventListener('keydown', (event) => event.key === 'Escape' && this.open(false));
    by('chat-form').addEventListener('submit', (event) => {
      event.preventDefault();
      this.#say(by('chat-input').value.trim());
    });
  }

  /** @param {(text: string) => number} send to all; answers how many it went to */
  begin(send) {
    this.#send = send;
    by('messages').replaceChildren();
    this.open(false, false);
    this.#count(0);
  }

  /**
   * @param {string} who
   * @param {unknown} text from another browser: it may be anything
   */
  heard(who, text) {
    if (typeof text !== 'string' || text.trim() === '') return;
    const short = text.slice(0, MAX_TEXT);
    this.#add(who, short, '');
    if (!by('chat').hidden) return;
    this.#count(this.#unread + 1);
    announce(`${who} writes: ${short}`);
  }

  /**
   * @param {boolean} open
   * @param {boolean} [focus]
   */
  open(open, focus = true) {
    by('chat').hidden = !open;
    by('chat-toggle').setAttribute('aria-expanded', String(open));
    if (open) {
      this.#count(0);
      this.#showEnd();
    }
    if (focus) by(open ? 'chat-input' : 'chat-toggle').focus();
  }

  /** @param {string} text */
  #say(text) {
    if (text === '') return;
    const reached = this.#send(text);
    by('chat-input').value = '';
    this.#add('You', text, 'own');
    if (reached === 0) this.#note('Nobody is connected to read this.');
  }

  /**
   * @param {string} who
   * @param {string} text
   * @param {string} style
   */
  #add(who, text, style) {
    const item = document.createElement('li');
    item.className = style;
    item.append(part('who', who), part('what', ...linked(text)));
    this.#append(item);
  }

  /** @param {string} text */
  #note(text) {
    const item = document.createElement('li');
    item.className = 'note';
    item.textContent = text;
    this.#append(item);
  }

  /** @param {HTMLElement} item */
  #append(item) {
    const list = by('messages');
    list.append(item);
    if (list.children.length > MAX_MESSAGES) list.firstElementChild.remove();
    if (this.#atEnd || item.className === 'own') this.#showEnd();
  }

  #showEnd() {
    by('messages').scrollTop = by('messages').scrollHeight;
    this.#atEnd = true;
  }

  /** @param {number} unread */
  #count(unread) {
    this.#unread = unread;
    by('unread').hidden = unread === 0;
    by('unread').textContent = String(unread);
    by('chat-toggle').setAttribute('aria-label', unread > 0 ? `Chat, ${unread} new` : 'Chat');
  }
}

/**
 * @param {string} style
 * @param {...(Node | string)} content
 */
function part(style, ...content) {
  const element = document.createElement('span');
  element.className = style;
  element.append(...content);
  return element;
}
