/*
 * What the page's address says:  /?tenant=demo&signal=wss://host:port&relay#room
 * The room is in the fragment, which a browser keeps to itself: no server's log learns it.
 */
const parameters = new URLSearchParams(location.search);

/** @returns {string} */
export const tenant = () => parameters.get('tenant') || 'demo';

/** Whether calls go by a TURN server only: to see that it does its work. */
export const relayOnly = () => parameters.has('relay');

/** Where the socket is: on the page's own server unless told. */
export function signalUrl() {
  const url = new URL(parameters.get('signal') || 'v1/signal', document.baseURI);
  if (url.pathname === '/') url.pathname = '/v1/signal';
  return url.href;
}

/** The origin that a page of that server would have. */
export const serverOrigin = () => new URL(signalUrl().replace(/^ws/, 'http')).origin;

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
  // What is sent in a message gets its end cut off at a mark that may belong to the sentence.
  const name = encodeURIComponent(room).replace(/[!'()*]|[.~_-]$/g, (mark) => `%${mark.charCodeAt(0).toString(16)}`);
  history.replaceState(null, '', `#${name}`);
}

/** Makes the page's address that of no room. */
export function showNoRoom() {
  history.replaceState(null, '', location.pathname + location.search);
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
