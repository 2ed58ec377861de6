import assert from 'node:assert/strict';
import { test } from 'node:test';
import { afterClose, endingOf, reconnectDelay } from '../src/reconnect.js';

const almostOne = () => 0.999999;

test('the first try comes within a second', () => {
  const delay = reconnectDelay(0, 1, almostOne);
  assert.ok(delay < 1_000, `${delay}`);
});

test('pauses double up to thirty seconds', () => {
  const delays = [0, 1, 2, 3, 4, 5, 6, 60, 6_000].map((attempt) => Math.round(reconnectDelay(attempt, 1, almostOne)));
  assert.deepEqual(delays, [1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 30_000, 30_000]);
});

test('pauses are spread over their whole length', () => {
  const delay = reconnectDelay(3, 1, () => 0);
  assert.equal(delay, 0);
});

test('each address has had a try before the pause grows', () => {
  const delays = [0, 1, 2, 3, 4].map((attempt) => Math.round(reconnectDelay(attempt, 3, almostOne)));
  assert.deepEqual(delays, [1_000, 1_000, 1_000, 2_000, 2_000]);
});

for (const code of [1001, 1005, 1006, 1008, 1011, 1012, 1013, 4000, 4408, 4413]) {
  test(`after ${code} the client comes back`, () => assert.equal(afterClose(code), 'reconnect'));
}

for (const code of [1000, 1002, 1003, 1007, 1009, 4400, 4403, 4409, 4410, 4429, 4999]) {
  test(`after ${code} it is over`, () => assert.equal(afterClose(code), 'over'));
}

test('after 4401 only a new token helps', () => assert.equal(afterClose(4401), 'renew-token'));

test('an ending names its code', () => {
  assert.equal(endingOf(4401, '')[0], 'unauthorized');
  assert.deepEqual(endingOf(1009, 'message too big'), ['closed', 'the server closed the session (1009: message too big)']);
});
