import { Emitter } from './emitter.js';
import { ChappeError } from './errors.js';

/** An offer that nobody answers is sent again after these times: it, or its answer, may have been lost. */
const OFFER_AGAIN_MS = [2_000, 4_000, 8_000];
/**
 * The polite side lets the other one make the first offer for this long: a withdrawn first offer can cost Chromium its
 * candidates. An offer that came before this side's call is sent again after the first of the times above; at the same
 * time would be the worst moment for one's own.
 */
const COURTESY_MS = OFFER_AGAIN_MS[0] + 1_500;
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
 */

/**
 * The connection to one other member: "perfect negotiation" (WebRTC 1.0, section 10.7) with offers that are numbered and
 * sent again until they are answered, because either side may come to the call after the other's first offer.
 *
 * @extends {Emitter<CallPeerEvents>}
 */
export class CallPeer extends Emitter {
  #options;
  #pc;
  #channel;
  /** @type {Map<import('./publication.js').Publication, RTCRtpSender>} */
  #senders = new Map();
  /** @type {string | undefined} the other side's call, once it has been heard */
  #theirCall;
  #makingOffer = false;
  #ignoringOffer = false;
  #offer = 0;
  #offerSentAt = 0;
  /** The last answer: an offer that comes a second time gets it again. */
  #answer = { n: 0, sdp: '' };
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #offerTimer;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #helpTimer;
  /** Signals are taken one after the other. */
  #turn = Promise.resolve();

  /** @param {CallPeerOptions} options */
  constructor(options) {
    super();
    this.#options = options;
    this.#pc = new RTCPeerConnection(options.configuration);
    this.#pc.onnegotiationneeded = () => this.#negotiate();
    this.#pc.onicecandidate = ({ candidate }) => void this.#tell('candidate', { candidate });
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
    if (sender) return sender.replaceTrack(publication.track);
    if (publication.track) this.#senders.set(publication, this.#pc.addTrack(publication.track, publication.stream));
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
   * @param {string | undefined} call
   * @returns {boolean} whether signals of that call are meant for this connection
   */
  isOf(call) {
    return this.#theirCall === undefined || this.#theirCall === call;
  }

  /**
   * @internal for the call
   * @param {string} kind
   * @param {any} data
   */
  heard(kind, data) {
    if (!this.isOf(data.call)) return;
    this.#theirCall = data.call;
    this.#turn = this.#turn.then(() => this.#take(kind, data)).catch((error) => this.#complain(kind, error));
  }

  /** @internal for the call */
  bye() {
    void this.#tell('bye', {});
  }

  /** @internal for the call */
  close() {
    clearTimeout(this.#offerTimer);
    clearTimeout(this.#helpTimer);
    this.#channel.onmessage = null;
    this.#pc.onnegotiationneeded = this.#pc.onicecandidate = this.#pc.onconnectionstatechange = this.#pc.ontrack = null;
    this.#pc.close();
    this.emit('state', 'closed');
  }

  /** A change on this side wants to be negotiated. */
  #negotiate() {
    if (!this.#options.polite || this.#pc.currentRemoteDescription) return void this.#makeOffer();
    // Their offer carries this change, too, or makes the browser ask again.
    clearTimeout(this.#offerTimer);
    this.#offerTimer = setTimeout(() => void this.#makeOffer(), COURTESY_MS);
  }

  async #makeOffer() {
    this.#makingOffer = true;
    try {
      await this.#pc.setLocalDescription();
      this.#offer++;
      this.#sendOffer(0);
    } catch (error) {
      this.#complain('offer', error);
    } finally {
      this.#makingOffer = false;
    }
  }

  /** @param {number} again how often this offer was sent before */
  #sendOffer(again) {
    clearTimeout(this.#offerTimer);
    const description = this.#pc.localDescription;
    if (this.#pc.signalingState !== 'have-local-offer' || description?.type !== 'offer') return;
    this.#offerSentAt = Date.now();
    void this.#tell('offer', { n: this.#offer, sdp: description.sdp });
    if (again < OFFER_AGAIN_MS.length) {
      this.#offerTimer = setTimeout(() => this.#sendOffer(again + 1), OFFER_AGAIN_MS[again]);
    }
  }

  /**
   * @param {string} kind
   * @param {any} data
   */
  async #take(kind, data) {
    if (this.state === 'closed') return;
    if (kind === 'offer') await this.#takeOffer(data);
    else if (kind === 'answer') await this.#takeAnswer(data);
    else await this.#takeCandidate(data);
  }

  /** @param {{n: number, sdp: string}} offer */
  async #takeOffer({ n, sdp }) {
    if (n === this.#answer.n) return void this.#tell('answer', this.#answer);
    const collision = this.#makingOffer || this.#pc.signalingState !== 'stable';
    this.#ignoringOffer = collision && !this.#options.polite;
    if (this.#ignoringOffer) {
      // The other side gives way once it has this side's offer. It may have come too late to hear it.
      if (Date.now() - this.#offerSentAt > 1_000) this.#sendOffer(0);
      return;
    }
    clearTimeout(this.#offerTimer);
    await this.#pc.setRemoteDescription({ type: 'offer', sdp });
    await this.#pc.setLocalDescription();
    this.#answer = { n, sdp: this.#pc.localDescription?.sdp ?? '' };
    void this.#tell('answer', this.#answer);
  }

  /** @param {{n: number, sdp: string}} answer */
  async #takeAnswer({ n, sdp }) {
    // The answer to an offer that was sent twice, or that was withdrawn since.
    if (n !== this.#offer || this.#pc.signalingState !== 'have-local-offer') return;
    clearTimeout(this.#offerTimer);
    await this.#pc.setRemoteDescription({ type: 'answer', sdp });
  }

  /** @param {{candidate: RTCIceCandidateInit | null}} data */
  async #takeCandidate({ candidate }) {
    try {
      await this.#pc.addIceCandidate(candidate ?? undefined);
    } catch (error) {
      // It belongs to an offer that was ignored, or that has not arrived: the offer is sent again, with its candidates.
      if (!this.#ignoringOffer && this.#pc.remoteDescription) throw error;
    }
  }

  #stateChanged() {
    const { state } = this;
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
      await this.#options.signal(kind, data);
    } catch (error) {
      if (!(error instanceof ChappeError)) throw error;
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
