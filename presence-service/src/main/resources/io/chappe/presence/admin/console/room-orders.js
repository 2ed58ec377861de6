import { ask, path } from './api.js';
import { confirm } from './dialog.js';
import { counted } from './words.js';

/** What is done to a room and those in it; each asks before. */

/** @typedef {import('./room.js').Where} Where */

/** @type {[string, string][]} */
const BANS = [
  ['600', '10 minutes'],
  ['60', '1 minute'],
  ['3600', '1 hour'],
  ['86400', '24 hours'],
];

/** @param {Where} where */
const address = ({ tenant, name }) => `/tenants${path(tenant)}/rooms${path(name)}`;

/**
 * @param {Where} where
 * @param {any} member
 */
const seat = (where, { session }) => `${address(where)}/members${path(session)}`;

/**
 * @param {Where} where
 * @param {Parameters<typeof confirm>[0]} question
 */
const order = (where, question) => void confirm(question).then((done) => done && where.again());

/**
 * @param {Where} where
 * @param {any} member
 */
export const kick = (where, member) => out(where, member, `Take ${member.peer} out?`, 'All sessions of this peer leave the room.', 'Kick', `${member.peer} was taken out.`);

/**
 * @param {Where} where
 * @param {any} member
 */
export const deny = (where, member) => out(where, member, `Turn ${member.peer} away?`, 'This peer waits no longer.', 'Deny', `${member.peer} was turned away.`);

/**
 * @param {Where} where
 * @param {any} member
 * @param {string} title
 * @param {string} text
 * @param {string} go
 * @param {string} done
 */
const out = (where, member, title, text, go, done) =>
  order(where, {
    title,
    text,
    go,
    danger: true,
    fields: [{ name: 'banSeconds', label: 'Can’t come back for', options: BANS }],
    done,
    act: ({ banSeconds }) => ask('DELETE', seat(where, member), { query: { banSeconds } }),
  });

/**
 * @param {Where} where
 * @param {{peer: string}} ban
 */
export const unban = (where, { peer }) =>
  order(where, { title: `Let ${peer} come back?`, text: 'This peer may join the room again, as its token allows.', go: 'Lift the ban', done: `${peer} may come back.`, act: () => ask('DELETE', `${address(where)}/bans${path(peer)}`) });

/**
 * @param {Where} where
 * @param {any} member
 */
export const admit = (where, member) =>
  order(where, { title: `Let ${member.peer} in?`, text: 'This peer waits in the lobby.', go: 'Admit', done: `${member.peer} is in.`, act: () => ask('POST', `${seat(where, member)}/admit`) });

/**
 * @param {Where} where
 * @param {any} member
 */
export const move = (where, member) =>
  order(where, {
    title: `Move ${member.peer}?`,
    text: 'Its gateway lets it into the other room, as its token allows, and then out of this one.',
    go: 'Move',
    fields: [{ name: 'to', label: 'To the room', maxlength: 128 }],
    done: `${member.peer} is on the way.`,
    act: ({ to }) => ask('POST', `${seat(where, member)}/move`, { body: { to: to.trim() } }),
  });

/**
 * @param {Where} where
 * @param {boolean} locked
 */
export const lock = (where, locked) =>
  order(where, {
    title: locked ? `Lock ${where.name}?` : `Unlock ${where.name}?`,
    text: locked ? 'Nobody comes in but moderators, nor into the lobby. Who is in stays.' : 'Whoever may join it comes in again.',
    go: locked ? 'Lock' : 'Unlock',
    done: locked ? 'The room is locked.' : 'The room is open.',
    act: () => ask('PATCH', address(where), { body: { locked } }),
  });

/**
 * @param {Where} where
 * @param {any} found
 */
export const close = (where, found) =>
  order(where, {
    title: `Close ${where.name}?`,
    text: `Everybody is taken out (${counted(found.members + found.waiting + found.hidden, 'session')}), and their sockets stay. Whoever joins after that begins the room anew.`,
    go: 'Close room',
    danger: true,
    done: 'The room is closed.',
    act: () => ask('DELETE', address(where)),
  });
