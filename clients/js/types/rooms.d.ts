/**
 * @typedef {object} JoinOptions
 * @property {Record<string, any>} [meta] what this session says about itself, in at most 4 KiB
 * @property {(position: number, expectedMs?: number) => void} [onWaiting] this session waits in the room's lobby; called with each new position
 *   in it, and in a queue with how long it may take, as soon as the server can tell
 * @property {AbortSignal} [signal] gives up: the lobby is left, and the promise rejects with the signal's reason
 */
/**
 * @typedef {object} RoomNow what a welcome says of a room
 * @property {number} [waiting] the position in its lobby; then there is nothing else, but in a queue `expectedMs`
 * @property {number} [expectedMs]
 * @property {number} version
 * @property {boolean} [same] nothing has changed
 * @property {import('./room.js').Member[]} [members]
 * @property {number} [count] of all members, where not all are listed
 * @property {boolean} [locked]
 * @property {Record<string, any>} [metadata]
 */
/** The rooms that a client is in, or wants to be in, through all its sessions. */
export class Rooms {
    /**
     * @param {import('./client.js').Client} client
     * @param {import('./session.js').Session} session
     * @param {(members: import('./room.js').Member[]) => void} seen they are in a room with this session now
     */
    constructor(client: import("./client.js").Client, session: import("./session.js").Session, seen: (members: import("./room.js").Member[]) => void);
    /** @returns {Room[]} */
    get all(): Room[];
    /**
     * Whether a peer shares a room with this session, as far as is known: who is not listed may be anybody.
     *
     * @returns {(peer: string) => boolean}
     */
    get present(): (peer: string) => boolean;
    /**
     * @param {string} name
     * @returns {Room | undefined}
     */
    get(name: string): Room | undefined;
    /**
     * @param {string} name
     * @param {JoinOptions} options
     * @returns {Promise<Room>} the one that is joined already, or a new one once it is joined
     */
    join(name: string, options: JoinOptions): Promise<Room>;
    /** @param {Record<string, any>} left of a room, for where it leads `to` */
    move(left: Record<string, any>): void;
    /**
     * A join was answered, a wait has come to its end, or this session was led to a room.
     *
     * @param {Record<string, any>} message `joined` or `waiting`
     */
    takeEntry(message: Record<string, any>): void;
    /** How much of each room is known. */
    get versions(): {
        [k: string]: number;
    };
    /**
     * The session goes on: what has changed in its rooms meanwhile is told as changes.
     *
     * @param {Record<string, RoomNow>} rooms that it is in, or waits for
     */
    takeUp(rooms: Record<string, RoomNow>): void;
    /** Joins all again: a new session knows nothing of the old one's rooms. */
    enterAgain(): Promise<void>;
    /** There is no socket: nothing is known of the rooms for a while. */
    away(): void;
    /** @param {ChappeError | undefined} error why no session will follow */
    end(error: ChappeError | undefined): void;
    #private;
}
export type JoinOptions = {
    /**
     * what this session says about itself, in at most 4 KiB
     */
    meta?: Record<string, any> | undefined;
    /**
     * this session waits in the room's lobby; called with each new position
     * in it, and in a queue with how long it may take, as soon as the server can tell
     */
    onWaiting?: ((position: number, expectedMs?: number) => void) | undefined;
    /**
     * gives up: the lobby is left, and the promise rejects with the signal's reason
     */
    signal?: AbortSignal | undefined;
};
/**
 * what a welcome says of a room
 */
export type RoomNow = {
    /**
     * the position in its lobby; then there is nothing else, but in a queue `expectedMs`
     */
    waiting?: number | undefined;
    expectedMs?: number | undefined;
    version: number;
    /**
     * nothing has changed
     */
    same?: boolean | undefined;
    members?: import("./roster.js").Member[] | undefined;
    /**
     * of all members, where not all are listed
     */
    count?: number | undefined;
    locked?: boolean | undefined;
    metadata?: Record<string, any> | undefined;
};
import { Room } from './room.js';
import { ChappeError } from './errors.js';
