/** Builds elements. Texts are only ever texts: names come from users, and no markup is made of them. */

/** @typedef {Node | string | number | null | undefined | false} Part */

/**
 * @param {string} tag as in `p` or `p.faint`
 * @param {Record<string, any> | null} [attributes] those that begin with `on` are handlers; null, undefined and false leave one out
 * @param {...(Part | any[])} parts
 * @returns {any} the element
 */
export function h(tag, attributes, ...parts) {
  const [name, ...classes] = tag.split('.');
  const element = document.createElement(name);
  if (classes.length > 0) element.className = classes.join(' ');
  for (const [key, value] of Object.entries(attributes ?? {})) set(element, key, value);
  element.append(...nodes(parts));
  return element;
}

/**
 * @param {string} tag of a drawing
 * @param {Record<string, string | number>} attributes
 * @param {any[]} [parts]
 * @returns {any} the element
 */
export function svg(tag, attributes, parts = []) {
  const element = document.createElementNS('http://www.w3.org/2000/svg', tag);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
  element.append(...parts);
  return element;
}

/**
 * @param {any} element
 * @param {string} key
 * @param {any} value
 */
function set(element, key, value) {
  if (value === null || value === undefined || value === false) return;
  if (key.startsWith('on')) element[key] = value;
  else if (key === 'share') element.style.setProperty('--share', String(value)); // a style attribute is against the policy
  else element.setAttribute(key, value === true ? '' : String(value));
}

/**
 * @param {(Part | any[])[]} parts
 * @returns {(Node | string)[]}
 */
function nodes(parts) {
  return parts
    .flat(2)
    .filter((part) => part !== null && part !== undefined && part !== false)
    .map((part) => (part instanceof Node ? part : String(part)));
}

const HANDLERS = ['onclick', 'onsubmit', 'onchange', 'oninput'];

/**
 * Makes what is in an element like something new, and keeps each element that can stay: whoever has the focus there, or has scrolled,
 * notices nothing.
 *
 * @param {Element} place
 * @param {...(Part | any[])} parts
 */
export function renew(place, ...parts) {
  const fresh = document.createElement('div');
  fresh.append(...nodes(parts));
  level(place, fresh);
}

/**
 * @param {Element} place
 * @param {Element} fresh
 */
function level(place, fresh) {
  const wanted = [...fresh.childNodes];
  wanted.forEach((next, i) => {
    const now = partner(place, next, i);
    if (now === undefined) place.insertBefore(next, place.childNodes[i] ?? null);
    else {
      if (place.childNodes[i] !== now) place.insertBefore(now, place.childNodes[i]);
      adopt(now, next);
    }
  });
  while (place.childNodes.length > wanted.length) place.lastChild?.remove();
}

/**
 * @param {Element} place
 * @param {any} next
 * @param {number} index
 * @returns {any} what is there of the same kind, and about the same if it has a key
 */
function partner(place, next, index) {
  const key = next.dataset?.key;
  const rest = /** @type {any[]} */ ([...place.childNodes].slice(index));
  if (key !== undefined) return rest.find((node) => node.dataset?.key === key && node.nodeName === next.nodeName);
  const [now] = rest;
  return now && now.nodeName === next.nodeName && now.dataset?.key === undefined ? now : undefined;
}

/**
 * @param {any} now
 * @param {any} next
 */
function adopt(now, next) {
  if (!(now instanceof Element)) {
    if (now.nodeValue !== next.nodeValue) now.nodeValue = next.nodeValue;
    return;
  }
  for (const { name } of [...now.attributes]) if (!next.hasAttribute(name)) now.removeAttribute(name);
  for (const { name, value } of next.attributes) if (now.getAttribute(name) !== value && name !== 'style') now.setAttribute(name, value);
  /** @type {any} */ (now).style.cssText = next.style.cssText;
  for (const handler of HANDLERS) /** @type {any} */ (now)[handler] = next[handler];
  level(now, next);
}

/**
 * For a screen reader: what happens without being asked for. The same words again are not said again.
 *
 * @param {string} text
 */
export function announce(text) {
  const announcer = document.getElementById('announcer');
  if (announcer && announcer.textContent !== text) announcer.textContent = text;
}
