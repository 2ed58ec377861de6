import { ChappeError } from './errors.js';

/**
 * @param {string} text from the server
 * @returns {Record<string, any> | undefined} nothing for what is not a message: a later server may say what we do not know
 */
export function parse(text) {
  try {
    const message = JSON.parse(text);
    return typeof message?.type === 'string' ? message : undefined;
  } catch {
    return undefined;
  }
}

/**
 * @param {Record<string, any> | undefined} message
 * @returns {boolean} whether it is about something that this client has sent; a signal's `id` is its sender's
 */
export function isAnswer(message) {
  return message?.type === 'pong' || (message?.id !== undefined && message.type !== 'signal');
}

/**
 * What is sent twice is sent the same, whatever the application does with its own meanwhile.
 *
 * @param {unknown} data
 * @returns {any}
 */
export function copyOf(data) {
  try {
    return JSON.parse(JSON.stringify(data));
  } catch (error) {
    throw new ChappeError('bad_request', `the data of a signal must be JSON: ${/** @type {Error} */ (error).message}`);
  }
}
