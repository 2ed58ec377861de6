/**
 * @param {string} text from the server
 * @returns {Record<string, any> | undefined} nothing for what is not a message: a later server may say what we do not know
 */
export function parse(text: string): Record<string, any> | undefined;
/**
 * @param {Record<string, any> | undefined} message
 * @returns {boolean} whether it is about something that this client has sent; a signal's `id` is its sender's
 */
export function isAnswer(message: Record<string, any> | undefined): boolean;
/**
 * What is sent twice is sent the same, whatever the application does with its own meanwhile.
 *
 * @param {unknown} data
 * @returns {any}
 */
export function copyOf(data: unknown): any;
