/** How far a client has come into a room, through all its sessions. */
export class Membership {
  /** Of the latest session. @type {'asking' | 'waiting' | 'in' | 'over'} */
  #stage = 'asking';
  #away = false;
  /** A join was answered, in this session or an earlier one: since then the room follows the sessions. */
  answered = false;
  /** The room was joined, in this session or an earlier one. */
  entered = false;
  /** In the lobby, while it waits there. @type {number | undefined} */
  position = undefined;
  /** Until its turn, as far as the server can tell; in a queue only. @type {number | undefined} */
  expectedMs = undefined;

  /** A join is under way, or is to be tried again. */
  get asking() {
    return this.#stage === 'asking';
  }

  /** The session is a member, whether or not there is a socket. */
  get inside() {
    return this.#stage === 'in';
  }

  /** The session waits in the lobby, whether or not there is a socket. */
  get waits() {
    return this.#stage === 'waiting';
  }

  get over() {
    return this.#stage === 'over';
  }

  /** There is no socket. */
  get away() {
    return this.#away;
  }

  ask() {
    this.#become('asking');
  }

  /**
   * @param {number} position
   * @param {number} [expectedMs]
   * @returns {boolean} whether that is news
   */
  wait(position, expectedMs) {
    const news = position !== this.position || expectedMs !== this.expectedMs;
    this.#become('waiting');
    this.answered = true;
    this.position = position;
    this.expectedMs = expectedMs;
    return news;
  }

  /** @returns {boolean} whether it was joined in an earlier session, and is only now in this one */
  enter() {
    const again = this.entered && !this.inside;
    this.#become('in');
    this.answered = this.entered = true;
    return again;
  }

  goAway() {
    this.#away = true;
  }

  comeBack() {
    this.#away = false;
  }

  end() {
    this.#become('over');
  }

  /** @param {'asking' | 'waiting' | 'in' | 'over'} stage */
  #become(stage) {
    this.#stage = stage;
    this.position = this.expectedMs = undefined;
  }
}
