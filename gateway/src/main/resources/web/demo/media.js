/**
 * This side's microphone, camera and screen. It asks for no more than there is, and says what is missing and why.
 */
export class LocalMedia extends EventTarget {
  /** The microphone's track, if there is one. @type {MediaStreamTrack | null} */
  microphone = null;
  /** The camera's track, while it is on. @type {MediaStreamTrack | null} */
  camera = null;
  /** The screen's track, while it is shared. @type {MediaStreamTrack | null} */
  screen = null;
  muted = false;
  /** What the device check has found wrong: a key of words.js, or nothing. */
  problem = '';
  /** Devices that were chosen by hand. @type {{audioinput?: string, videoinput?: string}} */
  #chosen = {};

  constructor() {
    super();
    navigator.mediaDevices?.addEventListener('devicechange', () => this.#changed());
  }

  /** Asks for camera and microphone; where one cannot be had, for the other alone. */
  async start() {
    this.stop();
    if (!window.isSecureContext || !navigator.mediaDevices) {
      this.problem = 'insecure';
      return this.#changed();
    }
    const both = await this.#ask({ audio: true, video: true });
    if (both) {
      const video = (await this.#granted('camera')) ? await this.#ask({ video: true }) : both;
      const audio = (await this.#granted('microphone')) ? await this.#ask({ audio: true }) : both;
      this.problem = problemOf(audio, video);
    } else {
      this.problem = '';
    }
    this.#changed();
  }

  stop() {
    for (const track of [this.microphone, this.camera, this.screen]) track?.stop();
    this.microphone = this.camera = this.screen = null;
  }

  /**
   * @param {boolean} muted
   */
  setMuted(muted) {
    this.muted = muted;
    if (this.microphone) this.microphone.enabled = !muted;
    this.#changed();
  }

  /**
   * Off means off: the device is let go, and its light goes out.
   *
   * @param {boolean} on
   */
  async setCamera(on) {
    if (on && !this.camera) {
      const refusal = await this.#ask({ video: true });
      this.problem = refusal ? problemOf('', refusal) : '';
    } else if (!on) {
      this.camera?.stop();
      this.camera = null;
    }
    this.#changed();
  }

  /**
   * @param {'audioinput' | 'videoinput'} kind
   * @param {string} deviceId
   */
  async choose(kind, deviceId) {
    this.#chosen[kind] = deviceId;
    const field = kind === 'audioinput' ? 'microphone' : 'camera';
    this[field]?.stop();
    this[field] = null;
    await this.#ask(kind === 'audioinput' ? { audio: true } : { video: true });
    this.#changed();
  }

  /** @returns {Promise<boolean>} whether a screen is shared now; not when the choice was cancelled */
  async startScreen() {
    try {
      const stream = await navigator.mediaDevices.getDisplayMedia({ video: true, audio: false });
      [this.screen] = stream.getVideoTracks();
    } catch {
      return false;
    }
    this.screen?.addEventListener('ended', () => this.stopScreen());
    this.#changed();
    return true;
  }

  stopScreen() {
    this.screen?.stop();
    this.screen = null;
    this.#changed();
  }

  /** What the others see. */
  get picture() {
    return this.screen ?? this.camera;
  }

  /**
   * @param {'audioinput' | 'videoinput'} kind
   * @returns {Promise<{id: string, label: string, current: boolean}[]>}
   */
  async devices(kind) {
    const all = (await navigator.mediaDevices?.enumerateDevices()) ?? [];
    const track = kind === 'audioinput' ? this.microphone : this.camera;
    const current = track?.getSettings().deviceId ?? this.#chosen[kind];
    return all
      .filter((device) => device.kind === kind && device.deviceId)
      .map(({ deviceId, label }) => ({ id: deviceId, label, current: deviceId === current }));
  }

  /**
   * @param {{audio?: boolean, video?: boolean}} what
   * @returns {Promise<string>} why not, or nothing
   */
  async #ask({ audio, video }) {
    const device = (/** @type {string | undefined} */ id) => (id ? { deviceId: { exact: id } } : {});
    try {
      const stream = await navigator.mediaDevices.getUserMedia({
        audio: audio && { echoCancellation: true, noiseSuppression: true, ...device(this.#chosen.audioinput) },
        video: video && { width: { ideal: 1280 }, height: { ideal: 720 }, ...device(this.#chosen.videoinput) },
      });
      this.#take(stream);
      return '';
    } catch (error) {
      const { name } = /** @type {Error} */ (error);
      if (name === 'NotAllowedError' || name === 'SecurityError') return 'denied';
      return name === 'NotFoundError' || name === 'OverconstrainedError' ? 'missing' : 'busy';
    }
  }

  /** @param {MediaStream} stream */
  #take(stream) {
    for (const track of stream.getTracks()) {
      if (track.kind === 'audio') this.microphone = track;
      else this.camera = track;
      track.addEventListener('ended', () => this.#lost(track));
    }
    if (this.microphone) this.microphone.enabled = !this.muted;
  }

  /**
   * The device was pulled out, or the permission taken back.
   *
   * @param {MediaStreamTrack} track
   */
  #lost(track) {
    if (this.microphone === track) this.microphone = null;
    if (this.camera === track) this.camera = null;
    this.#changed();
  }

  /**
   * Whether asking for this device alone makes sense after asking for both was refused: not if that would only open the
   * same question again.
   *
   * @param {string} name
   */
  async #granted(name) {
    try {
      const { state } = await navigator.permissions.query({ name: /** @type {PermissionName} */ (name) });
      return state === 'granted';
    } catch {
      return false; // this browser does not tell
    }
  }

  #changed() {
    this.dispatchEvent(new Event('change'));
  }
}

/**
 * @param {string} audio why there is no microphone, or nothing
 * @param {string} video why there is no camera, or nothing
 */
function problemOf(audio, video) {
  if (audio && video) return audio === video ? audio : 'busy';
  const one = audio || video;
  if (one === 'busy' || !one) return one;
  return `${one}-${audio ? 'microphone' : 'camera'}`;
}
