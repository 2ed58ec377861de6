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
  /** Grows with each change, and may skip. */
  version = 0;
  /** By session. @type {Map<string, Member>} */
  members = new Map();
  /** Of all members; where all are listed the server does not say it. @type {number | undefined} */
  #total;
  #tell;

  /** @param {<Name extends keyof RosterEvents>(name: Name, event: RosterEvents[Name]) => void} tell */
  constructor(tell) {
    this.#tell = tell;
  }

  /** How many members there are, listed or not. */
  get count() {
    return this.#total ?? this.members.size;
  }

  /** @param {Record<string, any>} joined with the whole list */
  take({ version, members, count }) {
    this.version = version;
    this.#total = count;
    this.members = new Map(members.map((/** @type {Member} */ member) => [member.session, member]));
  }

  clear() {
    this.#total = undefined;
    this.members.clear();
  }

  /** @param {Record<string, any>} change as the server says it */
  apply(change) {
    const before = this.count;
    if (change.version > this.version) this.version = change.version;
    this.#list(change);
    if (this.count !== before) this.#tell('count-changed', { count: this.count });
  }

  /** @param {Record<string, any>} change */
  #list(change) {
    switch (change.type) {
      case 'member-joined':
        return this.#arrived(change.member);
      case 'member-left':
        return this.#gone(change.member, change.reason);
      case 'member-updated':
        return this.#changed(change.member);
      case 'members-changed':
        this.#total = change.count;
        for (const member of change.left ?? []) this.#gone(member, member.reason ?? change.reason);
        for (const member of change.joined ?? []) this.#arrived(member);
        for (const member of change.updated ?? []) this.#changed(member);
    }
  }

  /** @param {Member} member */
  #arrived(member) {
    const known = this.members.has(member.session);
    this.members.set(member.session, member);
    this.#tell(known ? 'member-updated' : 'member-joined', member);
  }

  /** @param {Member} member */
  #changed(member) {
    if (this.members.has(member.session)) this.#arrived(member);
  }

  /**
   * @param {Member} member
   * @param {string} [reason]
   */
  #gone(member, reason = 'left') {
    const known = this.members.get(member.session);
    if (!known) return;
    this.members.delete(member.session);
    this.#tell('member-left', { member: known, reason });
  }
}
