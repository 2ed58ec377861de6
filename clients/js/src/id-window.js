/** The greatest ids of a set that has only ever grown, at most so many. What falls out of it is not known any more. */
export class IdWindow {
  #limit;
  /** From the least to the greatest. @type {number[]} */
  #ids = [];
  /** The greatest id that has fallen out. */
  #floor = 0;

  /** @param {number} limit */
  constructor(limit) {
    this.#limit = limit;
  }

  /** @param {number} id */
  has(id) {
    return this.#ids.includes(id);
  }

  /**
   * Whether it may have been here, but nobody knows any more.
   *
   * @param {number} id
   */
  isBelow(id) {
    return id <= this.#floor;
  }

  /** @param {number} id neither here nor below */
  add(id) {
    let at = this.#ids.length;
    while (at > 0 && this.#ids[at - 1] > id) at--;
    this.#ids.splice(at, 0, id);
    if (this.#ids.length > this.#limit) this.#floor = /** @type {number} */ (this.#ids.shift());
  }
}
