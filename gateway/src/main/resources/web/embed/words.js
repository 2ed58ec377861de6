/** @typedef {{title: string, text: string}} Words */

/** @type {Record<string, Words>} */
const TROUBLE = {
  microphone_denied: {
    title: 'Your microphone is blocked',
    text: 'Allow it for this page with the icon in the address bar of your browser, then try again.',
  },
  microphone_missing: { title: 'No microphone found', text: 'Plug one in, then try again.' },
  microphone_busy: { title: 'Your microphone is in use', text: 'Close the other program that holds it, then try again.' },
  microphone_lost: { title: 'Your microphone is gone', text: 'It was unplugged, or is not allowed any more. Mend that, then call again.' },
  microphone_insecure: { title: 'No microphone on this address', text: 'Browsers give it to secure pages only: open this page with https.' },
  no_calls: { title: 'This browser can’t make calls', text: 'Use a current version of Firefox, Chrome, Edge or Safari.' },
  closed: { title: 'Nobody is there now', text: 'We take no calls at the moment. Please try again later.' },
  room_locked: { title: 'We take no more calls now', text: 'Please try again later.' },
  room_full: { title: 'Too many people are waiting', text: 'Please try again in a few minutes.' },
  denied: { title: 'We can’t take your call', text: 'Please try again later.' },
  kicked: { title: 'We can’t take your call', text: 'Please try again later.' },
  forbidden: { title: 'We can’t take your call', text: 'Please try again later.' },
  unauthorized: { title: 'We can’t take your call', text: 'This site is not set up for calls yet, or you are not signed in.' },
  session_lost: { title: 'The connection was lost', text: 'It took too long to come back. Please call again.' },
};

/** @type {Words} */
const UNAVAILABLE = { title: 'We can’t be reached', text: 'Check your network connection, then try again in a moment.' };

/** @param {string} code */
export const troubleWords = (code) => TROUBLE[code] ?? UNAVAILABLE;

/**
 * What is said of a state, in words alone: for those who see and those who hear.
 *
 * @param {import('./visit.js').State} state
 * @returns {Words}
 */
export function wordsOf(state) {
  const words = WORDS[state.name](state);
  if (state.online || state.name === 'trouble') return words;
  return { ...words, text: state.name === 'waiting' ? OFFLINE_WAIT : OFFLINE };
}

const OFFLINE = 'Your connection is interrupted. Reconnecting…';
const OFFLINE_WAIT = 'Your connection is interrupted. Reconnecting… You keep your place.';

/** @type {Record<string, (state: import('./visit.js').State) => Words>} */
const WORDS = {
  ready: () => ({ title: '', text: '' }),
  asking: () => ({ title: 'May we hear you?', text: 'Your browser asks whether this page may use your microphone. Please allow it.' }),
  connecting: ({ again }) => ({ title: 'One moment…', text: again ? AGAIN[again] : 'You are being put through.' }),
  waiting: ({ position, expectedMs, again }) => ({
    title: position === 1 ? 'You are next' : `You are number ${position} in line`,
    text: [again && AGAIN[again], waitWords(expectedMs)].filter(Boolean).join(' '),
  }),
  talking: ({ call }) => talkWords(/** @type {any} */ (call)),
  ended: ({ lastedMs }) => ({ title: 'The call has ended', text: lastedMs === undefined ? '' : `It took ${clock(lastedMs)}.` }),
  trouble: ({ code }) => troubleWords(String(code)),
};

const AGAIN = {
  lost: 'The connection to our agent was lost. You are back in line.',
  moved: 'You are being transferred.',
};

/** @param {number | undefined} expectedMs */
function waitWords(expectedMs) {
  if (expectedMs === undefined) return 'We are with you as soon as we can.';
  const minutes = Math.ceil(expectedMs / 60_000);
  return minutes <= 1 ? 'It takes about a minute.' : `It takes about ${minutes} minutes.`;
}

/** @param {import('./audio-call.js').AudioCall} call */
function talkWords(call) {
  const name = nameOf(call.other);
  if (call.since !== undefined) return { title: name ? `You are talking to ${name}` : 'You are connected', text: soundWords(call) };
  const takes = name ? `${name} takes your call.` : 'Somebody takes your call.';
  return { title: 'Connecting you…', text: call.failing ? soundWords(call) : takes };
}

/**
 * What is wrong with what they hear of each other, if anything is.
 *
 * @param {import('./audio-call.js').AudioCall} call
 */
export function soundWords({ connected, failing, since }) {
  if (connected) return '';
  if (failing) return 'The sound does not get through the network. Trying again…';
  return since === undefined ? 'Connecting…' : 'The sound is interrupted. Reconnecting…';
}

/**
 * A name that a token says; one that somebody gives itself is not worth showing here.
 *
 * @param {import('../client/room.js').Member | undefined} member
 * @returns {string | undefined}
 */
export function nameOf(member) {
  const name = member?.attributes?.name;
  return typeof name === 'string' && name.trim() ? name.trim().slice(0, 60) : undefined;
}

/** @param {number} ms */
export function clock(ms) {
  const seconds = Math.max(0, Math.floor(ms / 1_000));
  const [hours, minutes] = [Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60];
  const two = (/** @type {number} */ number) => String(number).padStart(2, '0');
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}
