import assert from 'node:assert/strict';
import { test } from 'node:test';
import { afterClose, endingOf, Pace, reconnectDelay } from '../src/reconnect.js';

const almostOne = () => 0.999999;

test('the first try comes within a second', () => {
  const delay = reconnectDelay(0, 1, undefined, almostOne);
  assert.ok(delay < 1_000, `${delay}`);
});

test('pauses double up to thirty seconds', () => {
  const delays = [0, 1, 2, 3, 4, 5, 6, 60, 6_000].map((attempt) => Math.round(reconnectDelay(attempt, 1, undefined, almostOne)));
  assert.deepEqual(delays, [1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 30_000, 30_000]);
});

test('pauses are spread over their whole length', () => {
  const delay = reconnectDelay(3, 1, undefined, () => 0);
  assert.equal(delay, 0);
});

test('each address has had a try before the pause grows', () => {
  const delays = [0, 1, 2, 3, 4].map((attempt) => Math.round(reconnectDelay(attempt, 3, undefined, almostOne)));
  assert.deepEqual(delays, [1_000, 1_000, 1_000, 2_000, 2_000]);
});

test('while the session can be resumed no pause is long', () => {
  let now = 100_000;
  const pace = new Pace(() => now);
  pace.up(20_000);
  pace.lost();
  const delays = Array.from({ length: 200 }, () => pace.next(1).delayMs);
  assert.ok(Math.max(...delays) < 4_000, `${Math.max(...delays)}`);
  now += 20_000;
  const later = Array.from({ length: 200 }, () => pace.next(1).delayMs);
  assert.ok(Math.max(...later) > 4_000, `${Math.max(...later)}`);
});

test('a socket that lived for a while was a good one', () => {
  let now = 0;
  const pace = new Pace(() => now);
  pace.up(0);
  pace.lost();
  pace.next(1);
  pace.up(0);
  pace.lost();
  assert.equal(pace.next(1).attempt, 1);
  pace.up(0);
  now += 10_000;
  pace.lost();
  assert.equal(pace.next(1).attempt, 0);
});

for (const code of [1001, 1005, 1006, 1008, 1011, 1012, 1013, 4000, 4408, 4413]) {
  test(`after ${code} the client comes back`, () => assert.equal(afterClose(code), 'reconnect'));
}

for (const code of [1000, 1002, 1003, 1007, 1009, 4400, 4403, 4409, 4410, 4429, 4999]) {
  test(`after ${code} it is over`, () => assert.equal(afterClose(code), 'over'));
}

test('after 4401 only a new token helps', () => assert.equal(afterClose(4401), 'renew-token'));

test('an ending names its code', () => {
  assert.equal(endingOf(4401, '').code, 'unauthorized');
  const { code, message } = endingOf(1009, 'message too big');
  assert.deepEqual([code, message], ['closed', 'the server closed the session (1009: message too big)']);
});
