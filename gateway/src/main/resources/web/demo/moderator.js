import { announce, by, nameOf, naming, press, toast } from './page.js';
import { refusalWords } from './words.js';

/** @typedef {import('../client/room.js').Member} Member */

/** What a moderator sees and does: who waits to be let in, the lock, and who is to be muted or removed. */
export class Moderator {
  #room;
  /** Takes the listeners off at the end. */
  #over = new AbortController();
  /** Those who wait, by session. @type {Map<string, HTMLElement>} */
  #items = new Map();

  /** @param {import('../client/room.js').Room} room */
  constructor(room) {
    this.#room = room;
    const on = (/** @type {string} */ id, /** @type {(event: any) => void} */ act) =>
      by(id).addEventListener('click', act, { signal: this.#over.signal });
    on('lock', () => void this.#do(room.locked ? room.unlock() : room.lock()));
    on('admit-all', () => void this.#do(room.admit()));
    on('door-list', (event) => this.#atDoor(event.target));
    on('tiles', (event) => this.#inCall(event.target));
    room.on('lobby', () => this.#drawDoor());
    room.on('room-updated', ({ locked }) => {
      toast(locked ? 'The room is locked: nobody else can join.' : 'The room is open again.');
      this.draw();
    });
    this.draw();
    this.#drawDoor();
  }

  /** Shows what this side may do now. */
  draw() {
    const { locked, members, self } = this.#room;
    const moderates = members.get(self)?.moderator === true;
    by('tiles').classList.toggle('moderated', moderates);
    by('lock').hidden = !moderates;
    press(by('lock'), locked, locked ? 'Unlock' : 'Lock', locked ? 'i-lock' : 'i-lock-open');
    by('locked').hidden = moderates || !locked;
  }

  /** The call is over. */
  close() {
    this.#over.abort();
    for (const session of [...this.#items.keys()]) this.#forget(session);
    by('door').hidden = by('lock').hidden = by('locked').hidden = true;
    by('tiles').classList.remove('moderated');
  }

  #drawDoor() {
    const { lobby, lobbyCount } = this.#room;
    const waiting = new Set(lobby.map(({ session }) => session));
    for (const session of [...this.#items.keys()]) if (!waiting.has(session)) this.#forget(session);
    // Who is in the list already keeps its place in the page, and a button there its focus.
    const fresh = lobby.filter(({ session }) => !this.#items.has(session)).map((member) => this.#add(member));
    const title = lobbyCount === 1 ? 'Somebody waits to be let in' : `${lobbyCount} people wait to be let in`;
    by('door').hidden = lobbyCount === 0;
    by('door-title').textContent = title;
    by('admit-all').hidden = lobbyCount < 2;
    // Many at once, as in the first list, are a number: nobody listens to fifty names.
    if (fresh.length > 0) announce(fresh.length === 1 ? `${fresh[0]} waits to be let in.` : `${title}.`);
  }

  /**
   * @param {Member} member
   * @returns {string} what a screen reader calls it: as for those who see, a name that it gives itself is marked
   */
  #add(member) {
    const { name, claimed } = naming(member);
    const spoken = claimed ? `${name} (name not verified)` : name;
    const item = by('visitor').content.firstElementChild.cloneNode(true);
    item.dataset.session = member.session;
    item.querySelector('span').textContent = name;
    item.querySelector('small').hidden = !claimed;
    item.querySelector('[data-do="admit"]').setAttribute('aria-label', `Admit ${spoken}`);
    item.querySelector('[data-do="deny"]').setAttribute('aria-label', `Deny ${spoken}`);
    this.#items.set(member.session, item);
    by('door-list').append(item);
    return spoken;
  }

  /** @param {string} session */
  #forget(session) {
    const item = this.#items.get(session);
    this.#items.delete(session);
    const focused = item?.contains(document.activeElement);
    const next = item?.nextElementSibling ?? item?.previousElementSibling;
    item?.remove();
    if (focused) (next?.querySelector('button') ?? by('call-title')).focus();
  }

  /** @param {HTMLElement} target of a click in the list of those who wait */
  #atDoor(target) {
    const { action, session } = meant(target);
    if (action === 'admit') void this.#do(this.#room.admit(session));
    if (action === 'deny') void this.#do(this.#room.deny(session));
  }

  /** @param {HTMLElement} target of a click in somebody's tile */
  #inCall(target) {
    const { action, session } = meant(target);
    const member = this.#room.members.get(session);
    if (!member) return;
    const name = nameOf(member);
    if (action === 'mute') void this.#do(this.#room.requestMute(session), `${name} was asked to mute.`);
    const sure = () => confirm(`Remove ${name} from this room? They can’t come back for ten minutes.`);
    if (action === 'kick' && sure()) void this.#do(this.#room.kick(session));
  }

  /**
   * @param {Promise<unknown>} request
   * @param {string} [done] said when it was done, where nothing else shows it
   */
  async #do(request, done) {
    try {
      await request;
      if (done) toast(done);
    } catch (error) {
      toast(refusalWords(/** @type {any} */ (error).code));
    }
  }
}

/**
 * @param {HTMLElement} target of a click
 * @returns {{action: string | undefined, session: string}} what its button is for, and who
 */
function meant(target) {
  const button = /** @type {HTMLElement | null} */ (target.closest('[data-do]'));
  const item = /** @type {HTMLElement | null} */ (target.closest('[data-session]'));
  return { action: button?.dataset.do, session: item?.dataset.session ?? '' };
}
