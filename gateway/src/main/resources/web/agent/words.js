import { troubleWords } from '../embed/words.js';

/** @typedef {import('../embed/words.js').Words} Words */

/** @type {Record<string, Words>} */
const REASONS = {
  incomplete: { title: 'This link is not complete', text: 'It has to end in #queue=NAME&token=TOKEN, with a token that moderates that queue.' },
  not_agent: { title: 'You are no agent of this queue', text: 'Your token does not moderate it. Ask whoever gave you the link for another one.' },
  unauthorized: { title: 'Your link doesn’t let you in', text: 'It may be too old, or not made for this place. Ask whoever gave it to you for a new one.' },
  forbidden: { title: 'You may not be here', text: 'Your token does not name this queue, or it was taken back. Ask whoever gave you the link.' },
  revoked: { title: 'You may not stay', text: 'Your permission for this queue was taken back.' },
  session_lost: { title: 'You are in this queue elsewhere', text: 'This session goes on in another window.' },
  closed: { title: 'This queue is closed', text: 'Try again in a while.' },
};

/** @param {string} code why this agent is not at the queue */
export const reasonWords = (code) => REASONS[code] ?? troubleWords(code);

/** @type {Record<string, string>} */
const REFUSALS = {
  no_such_session: 'Another agent was faster, or the caller has hung up.',
  timeout: 'The server takes too long. Try again in a moment.',
  microphone_denied: 'Your microphone is blocked. Allow it with the icon in the address bar, then take again.',
  microphone_missing: 'No microphone found. Plug one in, then take again.',
  microphone_busy: 'Your microphone is in use. Close the other program that holds it, then take again.',
};

/** @param {string} code why nobody was taken */
export const refusalWords = (code) => REFUSALS[code] ?? 'That didn’t work. Try again in a moment.';

/** @type {Record<string, string>} */
const TRANSFER_REFUSALS = {
  no_such_session: 'The caller has hung up.',
  forbidden: 'The caller, or you, may not go to that queue.',
  room_full: 'That queue is full.',
  room_locked: 'That queue takes nobody now.',
  closed: 'That queue is closed.',
  timeout: 'The server takes too long. Try again in a moment.',
};

/** @param {string} code why a caller stays on the line */
export const transferRefusalWords = (code) => TRANSFER_REFUSALS[code] ?? refusalWords('');

/** @param {boolean} transfers whether there is somebody else whom the caller could talk to */
export const unheardWords = (transfers) =>
  `The caller can’t hear you any more: your microphone is gone. ${transfers ? 'Transfer the call, or hang up.' : 'Hang up, and mend that before the next call.'}`;

/** @type {Record<string, string>} */
const ENDS = {
  'hung-up': 'You have hung up',
  left: 'The caller has hung up',
  lost: 'The caller is gone: the connection was lost',
  moved: 'The caller was transferred',
  absent: 'The caller did not come, and waits again',
};

/** @param {string} how a call has ended */
export const endWords = (how) => ENDS[how] ?? 'The call has ended';
