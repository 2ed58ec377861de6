/**
 * Notices a line that has fallen silent: after one interval without a word it asks, after another one it is lost. The
 * second one counts from the question and not from the last word, so that a computer that wakes up gives its socket a
 * chance.
 */
export class Heartbeat {
    /**
     * @param {unknown} intervalMs as the server says
     * @param {() => void} ask
     * @param {() => void} silent
     */
    constructor(intervalMs: unknown, ask: () => void, silent: () => void);
    /** There was a word. */
    heard(): void;
    stop(): void;
    #private;
}
