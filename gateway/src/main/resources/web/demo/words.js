/** What went wrong, for the person in front of the screen: what it is, and what to do. */

/** @typedef {{title: string, text: string}} Words */

/** @typedef {'microphone' | 'camera'} Device */

/** @type {Record<string, string>} */
const PICTURES = {
  denied: 'Your camera is blocked',
  missing: 'No camera found',
  busy: 'Your camera is in use',
  insecure: 'No camera on this address',
};

/** @type {Record<string, (device: string) => string>} */
const TITLES = {
  denied: (device) => `The ${device} is blocked`,
  missing: (device) => `No ${device} found`,
  busy: (device) => `The ${device} is in use`,
};

/** @type {Record<string, string>} */
const REMEDIES = {
  denied: 'Allow it for this page with the icon in the address bar, then check again.',
  missing: 'Plug one in and check again.',
  busy: 'Close the other program that holds it, then check again.',
};

/** @type {Record<string, Words>} */
const BOTH = {
  insecure: {
    title: 'No camera or microphone on this address',
    text: 'Browsers give them to secure pages only: open this page with https. You can still join to watch and chat.',
  },
  denied: {
    title: 'Camera and microphone are blocked',
    text: 'Allow them for this page with the icon in the address bar, then check again. You can also join without.',
  },
  missing: {
    title: 'No camera or microphone found',
    text: 'Plug one in and check again. You can also join without, to watch and chat.',
  },
  busy: { title: 'Camera and microphone are in use', text: 'Close the other program that holds them, then check again. You can also join without.' },
};

/**
 * In the place of the picture.
 *
 * @param {string} problem of the camera
 */
export const noPictureWords = (problem) => PICTURES[problem] ?? 'Your camera is off';

/**
 * In the place of a list of devices.
 *
 * @param {string} problem of the device
 */
export const noDeviceWords = (problem) => (problem === 'denied' ? 'Blocked' : 'None found');

/**
 * @param {Record<Device, string>} problems from the device check
 * @returns {Words | undefined} nothing where there is no problem
 */
export function deviceWords({ microphone, camera }) {
  if (microphone === camera) return BOTH[camera];
  if (microphone && camera) {
    const text = `${TITLES[microphone]('microphone')}. You can join as you are, to watch and chat, or mend that and check again.`;
    return { title: TITLES[camera]('camera'), text };
  }
  const device = camera ? 'camera' : 'microphone';
  const problem = camera || microphone;
  const without = camera ? 'The others will hear you but not see you.' : 'The others will see you but not hear you.';
  return { title: TITLES[problem](device), text: `${without} ${REMEDIES[problem]} Or join as you are.` };
}

/** @param {Device} device that was taken away in the middle of a call */
export const lostWords = (device) =>
  `Your ${device} is gone: unplugged, or not allowed any more. “${device === 'camera' ? 'Camera on' : 'Mic on'}” tries again.`;

/** @type {Record<string, Words>} */
const ERRORS = {
  unavailable: {
    title: 'The server can’t be reached',
    text: 'Check your network connection and try again. If others are affected too, the server may be down for a moment.',
  },
  timeout: { title: 'The server takes too long', text: 'It may be busy. Try again in a moment.' },
  queue_full: { title: 'The server is very busy', text: 'Try again in a moment.' },
  room_full: { title: 'This room is full', text: 'Wait until somebody leaves, or pick another room.' },
  room_locked: { title: 'This room is locked', text: 'Nobody else can join. Ask somebody inside to unlock it, or pick another room.' },
  unauthorized: { title: 'You’re not allowed in here', text: 'This service wants to know who you are. Open the page with a link from whoever runs it.' },
  bad_token: { title: 'Your link doesn’t let you in', text: 'It may be too old, or not made for this place. Ask whoever gave it to you for a new one.' },
  forbidden: {
    title: 'You’re not allowed in here',
    text: 'You have no permission for this room, or were removed from it a short while ago. Ask whoever invited you, or pick another room.',
  },
  revoked: { title: 'You may not stay', text: 'Your permission for this room was taken back. Ask whoever invited you.' },
  denied: { title: 'You were not let in', text: 'Somebody inside has said no. You can ask again in a minute, or pick another room.' },
  lost: { title: 'You are not in the room any more', text: 'That happened while you were not connected. You can join again.' },
  rate_limited: { title: 'Too many tries', text: 'Wait a minute, then try again.' },
  session_lost: { title: 'You are in this call elsewhere', text: 'This session goes on in another window or on another device.' },
  bad_request: { title: 'That didn’t work', text: 'The server didn’t understand this page. Reload it; if that doesn’t help, pick a simpler room name.' },
  closed: { title: 'This room isn’t open yet', text: 'Somebody who may open it has to come first. Try again in a while.' },
  ended: { title: 'The call was ended', text: 'The server has closed the call.' },
  kicked: { title: 'You were removed from the room', text: 'A moderator has removed you. You can’t come back for a while.' },
  no_calls: { title: 'This browser can’t make calls', text: 'It has no WebRTC, or it is switched off. Use a current version of Firefox, Chrome, Edge or Safari.' },
};

/**
 * What kept this page from the server, before there was any talk of rooms.
 *
 * @param {string} code of a ChappeError
 * @param {{server: string, origin: string, tenant: string, token?: string}} where the page wanted to go to, and where it is from
 * @returns {Words}
 */
export function connectWords(code, { server, origin, tenant, token }) {
  switch (code) {
    case 'forbidden':
      return { title: 'This page may not use the server', text: `The server lets no pages of ${origin} in. Whoever runs it can add this address to the tenant’s “origins”.` };
    case 'unauthorized':
      if (token) return ERRORS.bad_token;
      return {
        title: 'You’re not allowed in here',
        text: `There is no service “${tenant}” that lets guests from ${origin} in. Check the link, or ask whoever gave it to you.`,
      };
    case 'no_server':
      return { title: 'There is no call server there', text: `Nothing at ${server} takes calls. Check the link, or ask whoever gave it to you.` };
    case 'unavailable':
      // A browser does not tell the one from the other.
      return server === origin
        ? ERRORS.unavailable
        : { title: ERRORS.unavailable.title, text: `Try again in a moment. If the server is new to this browser, its certificate may not be trusted yet: open ${server} once.` };
    default:
      return errorWords(code);
  }
}

/**
 * @param {string} code of a ChappeError, or a reason for which a room was left
 * @returns {Words}
 */
export const errorWords = (code) => ERRORS[code] ?? { title: 'Something went wrong', text: `Try again in a moment. (${code})` };

/** @param {number} position in the lobby of a room */
export const waitWords = (position) =>
  position > 1 ? `Somebody inside has to let you in. You are number ${position} of those who wait.` : 'Somebody inside has to let you in. You are next.';

/** @type {Record<string, string>} */
const REFUSALS = {
  no_such_session: 'They have gone already.',
  room_full: 'There is no room for more people.',
  forbidden: 'You may not do that here.',
  not_in_room: 'You are not in the room now. Try again in a moment.',
};

/** @param {string} code why something that a moderator wanted was not done */
export const refusalWords = (code) => REFUSALS[code] ?? 'That didn’t work. Try again in a moment.';
