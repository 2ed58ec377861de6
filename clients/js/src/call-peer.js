import { CallReport } from './call-report.js';
import { Emitter } from './emitter.js';
import { ChappeError } from './errors.js';
import { Negotiation } from './negotiation.js';
import { isRelayed } from './relay.js';
import { Steps } from './steps.js';

/** A connection that is disconnected mostly comes back by itself; after this time it is helped. */
const DISCONNECTED_MS = 3_000;
/** A connection that gets nowhere is helped after this time; by the polite side later, so that not both do it. */
const PATIENCE_MS = { impolite: 10_000, polite: 15_000 };
/** More than this in the data channel's buffer means that the network cannot keep up. */
const MAX_BUFFERED_BYTES = 1 << 20;

/** @typedef {'connecting' | 'connected' | 'disconnected' | 'failed' | 'closed'} PeerState */

/**
 * @typedef {object} CallPeerEvents
 * @property {PeerState} state
 * @property {{track: MediaStreamTrack, stream: MediaStream | undefined}} track
 * @property {any} message
 */

/**
 * @typedef {object} CallPeerOptions
 * @property {import('./room.js').Member} member
 * @property {boolean} polite gives way when both sides make an offer at the same time
 * @property {RTCConfiguration} configuration
 * @property {(kind: string, data: Record<string, any>) => Promise<unknown>} signal
 * @property {(report: Record<string, any>) => void} report for whoever asks later how it went
 * @property {() => void} stuck this connection will never get any further
 * @property {() => void} lost the server knows no such session any more
 */

/**
 * The connection to one other member, with its data channel and with what this side shows.
 *
 * @extends {Emitter<CallPeerEvents>}
 */
export class CallPeer extends Emitter {
  #options;
  #pc;
  #steps = new Steps((what) => this.#stuck(what));
  #channel;
  /** @type {Map<import('./publication.js').Publication, RTCRtpSender>} */
  #senders = new Map();
  /** Tells this connection's signals from those of an earlier one to the same member. */
  #id = Math.random().toString(36).slice(2, 12);
  /** @type {string | undefined} the other side's connection, once it has been heard */
  #theirs;
  #negotiation;
  #report;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #helpTimer;

  /** @param {CallPeerOptions} options */
  constructor(options) {
    super();
    this.#options = options;
    this.#pc = new RTCPeerConnection(options.configuration);
    this.#report = new CallReport(this.#pc, options.configuration, options.report);
    this.#negotiation = new Negotiation(this.#pc, this.#steps, {
      polite: options.polite,
      tell: (kind, data) => void this.#tell(kind, data),
      failed: (what, error) => this.#complain(what, error),
    });
    this.#pc.onconnectionstatechange = () => this.#stateChanged();
    this.#pc.ontrack = ({ track, streams }) => this.emit('track', { track, stream: streams[0] });
    // Agreed on beforehand and not announced: both sides have it, whoever makes the offer.
    this.#channel = this.#pc.createDataChannel('chappe', { negotiated: true, id: 0 });
    this.#channel.binaryType = 'arraybuffer';
    this.#channel.onmessage = ({ data }) => this.emit('message', data);
    this.#helpAfter(this.#patience);
  }

  /** The member at the other end, as it was when the connection was made. */
  get member() {
    return this.#options.member;
  }

  /** The other end's session. */
  get session() {
    return this.#options.member.session;
  }

  /** @returns {PeerState} */
  get state() {
    const state = this.#pc.connectionState;
    return state === 'new' ? 'connecting' : state;
  }

  /** The browser's own connection, for statistics. Negotiating with it is this class's work. */
  get connection() {
    return this.#pc;
  }

  /**
   * Sends over the data channel.
   *
   * @param {string | ArrayBuffer} data
   * @returns {boolean} whether it was taken; not while the channel is not open or its buffer is full
   */
  send(data) {
    if (this.#channel.readyState !== 'open' || this.#channel.bufferedAmount > MAX_BUFFERED_BYTES) return false;
    this.#channel.send(/** @type {string} */ (data));
    return true;
  }

  /**
   * @internal for the call
   * @param {import('./publication.js').Publication} publication new, or with another track
   */
  async show(publication) {
    if (this.state === 'closed') return;
    const sender = this.#senders.get(publication);
    if (sender) await this.#replaceTrack(sender, publication.track);
    else if (publication.track) this.#senders.set(publication, this.#pc.addTrack(publication.track, publication.stream));
  }

  /**
   * @internal for the call
   * @param {import('./publication.js').Publication} publication
   */
  hide(publication) {
    const sender = this.#senders.get(publication);
    this.#senders.delete(publication);
    if (sender && this.state !== 'closed') this.#pc.removeTrack(sender);
  }

  /**
   * @internal for the call
   * @param {any} data of a signal
   * @returns {boolean} whether it may be for this connection, and is not for an earlier one
   */
  isFor({ yours }) {
    return yours === undefined || yours === this.#id;
  }

  /**
   * @internal for the call
   * @param {any} data of a signal
   * @returns {boolean} whether it is from the other end of this connection, and not from a later one
   */
  isFrom({ call }) {
    return this.#theirs === undefined || this.#theirs === call;
  }

  /**
   * @internal for the call
   * @param {string} kind
   * @param {any} data
   */
  heard(kind, data) {
    if (!this.isFrom(data)) return;
    this.#theirs = data.call;
    this.#negotiation.heard(kind, data);
  }

  /**
   * Uses other servers, or new credentials. What goes by a relay takes a new way there, while the old one is still good.
   *
   * @internal for the call
   * @param {RTCConfiguration} configuration
   */
  async configure(configuration) {
    if (this.state === 'closed') return;
    try {
      this.#pc.setConfiguration(configuration);
      if (await isRelayed(this.#pc)) this.#pc.restartIce();
    } catch (error) {
      this.#complain('new servers for the connection', error);
    }
  }

  /** @internal for the call */
  bye() {
    void this.#tell('bye', {});
  }

  /** @internal for the call */
  close() {
    this.#negotiation.close();
    this.#report.close();
    clearTimeout(this.#helpTimer);
    this.#channel.onmessage = null;
    this.#pc.onconnectionstatechange = this.#pc.ontrack = null;
    this.#pc.close();
    this.#steps.close();
    this.emit('state', 'closed');
  }

  /**
   * @param {RTCRtpSender} sender
   * @param {MediaStreamTrack | null} track
   */
  async #replaceTrack(sender, track) {
    try {
      await this.#steps.take('replaceTrack', sender.replaceTrack(track));
    } catch (error) {
      // What takes a closed connection's place shows the track, too.
      if (this.state !== 'closed') throw error;
    }
  }

  /** @param {string} what does not end */
  #stuck(what) {
    console.warn(`chappe: ${what} hangs: the connection to ${this.session} is made anew`);
    this.#options.stuck();
  }

  #stateChanged() {
    const { state } = this;
    this.#report.changed(state);
    if (state === 'failed') this.#pc.restartIce();
    if (state === 'connected') clearTimeout(this.#helpTimer);
    else this.#helpAfter(state === 'disconnected' ? DISCONNECTED_MS : this.#patience);
    this.emit('state', state);
  }

  get #patience() {
    return this.#options.polite ? PATIENCE_MS.polite : PATIENCE_MS.impolite;
  }

  /** @param {number} delayMs without a change for the better */
  #helpAfter(delayMs) {
    clearTimeout(this.#helpTimer);
    this.#helpTimer = setTimeout(() => {
      this.#pc.restartIce();
      this.#helpAfter(this.#patience);
    }, delayMs);
  }

  /**
   * Offers are sent again until they are answered; for all else a loss shows as a connection that fails and is restarted.
   *
   * @param {string} kind
   * @param {Record<string, any>} data
   */
  async #tell(kind, data) {
    try {
      await this.#options.signal(kind, { call: this.#id, yours: this.#theirs, ...data });
    } catch (error) {
      if (!(error instanceof ChappeError)) throw error;
      if (error.code === 'no_such_session') this.#options.lost();
    }
  }

  /**
   * @param {string} what
   * @param {unknown} error
   */
  #complain(what, error) {
    if (this.state !== 'closed') console.warn(`chappe: could not use the ${what} of ${this.session}:`, error);
  }
}
