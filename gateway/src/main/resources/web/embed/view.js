import { Announcer } from './announcer.js';
import { icon, setIcon } from './icons.js';
import { SHEET } from './look.js';
import { clock, wordsOf } from './words.js';

/** @typedef {import('./visit.js').State} State */

/**
 * @typedef {object} Actions what the buttons do
 * @property {() => void} begin
 * @property {() => void} end
 * @property {() => void} close
 * @property {() => void} toggleMusic
 * @property {() => void} toggleMute
 */

/** In which states each button is there. */
const BUTTONS = {
  mute: ['talking'],
  music: ['waiting'],
  end: ['asking', 'connecting', 'waiting', 'talking'],
  again: ['ended', 'trouble'],
  close: ['ended', 'trouble'],
};

/** @type {Record<string, string>} */
const END_WORDS = { asking: 'Cancel', connecting: 'Cancel', waiting: 'Stop waiting', talking: 'Hang up' };

/** The button and what becomes of it, in a shadow root: neither the site's styles nor ours reach the other's. */
export class View {
  #root;
  #start;
  #card;
  #title = make('h2', { className: 'title', tabIndex: -1 });
  #text = make('p', { className: 'text' });
  #clock = make('p', { className: 'clock' });
  #note = make('p', { className: 'note' });
  #announcer;
  /** @type {Record<string, HTMLButtonElement>} */
  #buttons;
  /** @type {State | undefined} */
  #state;
  #said = '';
  /** @type {ReturnType<typeof setInterval> | undefined} */
  #timer;

  /**
   * @param {HTMLElement} host
   * @param {string} label of the button
   * @param {HTMLAudioElement} audio
   * @param {Actions} actions
   */
  constructor(host, label, audio, actions) {
    this.#root = host.attachShadow({ mode: 'open' });
    this.#root.adoptedStyleSheets = [SHEET];
    this.#start = button('primary start', 'call', label, actions.begin);
    this.#buttons = {
      mute: button('quiet', 'microphone', 'Mute', actions.toggleMute),
      music: button('quiet', 'music', 'Music off', actions.toggleMusic),
      end: button('grave', 'hang-up', 'Cancel', actions.end),
      again: button('primary', 'call', 'Try again', actions.begin),
      close: button('quiet', '', 'Close', actions.close),
    };
    const live = make('p', { className: 'unseen', role: 'status', ariaLive: 'polite' });
    this.#announcer = new Announcer(live);
    this.#clock.setAttribute('role', 'timer');
    this.#card = make('section', { className: 'card', ariaLabel: label }, [
      make('div', { className: 'signal', ariaHidden: 'true' }, [make('i'), make('i'), make('i'), make('i')]),
      this.#title,
      this.#text,
      this.#clock,
      this.#note,
      make('div', { className: 'buttons' }, Object.values(this.#buttons)),
    ]);
    this.#root.append(this.#start, this.#card, live, audio);
  }

  /** @param {State} state */
  draw(state) {
    const entered = state.name !== this.#state?.name;
    const hadFocus = this.#root.activeElement !== null;
    this.#state = state;
    const words = wordsOf(state);
    this.#card.dataset.state = state.name;
    this.#card.classList.toggle('playing', state.name === 'waiting' && !state.quiet);
    this.#title.textContent = words.title;
    this.#text.textContent = words.text;
    this.#note.textContent = NOTES[state.name] ?? '';
    this.#start.hidden = state.name !== 'ready';
    this.#card.hidden = state.name === 'ready';
    this.#drawButtons(state);
    this.#drawClock();
    this.#announce(words, entered);
    // Never into the middle of what somebody does elsewhere in the page.
    if (entered && hadFocus) (state.name === 'ready' ? this.#start : this.#title).focus({ preventScroll: true });
  }

  /** @param {State} state */
  #drawButtons({ name, quiet, call }) {
    for (const [button, states] of Object.entries(BUTTONS)) this.#buttons[button].hidden = !states.includes(name);
    const { end, again, music, mute } = this.#buttons;
    label(end, name === 'talking' ? 'hang-up' : '', END_WORDS[name] ?? '');
    end.classList.toggle('grave', name === 'talking');
    end.classList.toggle('quiet', name !== 'talking');
    label(again, 'call', name === 'ended' ? 'Call again' : 'Try again');
    label(music, quiet ? 'music-off' : 'music', quiet ? 'Music on' : 'Music off');
    const muted = call?.muted === true;
    label(mute, muted ? 'microphone-off' : 'microphone', muted ? 'Unmute' : 'Mute');
    mute.classList.toggle('on', muted);
  }

  #drawClock() {
    clearInterval(this.#timer);
    const since = this.#state?.name === 'talking' ? this.#state.call?.since : undefined;
    this.#clock.hidden = since === undefined;
    if (since === undefined) return;
    const show = () => (this.#clock.textContent = clock(Date.now() - since));
    show();
    this.#timer = setInterval(show, 1_000);
  }

  /**
   * @param {import('./words.js').Words} words
   * @param {boolean} entered another state: that is said at once
   */
  #announce({ title, text }, entered) {
    const said = [title, text].filter(Boolean).join('. ').replace('….', '…');
    if (said === this.#said) return;
    this.#said = said;
    if (entered || this.#state?.name !== 'waiting') this.#announcer.say(said);
    else this.#announcer.mention(said);
  }
}

/** @type {Record<string, string>} */
const NOTES = { waiting: 'Nobody hears you yet.', connecting: 'Nobody hears you yet.' };

/**
 * @template {keyof HTMLElementTagNameMap} Name
 * @param {Name} name
 * @param {Record<string, any>} [properties]
 * @param {Node[]} [children]
 * @returns {HTMLElementTagNameMap[Name]}
 */
function make(name, properties = {}, children = []) {
  const element = Object.assign(document.createElement(name), properties);
  element.append(...children);
  return element;
}

/**
 * @param {string} className
 * @param {string} iconName
 * @param {string} words
 * @param {() => void} act
 */
function button(className, iconName, words, act) {
  const element = make('button', { type: 'button', className }, [icon(), make('span')]);
  element.addEventListener('click', act);
  label(element, iconName, words);
  return element;
}

/**
 * @param {HTMLButtonElement} element
 * @param {string} iconName
 * @param {string} words
 */
function label(element, iconName, words) {
  const svg = /** @type {any} */ (element.firstElementChild);
  svg.toggleAttribute('hidden', iconName === '');
  if (iconName) setIcon(svg, iconName);
  /** @type {HTMLElement} */ (element.lastElementChild).textContent = words;
}
