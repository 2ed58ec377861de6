/** Where the service is, in the order in which its addresses are tried. */
export class Addresses {
    /** @param {string[]} configured at least one */
    constructor(configured: string[]);
    /** How many there are. */
    get count(): number;
    /** The one whose turn it is. */
    next(): string;
    /** @param {unknown} told by the server, for when the gateway of now is lost */
    learn(told: unknown): void;
    /** @param {unknown} told by the server: it wants this client there first */
    prefer(told: unknown): void;
    #private;
}
