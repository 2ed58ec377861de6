/** The rooms that a client is in, through all its sessions. */
export class Rooms {
    /**
     * @param {import('./client.js').Client} client
     * @param {import('./session.js').Session} session
     */
    constructor(client: import("./client.js").Client, session: import("./session.js").Session);
    /** @returns {Room[]} */
    get all(): Room[];
    /**
     * @param {string} name
     * @returns {Room | undefined}
     */
    get(name: string): Room | undefined;
    /**
     * @param {string} name
     * @param {Record<string, any> | undefined} meta
     * @returns {Promise<Room>} the one that is joined already, or a new one once it is joined
     */
    join(name: string, meta: Record<string, any> | undefined): Promise<Room>;
    /** How much of each room is known. */
    get versions(): {
        [k: string]: number;
    };
    /**
     * The session goes on: what has changed in its rooms meanwhile is told as changes.
     *
     * @param {Record<string, {version: number, same?: boolean, members?: import('./room.js').Member[]}>} rooms that it is in
     */
    takeUp(rooms: Record<string, {
        version: number;
        same?: boolean;
        members?: import("./room.js").Member[];
    }>): void;
    /** Joins all again: a new session knows nothing of the old one's rooms. */
    enterAgain(): Promise<void>;
    /** There is no socket: nothing is known of the rooms for a while. */
    away(): void;
    /** @param {ChappeError | undefined} error why no session will follow */
    end(error: ChappeError | undefined): void;
    #private;
}
import { Room } from './room.js';
import { ChappeError } from './errors.js';
