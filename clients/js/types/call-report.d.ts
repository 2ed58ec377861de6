/** @typedef {Record<string, string | number | boolean>} Report */
/**
 * Tells the server how a connection goes, for whoever asks later why a call has failed: its states, by which kinds of candidates it
 * goes, and what STUN and TURN servers have answered. No address is in it. Nothing depends on it, and none of it ever throws.
 */
export class CallReport {
    /**
     * @param {RTCPeerConnection} pc
     * @param {RTCConfiguration} configuration
     * @param {(report: Report) => void} tell
     */
    constructor(pc: RTCPeerConnection, configuration: RTCConfiguration, tell: (report: Report) => void);
    /** @param {string} state of the connection, which has changed */
    changed(state: string): void;
    close(): void;
    #private;
}
export type Report = Record<string, string | number | boolean>;
