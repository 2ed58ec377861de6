/*
 * What the page's address says:  /agent/?signal=wss://host:port#queue=support&token=eyJ...
 * Queue and token are in the fragment, which a browser keeps to itself: no server's log learns them.
 */
const fragment = () => new URLSearchParams(location.hash.slice(1));

/** @returns {string} nothing where the link is not complete */
export const queue = () => fragment().get('queue') ?? '';

/** @returns {string[]} queues to which callers may be transferred: `&transfer=sales&transfer=billing` */
export const transfers = () => fragment().getAll('transfer').filter((name) => name !== queue());

/** @returns {string} as the address has it now: who opens a newer link in this window goes on with that */
export const token = () => fragment().get('token') ?? '';

/** Where the socket is: on the page's own server unless told. */
export function signalUrl() {
  const url = new URL(new URLSearchParams(location.search).get('signal') || '../v1/signal', document.baseURI);
  if (url.pathname === '/') url.pathname = '/v1/signal';
  return url.href;
}
