/**
 * Asks for the microphone.
 *
 * @returns {Promise<MediaStreamTrack>} the caller's own, to be stopped; rejects with an error whose `code` words know
 */
export async function openMicrophone() {
  if (!window.isSecureContext || !navigator.mediaDevices) throw failure('microphone_insecure');
  if (!window.RTCPeerConnection) throw failure('no_calls');
  try {
    const audio = { echoCancellation: true, noiseSuppression: true, autoGainControl: true };
    const [track] = (await navigator.mediaDevices.getUserMedia({ audio })).getAudioTracks();
    return track;
  } catch (error) {
    const { name } = /** @type {Error} */ (error);
    if (name === 'NotAllowedError' || name === 'SecurityError') throw failure('microphone_denied');
    throw failure(name === 'NotFoundError' ? 'microphone_missing' : 'microphone_busy');
  }
}

/** @param {string} code */
const failure = (code) => Object.assign(new Error(code), { code });
