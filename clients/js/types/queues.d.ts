export function isServers(name: string): boolean;
/** How this client comes out of queues into rooms of the server's own: as the one that is taken, or as the agent. */
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
     * Somebody takes this session out of a queue. The room's own `joined` follows, or came with a welcome.
     *
     * @param {Record<string, any>} left
     */
    move({ room: name, to }: Record<string, any>): void;
    /** @param {Record<string, any>} joined of a room that nobody here knows */
    lead(joined: Record<string, any>): void;
    /**
     * The session was led to a room while it had no socket.
     *
     * @param {Record<string, any>} joined
     * @param {Room[]} gone the session is in none of these any more, and does not wait there
     */
    find(joined: Record<string, any>, gone: Room[]): void;
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
     * makes the room, which is joined
     */
    enter: (joined: Record<string, any>) => Room;
    leave: (name: string) => void;
    /**
     * who wants to get into the queue gets into the room in its stead
     */
    pass: (queue: Room, room: Room) => void;
};
