import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Inbox } from '../src/inbox.js';
import { Outbox } from '../src/outbox.js';
import { FakeTimers } from './timers.js';

const STORIES = 500;
const SIGNALS = 40;

/** A socket: what it carried in one life does not reach the next. */
class Net {
  up = true;
  life = 0;
  send;

  constructor(carry) {
    this.send = (message) => this.up && carry(message);
  }
}

/** Sender and receiver over a net that loses, repeats, delays and reorders, while both lose their sockets and come back. */
class Story {
  given = [];
  results = new Map();
  #timers = new FakeTimers();
  #random;
  #badness;
  #sender = new Net((message) => this.#carry(message));
  #receiver = new Net(({ id }) => this.#isBad() || this.#answer({ type: 'ack', id }));
  #outbox = new Outbox(this.#sender, this.#timers);
  #inbox = new Inbox(this.#receiver, ({ id }) => this.given.push(id));

  constructor(seed) {
    this.#random = randomOf(seed);
    this.#badness = this.#random() * 0.3;
  }

  async run() {
    for (let i = 0, id = 0; i < SIGNALS; i++) {
      id += 1 + this.#upTo(3);
      this.#send(id);
      if (this.#upTo(12) === 0) this.#lose(this.#sender, () => this.#outbox.down(), () => this.#outbox.repeats.forEach(([, again]) => again()));
      if (this.#upTo(12) === 0) this.#lose(this.#receiver, () => {}, () => this.#inbox.resumed());
      this.#timers.advance(this.#upTo(4) === 0 ? this.#upTo(1_500) : this.#upTo(20));
    }
    this.#timers.advance(200_000);
    await new Promise(setImmediate);
  }

  #send(id) {
    const room = this.#upTo(5) === 0;
    const result = { room, error: undefined, over: false };
    this.results.set(id, result);
    this.#outbox.send(id, { to: room ? { room: 'r' } : { session: 'bob' } }, 2_000 + this.#upTo(10_000)).then(
      () => (result.over = true),
      (error) => Object.assign(result, { over: true, error }),
    );
  }

  #lose(net, down, up) {
    if (!net.up) return;
    net.up = false;
    net.life++;
    down();
    this.#timers.after(this.#upTo(4_000), () => {
      net.up = true;
      up();
    });
  }

  /** A sending reaches the sender's gateway, or does not. */
  #carry(message) {
    // As a gateway would refuse it.
    assert.ok(!(message.prev >= message.id), `${message.id} names ${message.prev}`);
    if (this.#isBad()) return;
    const { id } = message;
    if (this.#random() < this.#badness / 8) {
      return this.#answer({ type: 'error', id, code: this.#upTo(3) > 0 ? 'reconnecting' : 'no_such_session' });
    }
    for (let copies = this.#isBad() ? 2 : 1; copies > 0; copies--) this.#timers.after(this.#delay(), () => this.#arrive(message));
    if (this.#isBad()) this.#answer({ type: 'error', id, code: 'timeout' });
  }

  #arrive(message) {
    if (this.#receiver.up) this.#inbox.take({ ...message, from: { session: 'ann' } }, 100);
  }

  #answer(message) {
    const { life } = this.#sender;
    this.#timers.after(this.#delay(), () => this.#sender.up && this.#sender.life === life && this.#outbox.settle(message));
  }

  #isBad() {
    return this.#random() < this.#badness;
  }

  #delay() {
    return this.#upTo(10) === 0 ? this.#upTo(5_000) : this.#upTo(50);
  }

  #upTo(limit) {
    return Math.floor(this.#random() * limit);
  }
}

/** Mulberry32: the same numbers for the same seed. */
function randomOf(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

test('over a bad net each signal is received once and in order, or its sender holds an error', async () => {
  let acknowledged = 0;
  for (let seed = 1; seed <= STORIES; seed++) {
    const story = new Story(seed);
    await story.run();
    const kept = [...story.results].filter(([, { error }]) => !error).map(([id]) => id);
    for (const [id, { over, error }] of story.results) {
      const times = story.given.filter((each) => each === id).length;
      const most = !error || error.unknown ? 1 : 0;
      assert.ok(over && times <= most && (error || times === 1), `signal ${id} of story ${seed}: given ${times} times, ${error ?? 'acknowledged'}`);
    }
    const chain = story.given.filter((id) => kept.includes(id) && !story.results.get(id).room);
    assert.deepEqual(chain, chain.toSorted((a, b) => a - b), `order in story ${seed}`);
    acknowledged += kept.length;
  }
  // Both ends of the promise were seen.
  assert.ok(acknowledged > (STORIES * SIGNALS) / 2 && acknowledged < STORIES * (SIGNALS - 1), `${acknowledged}`);
});
