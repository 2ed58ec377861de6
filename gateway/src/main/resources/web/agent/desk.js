import { connect } from '../client/chappe.js';
import { AudioCall } from '../embed/audio-call.js';
import { openMicrophone } from '../embed/microphone.js';

/** So long a caller that was taken may need to come. */
const COMING_MS = 15_000;

/**
 * @typedef {object} DeskEvents
 * @property {() => void} changed anything that the desk shows
 * @property {(code: string, transfer?: boolean) => void} refused a take, or a transfer, with why
 * @property {(reason: string, lastedMs: number | undefined) => void} ended the call, with how: `hung-up` by this side, `left`, `moved`, `lost`, `absent`, ...
 * @property {(code: string) => void} over this agent is out of the queue
 */

/** An agent's place at a queue: one call at a time, and the microphone is in use only for that. */
export class Desk {
  #client;
  #room;
  #audio;
  #events;
  /** @type {MediaStreamTrack | undefined} */
  #microphone;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #comingTimer;
  #closed = false;
  /** @type {AudioCall | undefined} */
  call = undefined;
  /** Somebody is being taken. */
  taking = false;
  /** The caller is being sent to another queue. */
  transferring = false;

  /**
   * @param {{url: string, queue: string, token: () => string}} where
   * @param {HTMLAudioElement} audio where callers are heard
   * @param {DeskEvents} events
   * @returns {Promise<Desk>} rejects with an error whose `code` says why not
   */
  static async open({ url, queue, token }, audio, events) {
    // Now, and not when the first caller is there already.
    (await openMicrophone()).stop();
    const client = await connect({ url, token });
    const giveUp = new AbortController();
    // Agents come in past those who wait.
    const onWaiting = () => giveUp.abort(Object.assign(new Error('no agent'), { code: 'not_agent' }));
    try {
      return new Desk(client, await client.join(queue, { onWaiting, signal: giveUp.signal }), audio, events);
    } catch (error) {
      client.close();
      throw error;
    }
  }

  /**
   * @param {import('../client/client.js').Client} client
   * @param {import('../client/room.js').Room} room the queue
   * @param {HTMLAudioElement} audio
   * @param {DeskEvents} events
   */
  constructor(client, room, audio, events) {
    this.#client = client;
    this.#room = room;
    this.#audio = audio;
    this.#events = events;
    for (const event of /** @type {const} */ (['lobby', 'members-replaced'])) room.on(event, () => events.changed());
    for (const event of /** @type {const} */ (['reconnecting', 'online'])) client.on(event, () => events.changed());
    client.on('led', ({ room: pair }) => void this.#begin(pair));
    room.on('left', ({ reason, error }) => this.#over(error?.code ?? reason));
    client.on('close', ({ error }) => this.#over(error?.code ?? 'closed'));
  }

  /** @returns {readonly import('../client/room.js').Member[]} who waits, as far as they are listed */
  get waiting() {
    return this.#room.lobby;
  }

  /** How many wait. */
  get count() {
    return this.#room.lobbyCount;
  }

  get online() {
    return this.#client.state === 'online';
  }

  /** This agent, as the queue's members see it. */
  get self() {
    return this.#room.members.get(this.#room.self);
  }

  /** Whether there is a call in which the caller cannot hear this agent: its microphone is unplugged, or not allowed any more. */
  get unheard() {
    return this.call !== undefined && this.#microphone?.readyState !== 'live';
  }

  /**
   * Takes a caller: what comes of it is told as an event.
   *
   * @param {string} [session] the next unless told
   */
  async take(session) {
    if (this.call || this.taking) return;
    this.taking = true;
    this.#events.changed();
    try {
      await this.#openMicrophone();
      await (session === undefined ? this.#room.take() : this.#room.take(session));
    } catch (error) {
      if (!this.call) this.#closeMicrophone();
      if (!this.#closed) this.#events.refused(/** @type {any} */ (error).code ?? String(error));
    } finally {
      this.taking = false;
      this.#events.changed();
    }
  }

  toggleMute() {
    if (this.call) this.call.muted = !this.call.muted;
    this.#events.changed();
  }

  hangUp() {
    this.call?.hangUp();
    this.#ended('hung-up');
  }

  /**
   * Sends the caller to another queue, where it waits as any. It stays on the line where that one does not take it.
   *
   * @param {string} queue
   */
  async transfer(queue) {
    const { call } = this;
    if (!call?.other || this.transferring) return;
    this.transferring = true;
    this.#events.changed();
    try {
      await call.room.move(call.other.session, queue);
    } catch (error) {
      this.#events.refused(/** @type {any} */ (error).code ?? String(error), true);
    } finally {
      this.transferring = false;
      this.#events.changed();
    }
  }

  /** Leaves the queue, and the call with it. */
  close() {
    this.#closed = true;
    this.call?.hangUp();
    this.#ended('hung-up');
    this.#client.close();
  }

  /**
   * The server has led this agent to a room with a caller: also where the answer to `take` was lost.
   *
   * @param {import('../client/room.js').Room} pair
   */
  async #begin(pair) {
    try {
      if (this.#closed) throw closed();
      if (this.call) throw new Error('there is a call already');
      const microphone = await this.#openMicrophone();
      this.call = new AudioCall(pair, microphone, this.#audio, {
        changed: () => this.#events.changed(),
        over: (reason) => this.#ended(reason),
      });
    } catch (error) {
      console.warn('chappe: a caller could not be spoken to:', error);
      return void pair.leave().catch(() => {});
    }
    this.#comingTimer = setTimeout(() => this.#giveUp(), COMING_MS);
    this.#events.changed();
  }

  /** Nobody has come: the server puts the caller back to its place. */
  #giveUp() {
    if (!this.call || this.call.other) return;
    this.call.hangUp();
    this.#ended('absent');
  }

  /** @param {string} how */
  #ended(how) {
    const { call } = this;
    if (!call) return;
    this.call = undefined;
    clearTimeout(this.#comingTimer);
    this.#closeMicrophone();
    if (!this.#closed) this.#events.ended(how, call.since && Date.now() - call.since);
  }

  /** @param {string} code */
  #over(code) {
    if (this.#closed) return;
    this.close();
    this.#events.over(code);
  }

  async #openMicrophone() {
    if (this.#microphone?.readyState === 'live') return this.#microphone;
    const microphone = await openMicrophone();
    if (this.#closed) {
      // Nobody else would ever let it go.
      microphone.stop();
      throw closed();
    }
    // Browsers say so only where it was not this side that has stopped it.
    microphone.addEventListener('ended', () => this.#events.changed());
    return (this.#microphone = microphone);
  }

  #closeMicrophone() {
    this.#microphone?.stop();
    this.#microphone = undefined;
  }
}

const closed = () => Object.assign(new Error('the desk is closed'), { code: 'closed' });
