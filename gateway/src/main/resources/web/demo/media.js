/**
 * This side's microphone, camera and screen. It asks for no more than there is, and says what is missing and why.
 *
 * `change` when anything has changed; `lost` with the kind of a device that was taken away while it was in use.
 */
export class LocalMedia extends EventTarget {
  /** The microphone's track, if there is one. @type {MediaStreamTrack | null} */
  microphone = null;
  /** The camera's track, while it is on. @type {MediaStreamTrack | null} */
  camera = null;
  /** The screen's track, while it is shared. @type {MediaStreamTrack | null} */
  screen = null;
  muted = false;
  /** Why a device cannot be had, in a word that words.js knows, or nothing. @type {{microphone: string, camera: string}} */
  problems = { microphone: '', camera: '' };
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
      this.problems = { microphone: 'insecure', camera: 'insecure' };
      return this.#changed();
    }
    const both = await this.#ask({ audio: true, video: true });
    // Asked for alone only where that does not open a question again that was answered.
    const alone = async (/** @type {string} */ name) => both !== '' && (both !== 'denied' || (await this.#granted(name)));
    this.problems = {
      camera: (await alone('camera')) ? await this.#ask({ video: true }) : both,
      microphone: (await alone('microphone')) ? await this.#ask({ audio: true }) : both,
    };
    this.#changed();
  }

  /** Asks for the microphone alone: it was not there before, or was taken away. */
  async startMicrophone() {
    this.problems.microphone = await this.#ask({ audio: true });
    this.setMuted(false);
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
      this.problems.camera = await this.#ask({ video: true });
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
    this.problems[field] = await this.#ask(kind === 'audioinput' ? { audio: true } : { video: true });
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
    const kind = this.microphone === track ? 'microphone' : this.camera === track ? 'camera' : undefined;
    if (!kind) return;
    this[kind] = null;
    this.#changed();
    this.dispatchEvent(new CustomEvent('lost', { detail: kind }));
  }

  /** @param {string} name */
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
