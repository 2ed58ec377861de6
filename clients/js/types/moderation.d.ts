/** @typedef {import('./roster.js').Member} Member */
/**
 * @typedef {object} RoomRules
 * @property {boolean} locked
 * @property {Record<string, any> | null} metadata
 */
/**
 * @typedef {object} ModerationEvents
 * @property {{waiting: readonly Member[], count: number}} lobby who waits to be let in, first come first; for moderators only
 * @property {RoomRules} room-updated the room was locked or unlocked, or its metadata has changed: as it is now
 */
/**
 * What moderators do in a room, and what they see more than others: it is locked or not, has metadata, and it may have a lobby. Whether
 * this client moderates it says its own entry in the list of members; the server refuses others with `forbidden`.
 *
 * @extends {Emitter<import('./room.js').RoomEvents>}
 */
export class Moderation extends Emitter<import("./room.js").RoomEvents> {
    /**
     * @param {string} name
     * @param {Pick<import('./room.js').RoomPort, 'request' | 'take'>} port
     */
    constructor(name: string, port: Pick<import("./room.js").RoomPort, "request" | "take">);
    /** @readonly */
    readonly name: string;
    /** Whether nobody but moderators comes in, not into the lobby either. */
    get locked(): boolean;
    /** What moderators have told the members about the room; null where they have not. */
    get metadata(): Record<string, any> | null;
    /** Those who wait to be let in, first come first, at most 50; for others than moderators nobody. */
    get lobby(): readonly import("./roster.js").Member[];
    /** How many wait to be let in; for others than moderators none. */
    get lobbyCount(): number;
    /**
     * Lets in who waits: one, or without an argument all that there is room for.
     *
     * @param {[] | [session: string]} one
     */
    admit(...one: [] | [session: string]): Promise<void>;
    /**
     * Takes somebody who waits in this queue to a room for the two, where this client moderates; it stays in the queue, too.
     *
     * @param {[] | [session: string]} one without an argument the next
     * @returns {Promise<import('./queues.js').Taken>} rejects with a {@link import('./errors.js').ChappeError}: `no_such_session` where nobody
     *   waits, or not that one any more. After one that is `unknown` the client tells `led` if somebody was taken
     */
    take(...one: [] | [session: string]): Promise<import("./queues.js").Taken>;
    /**
     * Moves a member, or somebody who waits, to another room; their token has to let them join it, and so has this client's own.
     *
     * @param {string} session
     * @param {string} to
     * @returns {Promise<void>} resolves when they have gone, after 20 s at most; rejects with a {@link import('./errors.js').ChappeError}: with
     *   `no_such_session`, or with what a join of theirs would fail with (`forbidden`, `room_full`, ...), and then they have stayed
     */
    move(session: string, to: string): Promise<void>;
    /**
     * Sends somebody out of the lobby. They may not knock again for a minute.
     *
     * @param {string} session
     */
    deny(session: string): Promise<void>;
    /**
     * Takes a member out, or somebody who waits, with all sessions of that peer.
     *
     * @param {string} session
     * @param {{banMs?: number}} [options] `banMs`: for how long the peer may not come back; 10 minutes unless told, 1 minute to a day
     */
    kick(session: string, { banMs }?: {
        banMs?: number;
    }): Promise<void>;
    /** Closes the room to all who are not in it. */
    lock(): Promise<void>;
    unlock(): Promise<void>;
    /**
     * Tells all members something about the room, in the place of what was told before.
     *
     * @param {Record<string, any> | null} metadata of at most 4 KiB; null for nothing any more
     */
    setMetadata(metadata: Record<string, any> | null): Promise<void>;
    /**
     * Asks a member to mute itself: a call there tells `mute-requested`.
     *
     * @param {string} session
     * @returns {Promise<import('./client.js').Ack>}
     */
    requestMute(session: string): Promise<import("./client.js").Ack>;
    /**
     * @internal for the room
     *
     * @param {Partial<RoomRules>} message as the server says it: it says nothing of a room that is open, and has no metadata
     */
    takeRules({ locked, metadata }: Partial<RoomRules>): void;
    /**
     * @internal for the room
     *
     * @param {Record<string, any>} lobby
     */
    takeLobby({ waiting, count }: Record<string, any>): void;
    /** @internal for the client: what follows a lost socket says who waits, and nothing where nobody does */
    clearLobby(): void;
    #private;
}
export type Member = import("./roster.js").Member;
export type RoomRules = {
    locked: boolean;
    metadata: Record<string, any> | null;
};
export type ModerationEvents = {
    /**
     * who waits to be let in, first come first; for moderators only
     */
    lobby: {
        waiting: readonly Member[];
        count: number;
    };
    /**
     * the room was locked or unlocked, or its metadata has changed: as it is now
     */
    "room-updated": RoomRules;
};
import { Emitter } from './emitter.js';
