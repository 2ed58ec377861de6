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
  /** Grows with each change, and may skip. */
  version = 0;
  /** By session. @type {Map<string, Member>} */
  members = new Map();
  #tell;

  /** @param {<Name extends keyof RosterEvents>(name: Name, event: RosterEvents[Name]) => void} tell */
  constructor(tell) {
    this.#tell = tell;
  }

  /** @param {Record<string, any>} joined with the whole list */
  take({ version, members }) {
    this.version = version;
    this.members = new Map(members.map((/** @type {Member} */ member) => [member.session, member]));
  }

  /** @param {Record<string, any>} change as the server says it */
  apply(change) {
    if (change.version > this.version) this.version = change.version;
    switch (change.type) {
      case 'member-joined':
        return this.#arrived(change.member);
      case 'member-left':
        return this.#gone(change.member, change.reason);
      case 'member-updated':
        return this.#changed(change.member);
      case 'members-changed':
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
