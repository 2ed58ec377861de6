/**
 * The way into a room for the first time. It may lead through the lobby, for as long as the moderators like; all who ask for
 * the room meanwhile share it, and it is given up when the last of them does.
 */
export class Entrance {
    /**
     * @param {import('./room.js').Room} room
     * @param {() => void} giveUp nobody wants to get in any more
     */
    constructor(room: import("./room.js").Room, giveUp: () => void);
    /** @param {import('./room.js').Room} [room] that is joined, where it is another one than who came here has asked for */
    open(room?: import("./room.js").Room): void;
    /** @param {Entrance} next to another room, where who came here goes on waiting */
    lead(next: Entrance): void;
    /**
     * @param {import('./rooms.js').JoinOptions} options
     * @returns {Promise<import('./room.js').Room>} once it is joined
     */
    pass({ onWaiting, signal }: import("./rooms.js").JoinOptions): Promise<import("./room.js").Room>;
    #private;
}
