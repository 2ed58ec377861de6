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
    /**
     * The server wants this client elsewhere: at one of these first, at the address that it is at now last.
     *
     * @param {unknown} told in an order that all clients are told; each takes its own, so that they do not all end up at one
     */
    leave(told: unknown): void;
    #private;
}
