import { connect } from '../client/chappe.js';
import { AudioCall } from './audio-call.js';
import { openMicrophone } from './microphone.js';
import { Music } from './music.js';

/**
 * @typedef {object} State what is to be shown
 * @property {'ready' | 'asking' | 'connecting' | 'waiting' | 'talking' | 'ended' | 'trouble'} name
 * @property {boolean} online there is a socket; while it lasts without one, nobody is told anything new
 * @property {number} [position] while waiting
 * @property {number} [expectedMs] while waiting, where the server can tell
 * @property {'lost' | 'moved'} [again] why this is not the first wait
 * @property {boolean} quiet without music
 * @property {AudioCall} [call] while talking
 * @property {number} [lastedMs] of a call that has ended
 * @property {string} [code] of the trouble
 */

/** @type {State} */
const READY = { name: 'ready', online: true, quiet: false };

/** One visitor's way from the click to the end of the call, again and again. */
export class Visit {
  #settings;
  #audio;
  #show;
  #state = READY;
  /** Of the call under way: it ends all that belongs to it. @type {AbortController | undefined} */
  #over;
  /** @type {MediaStreamTrack | undefined} */
  #microphone;
  /** @type {import('../client/client.js').Client | undefined} */
  #client;
  /** @type {Music | undefined} */
  #music;
  /** Where this caller waits, or has waited last: an agent may transfer it. */
  #queue = '';

  /**
   * @param {import('./settings.js').Settings} settings
   * @param {HTMLAudioElement} audio where the agent is heard
   * @param {(state: State) => void} show called at each change
   */
  constructor(settings, audio, show) {
    this.#settings = settings;
    this.#audio = audio;
    this.#show = show;
  }

  /** Calls; to be called in a person's click. */
  async begin() {
    if (this.#over) return;
    const { signal } = (this.#over = new AbortController());
    this.#become({ ...READY, name: 'asking', quiet: this.#state.quiet });
    try {
      this.#music = new Music();
      await this.#reach(signal);
      await this.#wait(signal, this.#settings.queue);
    } catch (error) {
      if (!signal.aborted) this.#end({ name: 'trouble', code: /** @type {any} */ (error).code ?? String(error) });
    }
  }

  /** Hangs up, or gives up. */
  end() {
    const since = this.#state.call?.since;
    this.#end(this.#state.name === 'talking' ? { name: 'ended', lastedMs: since && Date.now() - since } : { name: 'ready' });
  }

  /** There is nothing to be said any more. */
  close() {
    if (!this.#over) this.#become({ ...READY, quiet: this.#state.quiet });
  }

  toggleMusic() {
    this.#become({ quiet: !this.#state.quiet });
    this.#sound();
  }

  toggleMute() {
    const { call } = this.#state;
    if (!call) return;
    call.muted = !call.muted;
    this.#become({});
  }

  /** @param {AbortSignal} signal */
  async #reach(signal) {
    const microphone = await openMicrophone();
    if (signal.aborted) return microphone.stop();
    // Nobody hears anything before there is somebody to talk to.
    microphone.enabled = false;
    microphone.addEventListener('ended', () => this.#fail(signal, 'microphone_lost'));
    this.#microphone = microphone;
    this.#become({ name: 'connecting' });
    const client = await connect({ url: this.#settings.server, token: () => this.#token(signal) });
    if (signal.aborted) return client.close();
    this.#client = client;
    client.on('led', ({ room }) => this.#led(signal, room));
    client.on('reconnecting', () => signal.aborted || this.#become({ online: false }));
    client.on('online', () => signal.aborted || this.#become({ online: true }));
    client.on('close', ({ error }) => this.#fail(signal, error?.code ?? 'closed'));
  }

  /**
   * Where the site says no, no other try helps; else the client tries again by itself.
   *
   * @param {AbortSignal} signal
   */
  async #token(signal) {
    try {
      return await this.#settings.token();
    } catch (error) {
      const { code } = /** @type {any} */ (error);
      if (code) this.#fail(signal, code);
      throw error;
    }
  }

  /**
   * @param {AbortSignal} signal
   * @param {string} queue
   * @param {State['again']} [again]
   */
  async #wait(signal, queue, again) {
    if (signal.aborted) return;
    this.#queue = queue;
    const meta = { ...this.#settings.context, since: Date.now() };
    const onWaiting = (/** @type {number} */ position, /** @type {number | undefined} */ expectedMs) => {
      this.#become({ name: 'waiting', position, expectedMs, again });
      this.#sound();
    };
    // `client` and `microphone` are there as long as nothing is over.
    const room = await /** @type {any} */ (this.#client).join(queue, { meta, onWaiting, signal });
    if (!signal.aborted) this.#talk(room, signal);
  }

  /**
   * @param {import('../client/room.js').Room} room
   * @param {AbortSignal} signal
   */
  #talk(room, signal) {
    const microphone = /** @type {MediaStreamTrack} */ (this.#microphone);
    microphone.enabled = true;
    const call = new AudioCall(room, microphone, this.#audio, {
      changed: () => this.#become({}),
      over: (reason) => this.#talked(call, reason, signal),
    });
    this.#become({ name: 'talking', call });
    this.#sound();
  }

  /**
   * @param {AudioCall} call
   * @param {string} reason
   * @param {AbortSignal} signal
   */
  #talked({ since }, reason, signal) {
    if (signal.aborted) return;
    // Nobody has hung up: this caller wants to be heard still.
    if (reason === 'lost') return this.#waitAgain(signal, this.#queue, 'lost');
    // What follows at once says where to: see #led.
    if (reason === 'moved') return this.#become({ name: 'connecting', call: undefined, again: 'moved' });
    this.#end({ name: 'ended', lastedMs: since && Date.now() - since });
  }

  /**
   * @param {AbortSignal} signal
   * @param {import('../client/room.js').Room} room where this session is, whoever has asked for it
   */
  #led(signal, room) {
    // It is told of where a wait leads, too.
    const { name, again } = this.#state;
    if (signal.aborted || name !== 'connecting' || again !== 'moved') return;
    if (room.joined) this.#talk(room, signal);
    else this.#waitAgain(signal, room.name, 'moved');
  }

  /**
   * @param {AbortSignal} signal
   * @param {string} queue
   * @param {'lost' | 'moved'} again
   */
  #waitAgain(signal, queue, again) {
    /** @type {MediaStreamTrack} */ (this.#microphone).enabled = false;
    this.#become({ name: 'connecting', call: undefined, again });
    this.#wait(signal, queue, again).catch((error) => this.#fail(signal, error.code ?? String(error)));
  }

  /** Music plays while this side waits, and wants to hear it. */
  #sound() {
    const { name, quiet } = this.#state;
    if (name === 'waiting' && !quiet) void this.#music?.play();
    else this.#music?.stop();
  }

  /**
   * @param {AbortSignal} signal
   * @param {string} code
   */
  #fail(signal, code) {
    if (!signal.aborted) this.#end({ name: 'trouble', code });
  }

  /** @param {Partial<State>} state what is left of it */
  #end(state) {
    const { call } = this.#state;
    this.#over?.abort();
    this.#over = undefined;
    call?.hangUp();
    this.#music?.close();
    this.#client?.close();
    this.#microphone?.stop();
    this.#music = this.#client = this.#microphone = undefined;
    this.#become({ ...READY, quiet: this.#state.quiet, ...state, call: undefined });
  }

  /** @param {Partial<State>} change */
  #become(change) {
    this.#state = { ...this.#state, ...change };
    this.#show(this.#state);
  }
}
