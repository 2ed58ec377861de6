/** @typedef {{session: string} | {peer: string} | {room: string}} Target */
/**
 * @typedef {object} SignalOptions
 * @property {'relayed' | 'received'} [want] `relayed`, unless told: the answer comes when it was written to the target's
 *   socket. `received`: it is sent again until the client at the other end has it; that gives it out once, and those to one
 *   session in order
 * @property {number} [timeoutMs] until there must be an answer; 3 s unless told, 10 s for `received`, at most 60 s
 */
/**
 * @typedef {object} Ack what became of a signal
 * @property {string} status `relayed`: written to the target's socket; `received`: its client has it
 * @property {number} [sessions] reached; for a peer or a room
 * @property {string[]} [missing] not reached, the first 100; for a peer or a room
 * @property {number} [missingCount]
 */
/**
 * @typedef {object} Signal
 * @property {{session: string, peer: string}} from stamped by the server
 * @property {string} [room] it was sent to this whole room
 * @property {string} kind
 * @property {any} data
 */
/**
 * @typedef {object} Presence
 * @property {string} peer
 * @property {'online' | 'reconnecting' | 'offline'} state
 * @property {number} sessions how many the peer has
 */
/**
 * @typedef {object} ClientEvents
 * @property {Signal} signal any that reaches this session
 * @property {Presence} presence of a watched peer: now, and at each change
 * @property {{room: import('./room.js').Room, from: string | undefined}} led this session is in a room that it has not asked for: out of the queue `from` an
 *   agent has taken it to a room of the server's own, or it is the agent; or a moderator has moved it out of the room `from`, maybe
 *   into the lobby of another one (`room.position`), or into a queue. `from` is undefined where it is not known
 * @property {{session: string}} online connected, for the first time or again
 * @property {{code: number, reason: string, attempt: number, delayMs: number}} reconnecting there is no socket; the next try is in `delayMs`
 * @property {{session: string}} resumed the same session is on another socket; nothing that waits for an answer was lost
 * @property {{session: string, previous: string}} reconnected with a new session; rooms are joined again, watches set again
 * @property {{reason: string, reconnectAfterMs: number, deadlineMs: number}} go-away the gateway is about to go; the SDK moves by itself
 * @property {{expiresInMs: number}} token-expiring the token is over then, and the socket with it; where `token` is a function the SDK renews it by itself
 * @property {{iceServers: RTCIceServer[], iceExpiresInMs?: number}} ice-servers new credentials for calls, before the old ones are over; a `Call` takes them by itself
 * @property {import('./errors.js').ChappeError} error the server could not use something, and not as the answer to a request; it refuses a new token; or
 *   `no_such_peer`, after a lost socket: with some who are watched there is no room in common now. They are watched again when there is
 * @property {{code: number, reason: string, error: import('./errors.js').ChappeError | undefined}} close the end; without an error this side has ended it
 */
/**
 * A session with the service, made by {@link import('./chappe.js').connect}.
 *
 * @extends {Emitter<ClientEvents>}
 */
export class Client extends Emitter<ClientEvents> {
    /**
     * @param {import('./link.js').LinkOptions} options
     * @param {() => string | undefined} traceparent
     */
    constructor(options: import("./link.js").LinkOptions, traceparent?: () => string | undefined);
    /** `online` once rooms and watches are back, too. */
    get state(): "closed" | "connecting" | "online" | "reconnecting";
    /** This session's id. It changes when the client could not resume it in time. */
    get session(): string;
    /** The identity behind this session. */
    get peer(): string;
    /**
     * What the server wants calls to use, in the form of RTCPeerConnection; as of now, for credentials in it end.
     *
     * @returns {RTCIceServer[]}
     */
    get iceServers(): RTCIceServer[];
    /** The server's limits, by name. */
    get limits(): any;
    /**
     * Joins a room, through its lobby where it has one; a room that is joined already is given back as it is. Who waits in a
     * queue joins the room to which an agent takes it.
     *
     * @param {string} name
     * @param {import('./rooms.js').JoinOptions} [options]
     * @returns {Promise<import('./room.js').Room>} rejects with a {@link import('./errors.js').ChappeError}: `room_full`, `forbidden`, `denied`, ...
     */
    join(name: string, options?: import("./rooms.js").JoinOptions): Promise<import("./room.js").Room>;
    /**
     * Sends a signal and waits for what became of it.
     *
     * @param {Target} to a session, a peer (all its sessions but this one) or a room (all others)
     * @param {string} kind
     * @param {Record<string, any>} data a JSON object, handed on as it is
     * @param {SignalOptions} [options]
     * @returns {Promise<Ack>} rejects with a {@link import('./errors.js').ChappeError} when nobody was reached: `no_such_session`, `not_in_room`, ...
     */
    signal(to: Target, kind: string, data: Record<string, any>, { want, timeoutMs }?: SignalOptions): Promise<Ack>;
    /**
     * Sends a signal and asks for no answer: it may be lost without a word.
     *
     * @param {Target} to
     * @param {string} kind
     * @param {Record<string, any>} data
     */
    send(to: Target, kind: string, data: Record<string, any>): void;
    /**
     * @internal for calls: tells the server how a connection goes, where it wants to know. It may be lost.
     * @param {string} session at the other end
     * @param {Record<string, any>} data
     */
    report(session: string, data: Record<string, any>): void;
    /**
     * Changes what this session says about itself in all its rooms.
     *
     * @param {Record<string, any>} meta at most 4 KiB; it replaces the old one
     */
    update(meta: Record<string, any>): Promise<void>;
    /**
     * Watches peers: a `presence` event for each now, and at each change.
     *
     * @param {string[]} peers with whom there is a common room, at most 100 at a time; all, or none when it fails
     */
    watch(peers: string[]): Promise<void>;
    /** @param {string[]} peers */
    unwatch(peers: string[]): Promise<void>;
    /** Ends the session at once: it leaves all its rooms. */
    close(): void;
    #private;
}
export type Target = {
    session: string;
} | {
    peer: string;
} | {
    room: string;
};
export type SignalOptions = {
    /**
     * `relayed`, unless told: the answer comes when it was written to the target's
     * socket. `received`: it is sent again until the client at the other end has it; that gives it out once, and those to one
     * session in order
     */
    want?: "received" | "relayed" | undefined;
    /**
     * until there must be an answer; 3 s unless told, 10 s for `received`, at most 60 s
     */
    timeoutMs?: number | undefined;
};
/**
 * what became of a signal
 */
export type Ack = {
    /**
     * `relayed`: written to the target's socket; `received`: its client has it
     */
    status: string;
    /**
     * reached; for a peer or a room
     */
    sessions?: number | undefined;
    /**
     * not reached, the first 100; for a peer or a room
     */
    missing?: string[] | undefined;
    missingCount?: number | undefined;
};
export type Signal = {
    /**
     * stamped by the server
     */
    from: {
        session: string;
        peer: string;
    };
    /**
     * it was sent to this whole room
     */
    room?: string | undefined;
    kind: string;
    data: any;
};
export type Presence = {
    peer: string;
    state: "online" | "reconnecting" | "offline";
    /**
     * how many the peer has
     */
    sessions: number;
};
export type ClientEvents = {
    /**
     * any that reaches this session
     */
    signal: Signal;
    /**
     * of a watched peer: now, and at each change
     */
    presence: Presence;
    /**
     * this session is in a room that it has not asked for: out of the queue `from` an
     * agent has taken it to a room of the server's own, or it is the agent; or a moderator has moved it out of the room `from`, maybe
     * into the lobby of another one (`room.position`), or into a queue. `from` is undefined where it is not known
     */
    led: {
        room: import("./room.js").Room;
        from: string | undefined;
    };
    /**
     * connected, for the first time or again
     */
    online: {
        session: string;
    };
    /**
     * there is no socket; the next try is in `delayMs`
     */
    reconnecting: {
        code: number;
        reason: string;
        attempt: number;
        delayMs: number;
    };
    /**
     * the same session is on another socket; nothing that waits for an answer was lost
     */
    resumed: {
        session: string;
    };
    /**
     * with a new session; rooms are joined again, watches set again
     */
    reconnected: {
        session: string;
        previous: string;
    };
    /**
     * the gateway is about to go; the SDK moves by itself
     */
    "go-away": {
        reason: string;
        reconnectAfterMs: number;
        deadlineMs: number;
    };
    /**
     * the token is over then, and the socket with it; where `token` is a function the SDK renews it by itself
     */
    "token-expiring": {
        expiresInMs: number;
    };
    /**
     * new credentials for calls, before the old ones are over; a `Call` takes them by itself
     */
    "ice-servers": {
        iceServers: RTCIceServer[];
        iceExpiresInMs?: number;
    };
    /**
     * the server could not use something, and not as the answer to a request; it refuses a new token; or
     * `no_such_peer`, after a lost socket: with some who are watched there is no room in common now. They are watched again when there is
     */
    error: import("./errors.js").ChappeError;
    /**
     * the end; without an error this side has ended it
     */
    close: {
        code: number;
        reason: string;
        error: import("./errors.js").ChappeError | undefined;
    };
};
import { Emitter } from './emitter.js';
