export function isServers(name: string): boolean;
/**
 * How this client comes into rooms that it has not asked for: out of a queue into a room of the server's own, as the one that is
 * taken, or as the agent; and out of any room or lobby into another one, as a moderator wants it.
 */
export class Queues {
    /** @param {QueuesPort} port */
    constructor(port: QueuesPort);
    /**
     * @param {string} queue
     * @param {string} [session] the next unless told
     * @returns {Promise<Taken>}
     */
    take(queue: string, session?: string): Promise<Taken>;
    /**
     * Somebody takes this session out of a room. What it is where it comes to follows, or came with a welcome.
     *
     * @param {Record<string, any>} left
     */
    move({ room: name, to }: Record<string, any>): void;
    /**
     * Whether the server has said that a room leads there.
     *
     * @param {string} name
     */
    leadsTo(name: string): boolean;
    /** @param {Record<string, any>} entry `joined` or `waiting` of a room that nobody here knows, or to which another one leads */
    lead(entry: Record<string, any>): void;
    /**
     * The session was led to a room while it had no socket.
     *
     * @param {Record<string, any>} entry
     * @param {Room[]} gone the session is in none of these any more, and does not wait there
     * @param {boolean} abandoned it may have been led out of a room that this client has given up
     */
    find(entry: Record<string, any>, gone: Room[], abandoned: boolean): void;
    /** Another session: it is not led to where the old one was. */
    forget(): void;
    #private;
}
export type Room = import("./room.js").Room;
/**
 * who was taken out of a queue
 */
export type Taken = {
    session: string;
    peer: string;
    /**
     * for the two, which is joined; the other one may come a moment later
     */
    room: Room;
};
/**
 * What queues need of a client's rooms.
 */
export type QueuesPort = {
    client: import("./client.js").Client;
    request: (message: Record<string, any>) => Promise<any>;
    get: (name: string) => Room | undefined;
    all: () => Room[];
    /**
     * makes the room, which is joined, or where the session waits
     */
    enter: (entry: Record<string, any>) => Room;
    leave: (name: string) => void;
    /**
     * who wants to get into the one gets into the other in its stead
     */
    pass: (from: Room, room: Room) => void;
};
