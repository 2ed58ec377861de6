/*
 * What the page's address says:  /?tenant=demo&signal=wss://host:port&relay#room&token=eyJ...
 * The room and the token are in the fragment, which a browser keeps to itself: no server's log learns them.
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

const TOKEN = 'token=';

const fragment = () => location.hash.slice(1).split('&');

/** @returns {string | undefined} for tenants that want to know who comes */
export const token = () => fragment().find((part) => part.startsWith(TOKEN))?.slice(TOKEN.length) || undefined;

/** @returns {string} the room that the link names, or nothing */
export function roomFromLink() {
  try {
    const room = fragment().filter((part) => !part.startsWith(TOKEN));
    return decodeURIComponent(room.join('&')).trim();
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
  show(name);
}

/** Makes the page's address that of no room. */
export function showNoRoom() {
  show('');
}

/** @param {string} name of a room, as it is in the address; the token stays there, for the page may be loaded anew */
function show(name) {
  const parts = [name, token() && TOKEN + token()].filter(Boolean);
  history.replaceState(null, '', location.pathname + location.search + (parts.length > 0 ? `#${parts.join('&')}` : ''));
}

/** @returns {string} the link to share: without the token, which is one person's own */
export const link = () => location.href.replace(/&?token=[^&#]*$/, '');

const FIRST = ['amber', 'brisk', 'calm', 'clear', 'early', 'gentle', 'lively', 'merry', 'quiet', 'silver', 'sunny', 'swift'];
const SECOND = ['beacon', 'harbour', 'hill', 'lantern', 'meadow', 'mill', 'orchard', 'signal', 'steeple', 'tower', 'valley', 'willow'];

/** A name that is easy to say and hard to guess. */
export function freshRoom() {
  const [a, b, c] = crypto.getRandomValues(new Uint32Array(3));
  return `${FIRST[a % FIRST.length]}-${SECOND[b % SECOND.length]}-${1000 + (c % 9000)}`;
}
