/**
 * @param {string} text from the server
 * @returns {Record<string, any> | undefined} nothing for what is not a message: a later server may say what we do not know
 */
export function parse(text: string): Record<string, any> | undefined;
