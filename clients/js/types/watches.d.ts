/**
 * Whom a client watches, through all its sockets: the server knows it of one socket only. It watches all whom a message
 * names or none, and only those who share a room with this session; who does so may be another after each lost socket.
 */
export class Watches {
    /**
     * @param {(message: Record<string, any>) => Promise<any>} request
     * @param {(error: ChappeError) => void} tell what nobody waits for went wrong
     */
    constructor(request: (message: Record<string, any>) => Promise<any>, tell: (error: ChappeError) => void);
    /** @param {string[]} peers all, or none when it fails */
    watch(peers: string[]): Promise<void>;
    /** @param {string[]} peers */
    unwatch(peers: string[]): Promise<void>;
    /** Another socket: nobody is watched on it until {@link again}. */
    forget(): void;
    /**
     * Watches on this socket whom the one before did. Who is in no room is not even asked for: a thousand of those, each to be
     * found by a refusal, would be as many messages as a client may send.
     *
     * @param {(peer: string) => boolean} present whether the peer may be in one of this session's rooms
     */
    again(present: (peer: string) => boolean): Promise<void>;
    /** @param {Iterable<{peer: string}>} members who are in a room now, and may have been in none before */
    seen(members: Iterable<{
        peer: string;
    }>): void;
    #private;
}
import { ChappeError } from './errors.js';
