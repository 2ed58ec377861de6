/**
 * @typedef {object} Member a session in a room
 * @property {string} session
 * @property {string} peer the identity behind it; one peer may be there with several sessions
 * @property {Record<string, any>} meta what it says about itself
 * @property {string} state `online` or `reconnecting`
 * @property {true} [moderator] it moderates this room, as its token said when it joined
 * @property {Record<string, any>} [attributes] what its token says about it: unlike `meta` it cannot be made up
 */
/**
 * @typedef {object} RosterEvents what changes of the list are told as
 * @property {Member} member-joined
 * @property {{member: Member, reason: string}} member-left
 * @property {Member} member-updated
 */
/** A room's list of members, as the server has told it so far. */
export class Roster {
    /** @param {<Name extends keyof RosterEvents>(name: Name, event: RosterEvents[Name]) => void} tell */
    constructor(tell: <Name extends keyof RosterEvents>(name: Name, event: RosterEvents[Name]) => void);
    /** Grows with each change, and may skip. */
    version: number;
    /** By session. @type {Map<string, Member>} */
    members: Map<string, Member>;
    /** @param {Record<string, any>} joined with the whole list */
    take({ version, members }: Record<string, any>): void;
    /** @param {Record<string, any>} change as the server says it */
    apply(change: Record<string, any>): void;
    #private;
}
/**
 * a session in a room
 */
export type Member = {
    session: string;
    /**
     * the identity behind it; one peer may be there with several sessions
     */
    peer: string;
    /**
     * what it says about itself
     */
    meta: Record<string, any>;
    /**
     * `online` or `reconnecting`
     */
    state: string;
    /**
     * it moderates this room, as its token said when it joined
     */
    moderator?: true | undefined;
    /**
     * what its token says about it: unlike `meta` it cannot be made up
     */
    attributes?: Record<string, any> | undefined;
};
/**
 * what changes of the list are told as
 */
export type RosterEvents = {
    "member-joined": Member;
    "member-left": {
        member: Member;
        reason: string;
    };
    "member-updated": Member;
};
