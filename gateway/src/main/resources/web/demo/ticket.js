import { token } from './address.js';

/**
 * Who the token in the address says this is: to show it, and nothing else. Only the server can tell whether it is true.
 *
 * @returns {{name: string, verified: boolean}} `verified`: the others see this name, whatever is typed
 */
export function ticket() {
  const { sub, chappe } = claims();
  const name = chappe?.attributes?.name;
  if (typeof name === 'string' && name.trim()) return { name: name.trim(), verified: true };
  return { name: typeof sub === 'string' ? sub : '', verified: false };
}

/** @returns {any} what is in the token */
function claims() {
  try {
    const payload = token()?.split('.')[1] ?? '';
    const bytes = Uint8Array.from(atob(payload.replaceAll('-', '+').replaceAll('_', '/')), (letter) => letter.charCodeAt(0));
    return JSON.parse(new TextDecoder().decode(bytes)) ?? {};
  } catch {
    return {}; // there is none, or it is not one
  }
}
