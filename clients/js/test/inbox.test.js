import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { Inbox } from '../src/inbox.js';
import { FakeOutlet } from './timers.js';

const SIZE = 100;

let given;
let outlet;
let inbox;

beforeEach(() => {
  given = [];
  outlet = new FakeOutlet();
  inbox = new Inbox(outlet, ({ id }) => given.push(id));
});

/** A signal of the chain from one session to this one; `prev` 0 is its first. */
const chained = (id, prev, session = 'ann', size = SIZE) => inbox.take({ type: 'signal', from: { session }, id, ...(prev && { prev }) }, size);
const toRoom = (id) => chained(id, 0);
const relayed = (id, session = 'ann') => inbox.takeRelayed({ type: 'signal', from: { session }, ...(id && { id }) });
const range = (from, to) => Array.from({ length: to - from + 1 }, (_, i) => from + i);

test('what is given out is acknowledged', () => {
  chained(5, 0);
  assert.deepEqual(given, [5]);
  assert.deepEqual(outlet.take(), [{ type: 'ack', from: 'ann', id: 5 }]);
});

test('a repeated signal is only acknowledged again', () => {
  chained(5, 0);
  chained(6, 5);
  outlet.take();
  chained(6, 5);
  chained(5, 0);
  assert.deepEqual(given, [5, 6]);
  assert.deepEqual(outlet.takeIds(), [6, 5]);
});

test('what has overtaken waits for the one before it', () => {
  chained(5, 0);
  outlet.take();
  chained(9, 8);
  assert.deepEqual(outlet.takeIds(), []);
  chained(8, 5);
  assert.deepEqual(given, [5, 8, 9]);
  assert.deepEqual(outlet.takeIds(), [8, 9]);
});

test('the first of a chain may be overtaken too', () => {
  chained(8, 5);
  chained(5, 0);
  assert.deepEqual(given, [5, 8]);
});

test('a signal that now names an earlier one waits no longer, and what it has passed over never comes', () => {
  chained(5, 0);
  chained(9, 8);
  chained(9, 5);
  assert.deepEqual(given, [5, 9]);
  chained(8, 5);
  assert.deepEqual(given, [5, 9]);
});

test('64 are held for one sender and no more', () => {
  chained(1, 0);
  for (const id of range(3, 67)) chained(id, id - 1);
  chained(2, 1);
  assert.deepEqual(given, range(1, 66));
  assert.ok(!outlet.takeIds().includes(67));
  chained(67, 66);
  assert.equal(given.at(-1), 67);
});

test('large ones are held up to 256 KiB', () => {
  chained(1, 0);
  for (const id of range(3, 5)) chained(id, id - 1, 'ann', 100 * 1024);
  chained(2, 1);
  assert.deepEqual(given, [1, 2, 3, 4]);
});

test("one sender's gap holds up nobody else", () => {
  chained(9, 8);
  chained(3, 0, 'bob');
  assert.deepEqual(given, [3]);
});

test('many senders together cannot fill the memory', () => {
  for (const sender of range(0, 99)) for (const id of range(3, 59)) chained(id, id - 1, `s${sender}`);
  for (const sender of range(0, 99)) chained(2, 0, `s${sender}`);
  assert.equal(given.length, 100 + 1_024);
});

test('signals to a room may overtake and come once', () => {
  for (const id of [7, 4, 7, 4]) toRoom(id);
  assert.deepEqual(given, [7, 4]);
  assert.deepEqual(outlet.takeIds(), [7, 4, 7, 4]);
});

test('the last 256 are known, and on older ones nothing is said', () => {
  for (const id of range(1, 300)) toRoom(id);
  outlet.take();
  toRoom(45);
  toRoom(44);
  assert.equal(given.length, 300);
  assert.deepEqual(outlet.takeIds(), [45]);
});

test("a room's signals do not disturb a chain", () => {
  chained(5, 0);
  chained(8, 5);
  toRoom(20);
  chained(12, 8);
  assert.deepEqual(given, [5, 8, 20, 12]);
});

test('acknowledgments wait for the new line', () => {
  outlet.up = false;
  chained(5, 0);
  outlet.up = true;
  inbox.resumed();
  assert.deepEqual(outlet.takeIds(), [5]);
});

test('a new session remembers nothing', () => {
  chained(5, 0);
  chained(9, 8);
  inbox.forget();
  chained(9, 0);
  assert.deepEqual(given, [5, 9]);
});

test('a relayed signal that its sender repeats comes once, and is acknowledged never', () => {
  for (const id of [7, 8, 7, 9, 8]) relayed(id);
  assert.deepEqual(given, [7, 8, 9]);
  assert.deepEqual(outlet.take(), []);
});

test('relayed signals may overtake, and those without an id come as often as they are sent', () => {
  for (const id of [7, 4, undefined, undefined]) relayed(id);
  assert.deepEqual(given, [7, 4, undefined, undefined]);
});

test('the same id of another sender, or of a new session of the same peer, is another relayed signal', () => {
  for (const session of ['ann', 'bob', 'ann again', 'bob']) relayed(7, session);
  assert.deepEqual(given, [7, 7, 7]);
});

test('a new session remembers no relayed signals', () => {
  relayed(7);
  inbox.forget();
  relayed(7);
  assert.deepEqual(given, [7, 7]);
});

test('the last 256 relayed signals of a sender are known, and older ones are given out: to drop them could lose them', () => {
  for (const id of range(1, 300)) relayed(id);
  for (const id of [45, 300, 44, 44, 45]) relayed(id);
  assert.deepEqual(given.slice(300), [44, 44]);
});

test('the 10,000 senders of relayed signals heard last are known', () => {
  for (const sender of range(0, 9_999)) relayed(7, `s${sender}`);
  for (const session of ['s0', 'one more', 's0', 's1']) relayed(7, session);
  assert.equal(given.length, 10_000 + 2);
});

test('many relayed signals change nothing for those that want to be received', () => {
  chained(5, 0);
  chained(9, 8);
  toRoom(20);
  outlet.take();
  for (const id of range(100, 500)) relayed(id);
  for (const sender of range(1, 10_000)) relayed(7, `s${sender}`);
  given = [];
  toRoom(10);
  toRoom(20);
  chained(8, 5);
  assert.deepEqual(given, [10, 8, 9]);
  assert.deepEqual(outlet.takeIds(), [10, 20, 8, 9]);
});
