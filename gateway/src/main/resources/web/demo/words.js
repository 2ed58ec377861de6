/** What went wrong, for the person in front of the screen: what it is, and what to do. */

/** @typedef {{title: string, text: string}} Words */

/** @type {Record<string, Words>} */
const DEVICES = {
  insecure: {
    title: 'No camera or microphone on this address',
    text: 'Browsers give them to secure pages only: open this page with https. You can still join to watch and chat.',
  },
  denied: {
    title: 'Camera and microphone are blocked',
    text: 'Allow them for this page with the icon in the address bar, then check again. You can also join without.',
  },
  'denied-camera': {
    title: 'The camera is blocked',
    text: 'Allow it for this page with the icon in the address bar, then check again. The others will hear you without it.',
  },
  'denied-microphone': {
    title: 'The microphone is blocked',
    text: 'Allow it for this page with the icon in the address bar, then check again. The others will see you without it.',
  },
  missing: {
    title: 'No camera or microphone found',
    text: 'Plug one in and check again. You can also join without, to watch and chat.',
  },
  'missing-camera': { title: 'No camera found', text: 'The others will hear you but not see you. Plug one in and check again, or join as you are.' },
  'missing-microphone': { title: 'No microphone found', text: 'The others will see you but not hear you. Plug one in and check again, or join as you are.' },
  busy: { title: 'Camera or microphone is in use', text: 'Another program holds it. Close that program, then check again. You can also join without.' },
};

/**
 * In the place of the picture.
 *
 * @param {string} problem from the device check
 */
export function noPictureWords(problem) {
  if (problem === 'denied' || problem === 'denied-camera') return 'Your camera is blocked';
  return problem === 'missing' || problem === 'missing-camera' ? 'No camera found' : 'Your camera is off';
}

/**
 * In the place of a list of devices.
 *
 * @param {string} problem from the device check
 * @param {'camera' | 'microphone'} device
 */
export const noDeviceWords = (problem, device) => (problem === 'denied' || problem === `denied-${device}` ? 'Blocked' : 'None found');

/** @param {string} problem from the device check */
export const deviceWords = (problem) => DEVICES[problem] ?? DEVICES.busy;

/** @type {Record<string, Words>} */
const ERRORS = {
  unavailable: {
    title: 'The server can’t be reached',
    text: 'Check your network connection and try again. If others are affected too, the server may be down for a moment.',
  },
  timeout: { title: 'The server takes too long', text: 'It may be busy. Try again in a moment.' },
  queue_full: { title: 'The server is very busy', text: 'Try again in a moment.' },
  room_full: { title: 'This room is full', text: 'Wait until somebody leaves, or pick another room.' },
  room_locked: { title: 'This room is locked', text: 'Ask somebody inside to open it, or pick another room.' },
  unauthorized: { title: 'You’re not allowed in here', text: 'This service wants to know who you are. Open the page with a link from whoever runs it.' },
  forbidden: { title: 'You’re not allowed in here', text: 'You have no permission for this room. Ask whoever invited you, or pick another room.' },
  rate_limited: { title: 'Too many tries', text: 'Wait a minute, then try again.' },
  session_lost: { title: 'You are in this call elsewhere', text: 'This session goes on in another window or on another device.' },
  bad_request: { title: 'That didn’t work', text: 'The server didn’t understand this page. Reload it; if that doesn’t help, pick a simpler room name.' },
  closed: { title: 'The call was ended', text: 'The server has closed the call.' },
  kicked: { title: 'You were removed from the call', text: 'Somebody with the right to do so has removed you from this room.' },
  no_calls: { title: 'This browser can’t make calls', text: 'It has no WebRTC, or it is switched off. Use a current version of Firefox, Chrome, Edge or Safari.' },
};

/**
 * @param {string} code of a ChappeError, or a reason for which a room was left
 * @returns {Words}
 */
export const errorWords = (code) => ERRORS[code] ?? { title: 'Something went wrong', text: `Try again in a moment. (${code})` };
