/** An offer that nobody answers is sent again after these times: it, or its answer, may have been lost. */
const OFFER_AGAIN_MS = [2_000, 4_000, 8_000];
/**
 * The polite side lets the other one make the first offer for this long: a withdrawn first offer can cost Chromium its
 * candidates. An offer that came before this side's call is sent again after the first of the times above; at the same
 * time would be the worst moment for one's own.
 */
const COURTESY_MS = OFFER_AGAIN_MS[0] + 1_500;

/**
 * @typedef {object} NegotiationPort
 * @property {boolean} polite gives way when both sides make an offer at the same time
 * @property {(kind: string, data: Record<string, any>) => void} tell the other side; it may be lost
 * @property {(what: string, error: unknown) => void} failed something of the other side could not be used
 */

/**
 * Agrees with the other side on what a connection carries: "perfect negotiation" (WebRTC 1.0, section 10.7) with offers
 * that are numbered and sent again until they are answered, because either side may come to the call after the other's
 * first offer.
 */
export class Negotiation {
  #pc;
  #steps;
  #port;
  #makingOffer = false;
  #ignoringOffer = false;
  #offer = 0;
  #offerSentAt = 0;
  /** The last answer: an offer that comes a second time gets it again. */
  #answer = { n: 0, sdp: '' };
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #offerTimer;
  /** Signals are taken one after the other. */
  #turn = Promise.resolve();

  /**
   * @param {RTCPeerConnection} pc
   * @param {import('./steps.js').Steps} steps of that connection
   * @param {NegotiationPort} port
   */
  constructor(pc, steps, port) {
    this.#pc = pc;
    this.#steps = steps;
    this.#port = port;
    pc.onnegotiationneeded = () => this.#negotiate();
    pc.onicecandidate = ({ candidate }) => port.tell('candidate', { candidate });
  }

  /**
   * @param {string} kind of a signal from the other side
   * @param {any} data
   */
  heard(kind, data) {
    this.#turn = this.#turn.then(() => this.#take(kind, data)).catch((error) => this.#port.failed(kind, error));
  }

  close() {
    clearTimeout(this.#offerTimer);
    this.#pc.onnegotiationneeded = this.#pc.onicecandidate = null;
  }

  /** A change on this side wants to be negotiated. */
  #negotiate() {
    if (!this.#port.polite || this.#pc.currentRemoteDescription) return void this.#makeOffer();
    // Their offer carries this change, too, or makes the browser ask again.
    clearTimeout(this.#offerTimer);
    this.#offerTimer = setTimeout(() => void this.#makeOffer(), COURTESY_MS);
  }

  async #makeOffer() {
    this.#makingOffer = true;
    try {
      await this.#describe();
      this.#offer++;
      this.#sendOffer(0);
    } catch (error) {
      this.#port.failed('offer', error);
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
    this.#port.tell('offer', { n: this.#offer, sdp: description.sdp });
    if (again < OFFER_AGAIN_MS.length) {
      this.#offerTimer = setTimeout(() => this.#sendOffer(again + 1), OFFER_AGAIN_MS[again]);
    }
  }

  /**
   * @param {string} kind
   * @param {any} data
   */
  async #take(kind, data) {
    if (this.#pc.signalingState === 'closed') return;
    if (kind === 'offer') await this.#takeOffer(data);
    else if (kind === 'answer') await this.#takeAnswer(data);
    else await this.#takeCandidate(data);
  }

  /** @param {{n: number, sdp: string}} offer */
  async #takeOffer({ n, sdp }) {
    if (n === this.#answer.n) return this.#port.tell('answer', this.#answer);
    const collision = this.#makingOffer || this.#pc.signalingState !== 'stable';
    this.#ignoringOffer = collision && !this.#port.polite;
    if (this.#ignoringOffer) {
      // The other side gives way once it has this side's offer. It may have come too late to hear it.
      if (Date.now() - this.#offerSentAt > 1_000) this.#sendOffer(0);
      return;
    }
    clearTimeout(this.#offerTimer);
    await this.#accept({ type: 'offer', sdp });
    await this.#describe();
    this.#answer = { n, sdp: this.#pc.localDescription?.sdp ?? '' };
    this.#port.tell('answer', this.#answer);
  }

  /** @param {{n: number, sdp: string}} answer */
  async #takeAnswer({ n, sdp }) {
    // The answer to an offer that was sent twice, or that was withdrawn since.
    if (n !== this.#offer || this.#pc.signalingState !== 'have-local-offer') return;
    clearTimeout(this.#offerTimer);
    await this.#accept({ type: 'answer', sdp });
  }

  /** An offer or an answer, whichever is due. */
  #describe() {
    return this.#steps.take('setLocalDescription', this.#pc.setLocalDescription());
  }

  /** @param {RTCSessionDescriptionInit} description of the other side */
  #accept(description) {
    return this.#steps.take('setRemoteDescription', this.#pc.setRemoteDescription(description));
  }

  /** @param {{candidate: RTCIceCandidateInit | null}} data */
  async #takeCandidate({ candidate }) {
    try {
      await this.#steps.take('addIceCandidate', this.#pc.addIceCandidate(candidate ?? undefined));
    } catch (error) {
      // It belongs to an offer that was ignored, or that has not arrived: the offer is sent again, with its candidates.
      if (!this.#ignoringOffer && this.#pc.remoteDescription) throw error;
    }
  }
}
