/**
 * @typedef {object} CallOptions
 * @property {RTCConfiguration} [rtc] for each connection; its `iceServers` take the place of those that the server names
 */
/**
 * @typedef {object} CallEvents
 * @property {CallPeer} peer-joined a connection to a member is being made
 * @property {{peer: CallPeer, reason: string}} peer-left its connection is over; where the member stays, `peer-joined` may follow with another one
 * @property {{peer: CallPeer, state: import('./call-peer.js').PeerState}} state
 * @property {{peer: CallPeer, track: MediaStreamTrack, stream: MediaStream | undefined}} track the peer shows something
 * @property {{peer: CallPeer, data: any}} message over the data channel
 * @property {{from: {session: string, peer: string}}} mute-requested a moderator asks this side to mute itself; whether it does is for the person in front of it to say
 */
/**
 * A call between all members of a room: one connection and one data channel to each other member. It follows the room,
 * also through a reconnect, until it is closed.
 *
 * @extends {Emitter<CallEvents>}
 */
export class Call extends Emitter<CallEvents> {
    /**
     * @param {import('./room.js').Room} room joined
     * @param {CallOptions} [options]
     */
    constructor(room: import("./room.js").Room, options?: CallOptions);
    /**
     * The others, by session.
     *
     * @returns {ReadonlyMap<string, CallPeer>}
     */
    get peers(): ReadonlyMap<string, CallPeer>;
    /**
     * Shows a track to all others, those who come later included.
     *
     * @param {MediaStreamTrack | null} track nothing for now: see {@link Publication.replace}
     * @param {MediaStream} stream tells the others which tracks belong together
     * @returns {Publication}
     */
    publish(track: MediaStreamTrack | null, stream: MediaStream): Publication;
    /**
     * Sends to all others whose data channel is open.
     *
     * @param {string | ArrayBuffer} data
     * @returns {number} how many that were
     */
    send(data: string | ArrayBuffer): number;
    /** Hangs up. The room stays joined, and the tracks stay the caller's. */
    close(): void;
    #private;
}
export type CallOptions = {
    /**
     * for each connection; its `iceServers` take the place of those that the server names
     */
    rtc?: RTCConfiguration | undefined;
};
export type CallEvents = {
    /**
     * a connection to a member is being made
     */
    "peer-joined": CallPeer;
    /**
     * its connection is over; where the member stays, `peer-joined` may follow with another one
     */
    "peer-left": {
        peer: CallPeer;
        reason: string;
    };
    state: {
        peer: CallPeer;
        state: import("./call-peer.js").PeerState;
    };
    /**
     * the peer shows something
     */
    track: {
        peer: CallPeer;
        track: MediaStreamTrack;
        stream: MediaStream | undefined;
    };
    /**
     * over the data channel
     */
    message: {
        peer: CallPeer;
        data: any;
    };
    /**
     * a moderator asks this side to mute itself; whether it does is for the person in front of it to say
     */
    "mute-requested": {
        from: {
            session: string;
            peer: string;
        };
    };
};
import { Emitter } from './emitter.js';
import { CallPeer } from './call-peer.js';
import { Publication } from './publication.js';
