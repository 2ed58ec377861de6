/**
 * Whether this side's end of the way that a connection goes is at a TURN server.
 *
 * @param {RTCPeerConnection} connection
 */
export function isRelayed(connection: RTCPeerConnection): Promise<boolean>;
