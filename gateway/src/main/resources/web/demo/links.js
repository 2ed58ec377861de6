const ADDRESS = /\bhttps?:\/\/[^\s<>"]+/gi;
/** What ends a sentence rather than an address; a bracket only where none was opened before it. */
const AFTER = /[.,;:!?'…]$/;

/**
 * Makes the addresses in a text links. Nodes and never markup: the text is somebody else's.
 *
 * @param {string} text
 * @returns {(string | Node)[]}
 */
export function linked(text) {
  const parts = [];
  let end = 0;
  for (const { 0: found, index } of text.matchAll(ADDRESS)) {
    const address = trimmed(found);
    parts.push(text.slice(end, index), linkTo(address));
    end = index + address.length;
  }
  return [...parts, text.slice(end)];
}

/** @param {string} found */
function trimmed(found) {
  let address = found;
  while (AFTER.test(address) || (address.endsWith(')') && !address.includes('('))) address = address.slice(0, -1);
  return address;
}

/** @param {string} address */
function linkTo(address) {
  const link = document.createElement('a');
  link.href = address;
  link.textContent = address;
  link.target = '_blank';
  link.rel = 'noopener noreferrer';
  return link;
}
