import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { ChappeError } from '../src/errors.js';
import { Outbox } from '../src/outbox.js';
import { FakeOutlet, FakeTimers } from './timers.js';

let timers;
let outlet;
let outbox;

beforeEach(() => {
  timers = new FakeTimers();
  outlet = new FakeOutlet();
  outbox = new Outbox(outlet, timers);
});

/** What became of it, once it is known. */
function send(id, to, timeoutMs = 10_000) {
  const outcome = { over: false, code: undefined };
  outbox.send(id, { type: 'signal', to, kind: 'k', data: { n: 1 } }, timeoutMs).then(
    () => Object.assign(outcome, { over: true }),
    ({ code }) => Object.assign(outcome, { over: true, code }),
  );
  return outcome;
}

const bob = { session: 'bob' };
const room = { room: 'r' };
const ack = (id) => outbox.settle({ type: 'ack', id, status: 'received' });
const error = (id, code, retryAfterMs) => outbox.settle({ type: 'error', id, code, message: 'no', retryAfterMs });
const told = () => new Promise(setImmediate);
const range = (from, to) => Array.from({ length: to - from + 1 }, (_, i) => from + i);

function resume() {
  outbox.down();
  for (const [, again] of outbox.repeats) again();
}

test('the frame says all that its receiver needs', () => {
  send(3, bob);
  ack(3);
  outlet.take();
  send(7, bob);
  assert.deepEqual(outlet.take(), [{ type: 'signal', to: bob, kind: 'k', data: { n: 1 }, id: 7, want: 'received', timeoutMs: 10_000, prev: 3 }]);
});

test('a lost answer is asked for again after 1, 2 and 4 s', async () => {
  const outcome = send(1, bob);
  const sendings = [999, 1, 2_000, 4_000].map((ms) => (timers.advance(ms), outlet.take().length));
  assert.deepEqual(sendings, [1, 1, 1, 1]);
  assert.equal(ack(1), true);
  await told();
  assert.deepEqual(outcome, { over: true, code: undefined });
  timers.advance(60_000);
  assert.deepEqual(outlet.take(), []);
});

test('what a repetition says of its time is what is left', () => {
  send(1, bob);
  timers.advance(1_000);
  assert.deepEqual(outlet.take().map(({ timeoutMs }) => timeoutMs), [10_000, 9_000]);
});

test('silence until the deadline is unknown', async () => {
  const outcome = send(1, bob);
  timers.advance(10_000);
  await told();
  assert.equal(outcome.code, 'timeout');
});

test('what never went out was not delivered', async () => {
  outlet.up = false;
  const outcome = send(1, bob);
  timers.advance(10_000);
  await told();
  assert.equal(outcome.code, 'unavailable');
});

test('a definite error ends it and is told', async () => {
  const outcome = send(1, bob);
  error(1, 'no_such_session');
  await told();
  assert.equal(outcome.code, 'no_such_session');
});

test('a definite error is no certainty while another sending is under way', async () => {
  const outcome = send(1, bob);
  timers.advance(1_000);
  error(1, 'no_such_session');
  await told();
  assert.equal(outcome.over, false);
  error(1, 'no_such_session');
  await told();
  assert.equal(outcome.code, 'no_such_session');
});

test('the answer to the other sending is not waited for long', async () => {
  const outcome = send(1, bob);
  timers.advance(1_000);
  error(1, 'no_such_session');
  timers.advance(1_000);
  await told();
  assert.equal(outcome.code, 'timeout');
});

test('after a lost line a definite error is unknown', async () => {
  const outcome = send(1, bob);
  resume();
  error(1, 'no_such_session');
  await told();
  assert.equal(outcome.code, 'timeout');
});

test('an error that may pass is followed by another try', async () => {
  const outcome = send(1, bob);
  outlet.take();
  error(1, 'reconnecting', 300);
  timers.advance(300);
  assert.deepEqual(outlet.takeIds(), [1]);
  error(1, 'reconnecting', 20_000);
  timers.advance(10_000);
  await told();
  assert.equal(outcome.code, 'reconnecting');
});

test('a resume repeats what is open, in order', () => {
  send(1, bob);
  send(2, room);
  send(3, { session: 'cyd' });
  ack(1);
  outlet.take();
  resume();
  assert.deepEqual(outlet.takeIds(), [2, 3]);
});

test('the first of a chain goes alone', () => {
  for (const id of [1, 2, 3]) send(id, bob);
  assert.deepEqual(outlet.takeIds(), [1]);
  ack(1);
  assert.deepEqual(outlet.take().map(({ id, prev }) => [id, prev]), [[2, 1], [3, 2]]);
});

test('whoever named a failed one names the one before it', () => {
  send(1, bob);
  ack(1);
  send(2, bob);
  send(3, bob, 20_000);
  outlet.take();
  error(2, 'too_large');
  assert.deepEqual(outlet.take().map(({ id, prev }) => [id, prev]), [[3, 1]]);
});

test('one whose acknowledgment was lost still names an earlier one', () => {
  send(1, bob);
  ack(1);
  send(2, bob);
  send(3, bob);
  ack(3);
  outlet.take();
  timers.advance(1_000);
  assert.deepEqual(outlet.take().map(({ id, prev }) => [id, prev]), [[2, 1]]);
});

test('no more goes out to one session than its receiver holds', () => {
  send(1, bob);
  ack(1);
  outlet.take();
  for (const id of range(2, 100)) send(id, bob);
  assert.equal(outlet.take().length, 64);
  ack(2);
  assert.deepEqual(outlet.takeIds(), [66]);
});

test('receivers in a room never have to remember more than they can', async () => {
  send(1, room);
  for (const id of range(2, 200)) {
    send(id, room);
    ack(id);
  }
  const tooFar = send(201, room);
  await told();
  assert.equal(tooFar.code, 'queue_full');
  ack(1);
  const next = send(202, room);
  await told();
  assert.equal(next.over, false);
});

test('too many open ones are refused', async () => {
  for (const id of range(1, 1_000)) send(id, bob);
  const tooMany = send(1_001, bob);
  await told();
  assert.equal(tooMany.code, 'queue_full');
});

test('a lost session fails all and repeats nothing', async () => {
  const outcomes = [send(1, bob), send(2, bob)];
  outlet.take();
  outbox.fail(new ChappeError('session_lost', 'gone'));
  await told();
  assert.deepEqual(outcomes.map(({ code }) => code), ['session_lost', 'session_lost']);
  resume();
  timers.advance(60_000);
  assert.deepEqual(outlet.take(), []);
});

test('an answer to something else is not taken', () => {
  send(1, bob);
  assert.equal(ack(2), false);
  assert.equal(error(2, 'forbidden'), false);
});
