/** A signal that waits for its acknowledgment, and what became of its sendings. */
export class OpenSignal {
    /**
     * @param {number} id
     * @param {Record<string, any>} message the same at every sending
     * @param {number} deadline by the timers' clock
     * @param {number} place among all to peers and rooms, from 1; 0 for one to a session
     */
    constructor(id: number, message: Record<string, any>, deadline: number, place: number);
    /** @readonly */
    readonly id: number;
    /** @readonly */
    readonly message: Record<string, any>;
    /** @readonly */
    readonly deadline: number;
    /** @readonly */
    readonly place: number;
    /** The one before it that it has named last; 0 for none. */
    prev: number;
    /** @type {(answer: any) => void} */
    resolve: (answer: any) => void;
    /** @type {(error: ChappeError) => void} */
    reject: (error: ChappeError) => void;
    /** @type {Promise<any>} @readonly */
    readonly result: Promise<any>;
    /** The last answer was an error that no repetition mends. */
    get refused(): boolean;
    /** Whether to wait no longer: it was refused for good, and no other sending of it is under way. */
    get over(): boolean;
    /** How long to wait until the next repetition: 1, 2, 4 s, and so on. */
    nextPauseMs(): number;
    sent(): void;
    /** The line was lost, and with it all answers that were under way. */
    down(): void;
    /** @param {ChappeError} error */
    failed(error: ChappeError): void;
    /** What to tell where there is no acknowledgment. */
    get failure(): ChappeError;
    /** @param {() => void} cancel what ends the waiting for what comes next */
    waits(cancel: () => void): void;
    settled(): void;
    #private;
}
import { ChappeError } from './errors.js';
