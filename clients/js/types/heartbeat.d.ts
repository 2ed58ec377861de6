/**
 * Notices a line that does not carry any more: after one interval without an answer it asks. If there is no word for
 * another one the line is lost; if there are words but, for two more, no answer, it carries one way only and is lost too.
 * That one gets more time because an answer may wait behind much else on a slow line. All count from the question, so
 * that a computer that wakes up gives its socket a chance.
 */
export class Heartbeat {
    /**
     * @param {unknown} intervalMs as the server says
     * @param {() => void} ask
     * @param {() => void} lost
     * @param {import('./timers.js').Timers} [timers]
     */
    constructor(intervalMs: unknown, ask: () => void, lost: () => void, timers?: import("./timers.js").Timers);
    /**
     * There was a word.
     *
     * @param {boolean} isAnswer whether it shows that the server hears this client
     */
    heard(isAnswer: boolean): void;
    stop(): void;
    #private;
}
