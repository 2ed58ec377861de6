/*
 * What the page's address says:  /?tenant=demo&signal=wss://host:port#room
 * The room is in the fragment, which a browser keeps to itself: no server's log learns it.
 */
const parameters = new URLSearchParams(location.search);

/** @returns {string} */
export const tenant = () => parameters.get('tenant') || 'demo';

/** Where the socket is: on the page's own server unless told. */
export function signalUrl() {
  const url = new URL(parameters.get('signal') || 'v1/signal', document.baseURI);
  if (url.pathname === '/') url.pathname = '/v1/signal';
  return url.href;
}

/** @returns {string} the room that the link names, or nothing */
export function roomFromLink() {
  try {
    return decodeURIComponent(location.hash.slice(1)).trim();
  } catch {
    return ''; // not something that this page has made
  }
}

/**
 * Makes the page's address the link to a room.
 *
 * @param {string} room
 */
export function showRoom(room) {
  history.replaceState(null, '', `#${encodeURIComponent(room)}`);
}

/** @returns {string} the link to share */
export const link = () => location.href;

const FIRST = ['amber', 'brisk', 'calm', 'clear', 'early', 'gentle', 'lively', 'merry', 'quiet', 'silver', 'sunny', 'swift'];
const SECOND = ['beacon', 'harbour', 'hill', 'lantern', 'meadow', 'mill', 'orchard', 'signal', 'steeple', 'tower', 'valley', 'willow'];

/** A name that is easy to say and hard to guess. */
export function freshRoom() {
  const [a, b, c] = crypto.getRandomValues(new Uint32Array(3));
  return `${FIRST[a % FIRST.length]}-${SECOND[b % SECOND.length]}-${1000 + (c % 9000)}`;
}
