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
    /**
     * @param {RTCPeerConnection} pc
     * @param {import('./steps.js').Steps} steps of that connection
     * @param {NegotiationPort} port
     */
    constructor(pc: RTCPeerConnection, steps: import("./steps.js").Steps, port: NegotiationPort);
    /**
     * @param {string} kind of a signal from the other side
     * @param {any} data
     */
    heard(kind: string, data: any): void;
    close(): void;
    #private;
}
export type NegotiationPort = {
    /**
     * gives way when both sides make an offer at the same time
     */
    polite: boolean;
    /**
     * the other side; it may be lost
     */
    tell: (kind: string, data: Record<string, any>) => void;
    /**
     * something of the other side could not be used
     */
    failed: (what: string, error: unknown) => void;
};
