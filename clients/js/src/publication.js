/**
 * A track that this side shows to all others in a call: a microphone, a camera, or a screen in the camera's place.
 *
 * It keeps its place in the call while what it shows changes, so that nothing has to be negotiated for that.
 */
export class Publication {
  /** @type {MediaStreamTrack | null} */
  #track;
  #changed;
  #removed;

  /**
   * Made by {@link import('./call.js').Call.publish}.
   *
   * @param {MediaStreamTrack | null} track
   * @param {MediaStream} stream
   * @param {(publication: Publication) => Promise<void>} changed
   * @param {(publication: Publication) => void} removed
   */
  constructor(track, stream, changed, removed) {
    this.#track = track;
    /** Tells the others which tracks belong together. @readonly */
    this.stream = stream;
    this.#changed = changed;
    this.#removed = removed;
  }

  /** What is shown now. */
  get track() {
    return this.#track;
  }

  /**
   * Shows another track of the same kind, or nothing. The caller owns the tracks: the old one is not stopped.
   *
   * @param {MediaStreamTrack | null} track
   */
  async replace(track) {
    this.#track = track;
    await this.#changed(this);
  }

  /** Takes it out of the call, which is negotiated anew. */
  remove() {
    this.#track = null;
    this.#removed(this);
  }
}
