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
export class CallPeer extends Emitter<CallPeerEvents> {
    /** @param {CallPeerOptions} options */
    constructor(options: CallPeerOptions);
    /** The member at the other end, as it was when the connection was made. */
    get member(): import("./roster.js").Member;
    /** The other end's session. */
    get session(): string;
    /** @returns {PeerState} */
    get state(): PeerState;
    /** The browser's own connection, for statistics. Negotiating with it is this class's work. */
    get connection(): RTCPeerConnection;
    /**
     * Sends over the data channel.
     *
     * @param {string | ArrayBuffer} data
     * @returns {boolean} whether it was taken; not while the channel is not open or its buffer is full
     */
    send(data: string | ArrayBuffer): boolean;
    /**
     * @internal for the call
     * @param {import('./publication.js').Publication} publication new, or with another track
     */
    show(publication: import("./publication.js").Publication): Promise<void>;
    /**
     * @internal for the call
     * @param {import('./publication.js').Publication} publication
     */
    hide(publication: import("./publication.js").Publication): void;
    /**
     * @internal for the call
     * @param {any} data of a signal
     * @returns {boolean} whether it may be for this connection, and is not for an earlier one
     */
    isFor({ yours }: any): boolean;
    /**
     * @internal for the call
     * @param {any} data of a signal
     * @returns {boolean} whether it is from the other end of this connection, and not from a later one
     */
    isFrom({ call }: any): boolean;
    /**
     * @internal for the call
     * @param {string} kind
     * @param {any} data
     */
    heard(kind: string, data: any): void;
    /**
     * Uses other servers, or new credentials. What goes by a relay takes a new way there, while the old one is still good.
     *
     * @internal for the call
     * @param {RTCConfiguration} configuration
     */
    configure(configuration: RTCConfiguration): Promise<void>;
    /** @internal for the call */
    bye(): void;
    /** @internal for the call */
    close(): void;
    #private;
}
export type PeerState = "connecting" | "connected" | "disconnected" | "failed" | "closed";
export type CallPeerEvents = {
    state: PeerState;
    track: {
        track: MediaStreamTrack;
        stream: MediaStream | undefined;
    };
    message: any;
};
export type CallPeerOptions = {
    member: import("./room.js").Member;
    /**
     * gives way when both sides make an offer at the same time
     */
    polite: boolean;
    configuration: RTCConfiguration;
    signal: (kind: string, data: Record<string, any>) => Promise<unknown>;
    /**
     * for whoever asks later how it went
     */
    report: (report: Record<string, any>) => void;
    /**
     * this connection will never get any further
     */
    stuck: () => void;
    /**
     * the server knows no such session any more
     */
    lost: () => void;
};
import { Emitter } from './emitter.js';
