/** @typedef {import('./roster.js').Member} Member */
/**
 * @typedef {object} OwnEvents
 * @property {{position: number, expectedMs?: number}} waiting this client has a new session, which waits in the room's lobby; told again for each
 *   other position, or other time that it may take
 * @property {Member[]} members-replaced this client has a new session, and this is the list of members now
 * @property {import('./client.js').Signal} signal one that was sent to the whole room
 * @property {{reason: string, error: ChappeError | undefined}} left this client is no longer in the room: `left`, `kicked`, `denied`, `moved`, ...
 */
/** @typedef {import('./roster.js').RosterEvents & import('./moderation.js').ModerationEvents & OwnEvents} RoomEvents */
/**
 * What a room needs of its client.
 *
 * @typedef {object} RoomPort
 * @property {(message: Record<string, any>, timeoutMs?: number) => Promise<any>} request
 * @property {(queue: string, session?: string) => Promise<import('./queues.js').Taken>} take
 * @property {import('./client.js').Client} client
 * @property {() => void} entered it is joined
 * @property {() => void} forget
 */
/** A room that this client has joined, with its list of members. */
export class Room extends Moderation {
    /**
     * Made by {@link import('./client.js').Client.join}.
     *
     * @param {string} name
     * @param {Record<string, any> | undefined} meta
     * @param {RoomPort} port
     */
    constructor(name: string, meta: Record<string, any> | undefined, port: RoomPort);
    /** Of the list: it grows with each change, and may skip. */
    get version(): number;
    /** The client that has joined this room. */
    get client(): import("./client.js").Client;
    /** This client's own session. */
    get self(): string;
    /** Whether this client is in the room now; not while it reconnects, nor while it waits in the lobby. */
    get joined(): boolean;
    /** This client's place in the room's lobby, while it waits there. */
    get position(): number | undefined;
    /** How long it may take until this client's turn, in ms, while it waits in a queue and the server can tell. */
    get expectedMs(): number | undefined;
    /** How many members there are, this client's own included. Where these are more than {@link members}, not all are listed. */
    get count(): number;
    /**
     * The listed members by session: all, this client's own included; of a large room its moderators and the first others.
     *
     * @returns {ReadonlyMap<string, Member>}
     */
    get members(): ReadonlyMap<string, Member>;
    /** The listed members but this client's own session. */
    get others(): import("./roster.js").Member[];
    /**
     * Leaves the room.
     *
     * @returns {Promise<void>} resolves once the server has answered
     */
    leave(): Promise<void>;
    /**
     * Changes what this session says about itself in this room.
     *
     * @param {Record<string, any>} meta at most 4 KiB; it replaces the old one
     */
    update(meta: Record<string, any>): Promise<void>;
    /**
     * Sends a signal to one member and waits for what became of it.
     *
     * @param {string} session
     * @param {string} kind
     * @param {Record<string, any>} data
     * @param {import('./client.js').SignalOptions} [options]
     */
    signal(session: string, kind: string, data: Record<string, any>, options?: import("./client.js").SignalOptions): Promise<import("./client.js").Ack>;
    /**
     * Sends a signal to all others and waits for how many it has reached.
     *
     * @param {string} kind
     * @param {Record<string, any>} data
     * @param {import('./client.js').SignalOptions} [options]
     */
    broadcast(kind: string, data: Record<string, any>, options?: import("./client.js").SignalOptions): Promise<import("./client.js").Ack>;
    /**
     * Sends a signal to all others and asks for no answer.
     *
     * @param {string} kind
     * @param {Record<string, any>} data
     */
    send(kind: string, data: Record<string, any>): void;
    /** @internal for the client */
    get membership(): Membership;
    /**
     * @internal for the client: asks to be let in, again after each new session.
     *
     * @returns {Promise<void>} resolves with the answer, which may be to wait
     */
    enter(): Promise<void>;
    /**
     * @internal for the client: takes what a join has come to. It comes before anything else of the room.
     *
     * @param {Record<string, any>} message `joined`, with the list, or `waiting`
     */
    takeEntry(message: Record<string, any>): void;
    /**
     * @internal for the client: what this session says about itself now, and again when it comes back
     *
     * @param {Record<string, any>} meta
     */
    takeMeta(meta: Record<string, any>): void;
    /** @internal for the client: there is no socket */
    away(): void;
    /**
     * @internal for the client: the session goes on, and this membership with it
     *
     * @param {number} version
     */
    back(version: number): void;
    /**
     * @internal for the client: applies what the server says about this room.
     *
     * @param {Record<string, any>} message
     */
    apply(message: Record<string, any>): void;
    /**
     * @internal for the client: this room is over.
     *
     * @param {string} reason
     * @param {ChappeError} [error]
     */
    end(reason: string, error?: ChappeError): void;
    #private;
}
export type Member = import("./roster.js").Member;
export type OwnEvents = {
    /**
     * this client has a new session, which waits in the room's lobby; told again for each
     * other position, or other time that it may take
     */
    waiting: {
        position: number;
        expectedMs?: number;
    };
    /**
     * this client has a new session, and this is the list of members now
     */
    "members-replaced": Member[];
    /**
     * one that was sent to the whole room
     */
    signal: import("./client.js").Signal;
    /**
     * this client is no longer in the room: `left`, `kicked`, `denied`, `moved`, ...
     */
    left: {
        reason: string;
        error: ChappeError | undefined;
    };
};
export type RoomEvents = import("./roster.js").RosterEvents & import("./moderation.js").ModerationEvents & OwnEvents;
/**
 * What a room needs of its client.
 */
export type RoomPort = {
    request: (message: Record<string, any>, timeoutMs?: number) => Promise<any>;
    take: (queue: string, session?: string) => Promise<import("./queues.js").Taken>;
    client: import("./client.js").Client;
    /**
     * it is joined
     */
    entered: () => void;
    forget: () => void;
};
import { Moderation } from './moderation.js';
import { Membership } from './membership.js';
import { ChappeError } from './errors.js';
