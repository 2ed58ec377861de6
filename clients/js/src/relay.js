/**
 * Whether this side's end of the way that a connection goes is at a TURN server.
 *
 * @param {RTCPeerConnection} connection
 */
export async function isRelayed(connection) {
  const stats = await connection.getStats();
  /** @type {any[]} */
  const all = [...stats.values()];
  const used = all.filter(({ type, state, nominated }) => type === 'candidate-pair' && state === 'succeeded' && nominated);
  return used.some(({ localCandidateId }) => stats.get(localCandidateId)?.candidateType === 'relay');
}
