/**
 * RTCPeerConnection's signaling states (WebRTC 1.0, section 4.3) without a network: two are connected once each has the
 * other's description. What is chained in a browser is chained here: behind a step that hangs, all hang.
 */
export class Connection {
  /** All that were made, in order. */
  static all = [];
  /** Steps for which this says so never end: (step, connection) => boolean. */
  static hangs = (_step, _connection) => false;

  signalingState = 'stable';
  connectionState = 'new';
  localDescription = null;
  remoteDescription = null;
  currentRemoteDescription = null;
  restarts = 0;
  /** The type of the own candidate by which it goes. */
  way = 'host';
  #number = Connection.all.push(this);
  #chain = Promise.resolve();
  #made = 0;

  createDataChannel() {
    queueMicrotask(() => this.onnegotiationneeded?.());
    return { readyState: 'connecting', bufferedAmount: 0 };
  }

  addTrack() {
    return { replaceTrack: () => this.#step('replaceTrack', () => {}) };
  }

  restartIce() {
    this.restarts++;
    this.onnegotiationneeded?.();
  }

  setConfiguration(configuration) {
    this.configuration = configuration;
  }

  async getStats() {
    return new Map([
      ['pair', { type: 'candidate-pair', state: 'succeeded', nominated: true, localCandidateId: 'own' }],
      ['own', { type: 'local-candidate', candidateType: this.way }],
    ]);
  }

  setLocalDescription() {
    return this.#step('setLocalDescription', () => {
      const type = this.signalingState === 'have-remote-offer' ? 'answer' : 'offer';
      this.localDescription = { type, sdp: `${type} ${++this.#made} of ${this.#number}` };
      this.signalingState = type === 'answer' ? 'stable' : 'have-local-offer';
      this.onicecandidate?.({ candidate: { candidate: `of ${this.#number}` } });
      if (type === 'answer') this.#agreed();
    });
  }

  setRemoteDescription(description) {
    return this.#step('setRemoteDescription', () => {
      this.remoteDescription = description;
      this.signalingState = description.type === 'offer' ? 'have-remote-offer' : 'stable';
      if (description.type === 'answer') this.#agreed();
    });
  }

  addIceCandidate() {
    return this.#step('addIceCandidate', () => {
      if (!this.remoteDescription) throw new Error('there is no remote description');
    });
  }

  close() {
    this.signalingState = this.connectionState = 'closed';
  }

  #agreed() {
    this.currentRemoteDescription = this.remoteDescription;
    this.connectionState = 'connected';
    this.onconnectionstatechange?.();
  }

  #step(name, action) {
    const hangs = Connection.hangs(name, this);
    this.#chain = this.#chain.then(() => (hangs || this.signalingState === 'closed' ? new Promise(() => {}) : undefined));
    const done = this.#chain.then(action);
    this.#chain = done.catch(() => {});
    return done;
  }
}
