import { Call } from '../client/chappe.js';

/** How a call ends when the other one is out of the room. @type {Record<string, string>} */
const ENDS = { left: 'left', kicked: 'left', moved: 'moved' };

/**
 * What two say to each other in a room for the two. It begins with the room and tells once how it has ended.
 */
export class AudioCall {
  #room;
  #call;
  #microphone;
  #audio;
  #events;
  /** @type {(() => void)[]} */
  #offs;
  /** When they first heard each other. @type {number | undefined} */
  since = undefined;
  /** Whether they hear each other now. */
  connected = false;
  /** Whether the network has not let them hear each other; tried again all the while. */
  failing = false;

  /**
   * @param {import('../client/room.js').Room} room
   * @param {MediaStreamTrack} microphone stays its caller's
   * @param {HTMLAudioElement} audio where the other one is heard
   * @param {{changed: () => void, over: (reason: string) => void}} events `over`, once: `left` when the other one has hung up,
   *   `moved` when one of them was, `lost` when the other one is gone without that; else why this side is out of the room
   */
  constructor(room, microphone, audio, events) {
    this.#room = room;
    this.#microphone = microphone;
    this.#audio = audio;
    this.#events = events;
    this.#call = new Call(room);
    this.#call.publish(microphone, new MediaStream([microphone]));
    this.#offs = [
      this.#call.on('state', ({ state }) => this.#state(state)),
      this.#call.on('track', ({ track, stream }) => this.#play(stream ?? new MediaStream([track]))),
      room.on('member-joined', () => events.changed()),
      room.on('member-updated', () => events.changed()),
      room.on('member-left', ({ reason }) => this.#alone(ENDS[reason] ?? 'lost')),
      room.on('left', ({ reason }) => this.#over(reason)),
    ];
  }

  get room() {
    return this.#room;
  }

  /** @returns {import('../client/room.js').Member | undefined} nobody as long as it has not come */
  get other() {
    return this.#room.others[0];
  }

  get muted() {
    return !this.#microphone.enabled;
  }

  set muted(muted) {
    this.#microphone.enabled = !muted;
  }

  /** Ends it for both, without a word to whoever made it. */
  hangUp() {
    this.#end();
    // Where there is no socket the server finds out by itself.
    this.#room.leave().catch(() => {});
  }

  /** @param {string} state of the connection to the other one */
  #state(state) {
    this.connected = state === 'connected';
    this.failing = state === 'failed' || (this.failing && !this.connected);
    if (this.connected) this.since ??= Date.now();
    this.#events.changed();
  }

  /** @param {MediaStream} stream */
  #play(stream) {
    this.#audio.srcObject = stream;
    // Whoever calls has clicked, and has a microphone in use: browsers let that page sound.
    this.#audio.play().catch(() => {});
  }

  /** @param {string} reason why the other one is gone */
  #alone(reason) {
    this.#over(reason);
    this.#room.leave().catch(() => {});
  }

  /** @param {string} reason */
  #over(reason) {
    if (this.#offs.length === 0) return;
    this.#end();
    this.#events.over(reason);
  }

  #end() {
    for (const off of this.#offs.splice(0)) off();
    this.#call.close();
    this.#audio.srcObject = null;
  }
}
