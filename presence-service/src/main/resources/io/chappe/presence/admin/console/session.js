/** The API key, for as long as this tab is open. It is never part of an address, and never logged. */

const KEY = 'chappe.console.key';
const SERVER = 'chappe.console.server';
const TENANT = 'chappe.console.tenant';

/** @returns {string | null} */
export const key = () => sessionStorage.getItem(KEY);

/** @returns {boolean} whether the key sees nodes, all tenants and the audit of the server; what it may not is refused by the server */
export const seesServer = () => sessionStorage.getItem(SERVER) === 'true';

/** @returns {string} the tenant that was looked at last */
export const lastTenant = () => sessionStorage.getItem(TENANT) ?? '';

/** @param {string} tenant */
export const rememberTenant = (tenant) => sessionStorage.setItem(TENANT, tenant);

/**
 * @param {string} newKey
 * @param {boolean} server
 */
export function signIn(newKey, server) {
  sessionStorage.setItem(KEY, newKey);
  sessionStorage.setItem(SERVER, String(server));
}

export function signOut() {
  for (const name of [KEY, SERVER, TENANT]) sessionStorage.removeItem(name);
}
