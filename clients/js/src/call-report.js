/** States change in bursts; so many are told of one connection, and what comes then is told by whoever looks at the other side. */
const MOST = 12;
/** Until sound or pictures come, it is looked for them this often, and not for ever. */
const LOOK_MS = 250;
const LOOKS = 40;

/** @typedef {Record<string, string | number | boolean>} Report */

/**
 * Tells the server how a connection goes, for whoever asks later why a call has failed: its states, by which kinds of candidates it
 * goes, and what STUN and TURN servers have answered. No address is in it. Nothing depends on it, and none of it ever throws.
 */
export class CallReport {
  #pc;
  #tell;
  #began = Date.now();
  #left = MOST;
  #isConnected = false;
  #looks = LOOKS;
  /** @type {Set<number>} */
  #iceErrors = new Set();
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;

  /**
   * @param {RTCPeerConnection} pc
   * @param {RTCConfiguration} configuration
   * @param {(report: Report) => void} tell
   */
  constructor(pc, configuration, tell) {
    this.#pc = pc;
    this.#tell = tell;
    if (configuration.iceTransportPolicy === 'relay') this.#send({ state: 'connecting', relayOnly: true });
    pc.onicecandidateerror = ({ errorCode }) => this.#iceFailed(errorCode);
  }

  /** @param {string} state of the connection, which has changed */
  changed(state) {
    if (state !== 'connected') this.#send({ state });
    else void this.#connected();
  }

  close() {
    clearTimeout(this.#timer);
    this.#pc.onicecandidateerror = null;
    this.#send({ state: 'closed' });
    this.#left = 0;
  }

  /** @param {number} code */
  #iceFailed(code) {
    if (this.#iceErrors.has(code)) return;
    this.#iceErrors.add(code);
    this.#send({ iceError: code });
  }

  async #connected() {
    const first = !this.#isConnected;
    this.#isConnected = true;
    const connectedMs = Date.now() - this.#began;
    const way = wayOf(await statistics(this.#pc));
    this.#send({ state: 'connected', ...(first ? { connectedMs } : {}), ...way });
    if (first) this.#lookForMedia();
  }

  /** By its own looks: there is no event for the first packet. */
  #lookForMedia() {
    this.#timer = setTimeout(async () => {
      const inbound = (await statistics(this.#pc)).some(({ type, bytesReceived = 0 }) => type === 'inbound-rtp' && bytesReceived > 0);
      if (inbound) this.#send({ mediaMs: Date.now() - this.#began });
      else if (--this.#looks > 0 && this.#left > 0) this.#lookForMedia();
    }, LOOK_MS);
  }

  /** @param {Report} report */
  #send(report) {
    if (this.#left <= 0) return;
    this.#left--;
    this.#tell(report);
  }
}

/**
 * @param {RTCPeerConnection} pc
 * @returns {Promise<any[]>} nothing where there is none
 */
async function statistics(pc) {
  try {
    return [...(await pc.getStats()).values()];
  } catch {
    return [];
  }
}

/**
 * @param {any[]} stats
 * @returns {Report} types of the candidates of the pair that is used
 */
function wayOf(stats) {
  const byId = new Map(stats.map((one) => [one.id, one]));
  const transport = stats.find(({ type, selectedCandidatePairId }) => type === 'transport' && selectedCandidatePairId);
  // Firefox marks the pair itself.
  const pair = byId.get(transport?.selectedCandidatePairId) ?? stats.find(({ type, selected }) => type === 'candidate-pair' && selected);
  const local = byId.get(pair?.localCandidateId);
  const remote = byId.get(pair?.remoteCandidateId);
  if (!local || !remote) return {};
  return { local: local.candidateType, remote: remote.candidateType, protocol: local.relayProtocol ?? local.protocol };
}
