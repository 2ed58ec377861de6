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
 * @property {{member: Member, reason: string}} member-left with the reason `unlisted` it is only not in the list any more, and may still be in the room
 * @property {Member} member-updated
 * @property {{count: number}} count-changed there are so many members now, listed or not; told behind what it comes from
 */
/** A room's list of members, as the server has told it so far. Of a large room it lists a part, and says how many there are. */
export class Roster {
    /** @param {<Name extends keyof RosterEvents>(name: Name, event: RosterEvents[Name]) => void} tell */
    constructor(tell: <Name extends keyof RosterEvents>(name: Name, event: RosterEvents[Name]) => void);
    /** Grows with each change, and may skip. */
    version: number;
    /** By session. @type {Map<string, Member>} */
    members: Map<string, Member>;
    /** How many members there are, listed or not. */
    get count(): number;
    /** @param {Record<string, any>} joined with the whole list */
    take({ version, members, count }: Record<string, any>): void;
    clear(): void;
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
    /**
     * with the reason `unlisted` it is only not in the list any more, and may still be in the room
     */
    "member-left": {
        member: Member;
        reason: string;
    };
    "member-updated": Member;
    /**
     * there are so many members now, listed or not; told behind what it comes from
     */
    "count-changed": {
        count: number;
    };
};
