/**
 * The steps that a browser takes with a connection, one after the other. It promises no end to any of them, and while one
 * hangs all that follow hang behind it: then only another connection helps.
 */
export class Steps {
    /** @param {(what: string) => void} stuck called when a step has not ended in time */
    constructor(stuck: (what: string) => void);
    /**
     * @template T
     * @param {string} what
     * @param {Promise<T>} step
     * @returns {Promise<T>} rejects as the step does, with `timeout` when it hangs, and with `closed` after {@link close}
     */
    take<T>(what: string, step: Promise<T>): Promise<T>;
    /** A closed connection ends none of its steps. */
    close(): void;
    #private;
}
