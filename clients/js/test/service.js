import { once } from 'node:events';
import { WebSocketServer } from 'ws';

/**
 * The server's side of the protocol on a free loopback port, as far as a test says it: each test scripts what it answers.
 */
export class Service {
  /** Every message that came in, in order. */
  heard = [];
  /** The sockets that are open. */
  sockets = new Set();
  /** Answers by type: (message, socket) => message to send, or nothing. */
  answers = {
    hello: () => ({ type: 'welcome', session: `s${++this.#sessions}`, peer: 'p', tenant: 't', ...this.welcome }),
    join: ({ id, room }) => ({ type: 'joined', id, room, version: 1, self: `s${this.#sessions}`, members: this.members }),
    leave: ({ id, room }) => ({ type: 'left', id, room, reason: 'left' }),
    update: ({ id }) => ({ type: 'ack', id }),
    watch: ({ id }) => ({ type: 'ack', id }),
    signal: ({ id }) => id && { type: 'ack', id, status: 'relayed' },
    ping: () => ({ type: 'pong' }),
  };
  welcome = {};
  members = [];
  #sessions = 0;
  #server;

  static async start() {
    const service = new Service();
    service.#server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
    service.#server.on('connection', (socket) => service.#serve(socket));
    await once(service.#server, 'listening');
    return service;
  }

  get url() {
    return `ws://127.0.0.1:${this.#server.address().port}/v1/signal`;
  }

  /** All messages of a type that came in. */
  of(type) {
    return this.heard.filter((message) => message.type === type);
  }

  say(message) {
    for (const socket of this.sockets) socket.send(JSON.stringify(message));
  }

  close(code) {
    for (const socket of this.sockets) socket.close(code);
  }

  async stop() {
    for (const socket of this.#server.clients) socket.terminate();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #serve(socket) {
    this.sockets.add(socket);
    socket.on('close', () => this.sockets.delete(socket));
    socket.on('message', (text) => {
      const message = JSON.parse(text);
      this.heard.push(message);
      const answer = this.answers[message.type]?.(message, socket);
      if (answer) socket.send(JSON.stringify(answer));
    });
  }
}

/** The next event of that name, or a failure after a while. */
export function next(emitter, name, withinMs = 5_000) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`no "${name}" within ${withinMs} ms`)), withinMs);
    emitter.once(name, (event) => {
      clearTimeout(timer);
      resolve(event);
    });
  });
}

export const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** Waits for what no event tells. */
export async function until(check, withinMs = 5_000) {
  for (const end = Date.now() + withinMs; !check(); await pause(5)) {
    if (Date.now() > end) throw new Error(`not within ${withinMs} ms: ${check}`);
  }
}
