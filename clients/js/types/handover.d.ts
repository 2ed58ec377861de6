/**
 * From the new line's `hello` to the old one's end. The old one is read to its close, and only then does the new one
 * speak, so that nothing overtakes.
 */
export class Handover {
    /** @param {import('./line.js').Line} old */
    constructor(old: import("./line.js").Line);
    /**
     * The new line has its welcome.
     *
     * @param {boolean} resumed whether the session is on it: else the old line has nothing more to say
     * @param {() => void} then
     */
    finish(resumed: boolean, then: () => void): void;
    /** The old line has closed by itself. */
    oldClosed(): void;
    /** Ends it at once: what waits for it is told, and finds out that it comes too late. */
    cancel(): void;
    #private;
}
