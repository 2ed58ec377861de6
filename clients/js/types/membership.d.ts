/** How far a client has come into a room, through all its sessions. */
export class Membership {
    /** A join was answered, in this session or an earlier one: since then the room follows the sessions. */
    answered: boolean;
    /** The room was joined, in this session or an earlier one. */
    entered: boolean;
    /** In the lobby, while it waits there. @type {number | undefined} */
    position: number | undefined;
    /** Until its turn, as far as the server can tell; in a queue only. @type {number | undefined} */
    expectedMs: number | undefined;
    /** A join is under way, or is to be tried again. */
    get asking(): boolean;
    /** The session is a member, whether or not there is a socket. */
    get inside(): boolean;
    /** The session waits in the lobby, whether or not there is a socket. */
    get waits(): boolean;
    get over(): boolean;
    /** There is no socket. */
    get away(): boolean;
    ask(): void;
    /**
     * @param {number} position
     * @param {number} [expectedMs]
     * @returns {boolean} whether that is news
     */
    wait(position: number, expectedMs?: number): boolean;
    /** @returns {boolean} whether it was joined in an earlier session, and is only now in this one */
    enter(): boolean;
    goAway(): void;
    comeBack(): void;
    end(): void;
    #private;
}
