import { ChappeError } from './errors.js';

/**
 * The way into a room for the first time. It may lead through the lobby, for as long as the moderators like; all who ask for
 * the room meanwhile share it, and it is given up when the last of them does.
 */
export class Entrance {
  #room;
  #giveUp;
  #callers = 0;
  #open = false;
  /** @type {(end: import('./room.js').Room | Entrance) => void} */
  #resolve = () => {};
  /** @type {Promise<import('./room.js').Room | Entrance>} */
  #through;

  /**
   * @param {import('./room.js').Room} room
   * @param {() => void} giveUp nobody wants to get in any more
   */
  constructor(room, giveUp) {
    this.#room = room;
    this.#giveUp = giveUp;
    this.#through = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      room.once('left', ({ reason, error }) => reject(error ?? new ChappeError(reason, `not let into the room: ${reason}`)));
    });
    // Where the server has led this session nobody may ask for the way.
    this.#through.catch(() => {});
  }

  /** @param {import('./room.js').Room} [room] that is joined, where it is another one than who came here has asked for */
  open(room = this.#room) {
    this.#open = true;
    this.#resolve(room);
  }

  /** @param {Entrance} next to another room, where who came here goes on waiting */
  lead(next) {
    this.#open = true;
    this.#resolve(next);
  }

  /**
   * @param {import('./rooms.js').JoinOptions} options
   * @returns {Promise<import('./room.js').Room>} once it is joined
   */
  pass({ onWaiting, signal }) {
    this.#callers++;
    const off = onWaiting ? this.#tell(onWaiting) : () => {};
    return new Promise((resolve, reject) => {
      const abort = () => {
        if (this.#open) return;
        off();
        reject(signal?.reason);
        if (--this.#callers === 0) this.#giveUp();
      };
      const settled = () => {
        off();
        signal?.removeEventListener('abort', abort);
      };
      signal?.addEventListener('abort', abort, { once: true });
      this.#through
        .finally(settled)
        .then((end) => (end instanceof Entrance ? end.pass({ onWaiting, signal }) : end))
        .then(resolve, reject);
      // On the way from one lobby to another.
      if (signal?.aborted) abort();
    });
  }

  /**
   * @param {(position: number, expectedMs?: number) => void} onWaiting
   * @returns {() => void} tells it no more
   */
  #tell(onWaiting) {
    const { position, expectedMs } = this.#room;
    if (position !== undefined) queueMicrotask(() => onWaiting(position, expectedMs));
    return this.#room.on('waiting', (event) => onWaiting(event.position, event.expectedMs));
  }
}
