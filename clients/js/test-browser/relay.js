import { once } from 'node:events';
import { createReadStream, existsSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { WebSocketServer } from 'ws';

const sources = join(import.meta.dirname, '../src');

/** Serves the client to a page, and lets its sessions meet in one room and signal: enough for two browsers to talk. */
export class Relay {
  /** Signals for which this says so are acknowledged and lost. */
  lose = (_kind) => false;
  /** The kinds of all signals that came in. */
  kinds = [];
  #sockets = new Map();
  #members = new Map();
  #version = 0;
  #sessions = 0;
  #server = createServer((request, response) => this.#page(request, response));

  static async start() {
    const relay = new Relay();
    new WebSocketServer({ server: relay.#server }).on('connection', (socket) => relay.#serve(socket));
    relay.#server.listen(0, '127.0.0.1');
    await once(relay.#server, 'listening');
    return relay;
  }

  get url() {
    return `http://localhost:${this.#server.address().port}/`;
  }

  async stop() {
    for (const socket of this.#sockets.values()) socket.terminate();
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  /** As if the gateway had been stopped. */
  dropAll() {
    for (const socket of this.#sockets.values()) socket.close(1012);
  }

  #page({ url }, response) {
    const file = join(sources, url);
    if (url.endsWith('.js') && existsSync(file)) {
      response.setHeader('Content-Type', 'text/javascript');
      createReadStream(file).pipe(response);
    } else {
      response.setHeader('Content-Type', 'text/html');
      response.end('<!doctype html><title>test</title><link rel="icon" href="data:,">');
    }
  }

  #serve(socket) {
    // Random enough that either side may turn out to be the polite one.
    const session = `${Math.random().toString(36).slice(2)}-${++this.#sessions}`;
    this.#sockets.set(session, socket);
    socket.on('message', (text) => this.#take(session, JSON.parse(text)));
    socket.on('close', () => {
      this.#sockets.delete(session);
      const member = this.#members.get(session);
      this.#members.delete(session);
      if (member) this.#tellAll({ type: 'member-left', room: 'r', version: ++this.#version, member, reason: 'left' });
    });
  }

  #take(session, { type, id, to, kind, data }) {
    if (type === 'hello') this.#say(session, { type: 'welcome', session, peer: 'p', tenant: 't', pingIntervalMs: 20_000, iceServers: [] });
    if (type === 'ping') this.#say(session, { type: 'pong' });
    if (type === 'join') this.#join(session, id);
    if (type !== 'signal') return;
    this.kinds.push(kind);
    if (!this.lose(kind)) this.#say(to.session, { type: 'signal', from: { session, peer: 'p' }, kind, data });
    this.#say(session, { type: 'ack', id, status: 'relayed' });
  }

  #join(session, id) {
    const member = { session, peer: 'p', meta: {}, state: 'online' };
    const version = ++this.#version;
    this.#tellAll({ type: 'member-joined', room: 'r', version, member });
    this.#members.set(session, member);
    this.#say(session, { type: 'joined', id, room: 'r', version, self: session, members: [...this.#members.values()] });
  }

  #tellAll(message) {
    for (const session of this.#members.keys()) this.#say(session, message);
  }

  #say(session, message) {
    this.#sockets.get(session)?.send(JSON.stringify(message));
  }
}
