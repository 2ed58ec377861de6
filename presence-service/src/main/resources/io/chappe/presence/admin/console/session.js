import { forget } from './rates.js';

/** The API key, for as long as this tab is open. It is never part of an address, and never logged. */

const KEY = 'chappe.console.key';
const RIGHTS = 'chappe.console.rights';
const TENANT = 'chappe.console.tenant';

/** @returns {string | null} */
export const key = () => sessionStorage.getItem(KEY);

/**
 * @typedef {{name: string, scopes: string[], tenant?: string}} Rights of a key, as the server tells them; it refuses what goes beyond them
 */

/** @returns {Rights} */
const rights = () => JSON.parse(sessionStorage.getItem(RIGHTS) ?? '{"name":"","scopes":[]}');

/** @returns {boolean} whether the key sees nodes, all tenants and the audit of the server */
export const seesServer = () => may('operate') && rights().tenant === undefined;

/** @param {'read' | 'write' | 'operate'} scope */
export const may = (scope) => rights().scopes.includes(scope);

/** @returns {string | undefined} the one tenant that the key is for */
export const ownTenant = () => rights().tenant;

/** @returns {string} the name of the key, under which its changes are noted */
export const keyName = () => rights().name;

/** @returns {string} the tenant that was looked at last */
export const lastTenant = () => sessionStorage.getItem(TENANT) ?? '';

/** @param {string} tenant */
export const rememberTenant = (tenant) => sessionStorage.setItem(TENANT, tenant);

/**
 * @param {string} newKey
 * @param {Rights} itsRights
 */
export function signIn(newKey, itsRights) {
  sessionStorage.setItem(KEY, newKey);
  sessionStorage.setItem(RIGHTS, JSON.stringify(itsRights));
}

export function signOut() {
  forget();
  for (const name of [KEY, RIGHTS, TENANT]) sessionStorage.removeItem(name);
}
