import { open } from './api.js';

/** The server says something every 15 s. */
const SILENT_MS = 40_000;
const AGAIN_MS = 3_000;

/**
 * Reads what happens, and goes on where it was when the connection breaks. Not by an `EventSource`: that one sends no key.
 *
 * @param {{where: string, after: number, signal: AbortSignal, take: (event: any) => void, told: (problem: any) => void}} reader
 *   `where` is the list of what has happened; `told` with undefined when it reads, and with what is wrong when it does not
 */
export async function follow({ where, after, signal, take, told }) {
  let last = String(after);
  while (!signal.aborted) {
    const silence = new AbortController();
    try {
      const answer = await open(`${where}/stream`, { 'Last-Event-ID': last }, AbortSignal.any([signal, silence.signal]));
      told(undefined);
      for await (const { id, data } of messages(answer, silence)) {
        last = id ?? last;
        take(JSON.parse(data));
      }
    } catch (problem) {
      if (signal.aborted) return;
      told(problem);
    }
    await pause(AGAIN_MS, signal);
  }
}

/**
 * Server-sent events, as the WHATWG's HTML writes them in section 9.2.6; of their fields those that this server sends.
 *
 * @param {Response} answer
 * @param {AbortController} silence ends the connection when nothing comes any more
 */
async function* messages(answer, silence) {
  const reader = /** @type {ReadableStream<any>} */ (answer.body).pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  let timer = 0;
  try {
    for (;;) {
      clearTimeout(timer);
      timer = setTimeout(() => silence.abort(), SILENT_MS);
      const { done, value } = await reader.read();
      if (done) return;
      const blocks = (rest + value).split('\n\n');
      rest = blocks.pop() ?? '';
      for (const block of blocks) {
        const fields = new Map(block.split('\n').map((line) => /** @type {[string, string]} */ (line.split(/: ?(.*)/s))));
        const data = fields.get('data');
        if (data !== undefined) yield { id: fields.get('id'), data };
      }
    }
  } finally {
    clearTimeout(timer);
    void reader.cancel().catch(() => undefined);
  }
}

/**
 * @param {number} ms
 * @param {AbortSignal} signal ends it earlier
 * @returns {Promise<void>}
 */
const pause = (ms, signal) =>
  new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener('abort', () => (clearTimeout(timer), resolve()), { once: true });
  });
