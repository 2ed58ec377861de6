import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ChappeError } from '../src/errors.js';
import { Requests } from '../src/requests.js';

test('a request ends with its answer', async () => {
  const requests = new Requests();
  const open = requests.start(1, { type: 'join' }, 1_000, () => {});
  assert.equal(requests.settle({ type: 'joined', id: 1 }), true);
  assert.equal((await open).type, 'joined');
  assert.equal(requests.settle({ type: 'joined', id: 1 }), false);
});

test('an error rejects with its code and its time', async () => {
  const requests = new Requests();
  const open = requests.start(1, { type: 'join' }, 1_000, () => {});
  requests.settle({ type: 'error', id: 1, code: 'unavailable', message: 'later', retryAfterMs: 250 });
  await assert.rejects(open, { name: 'ChappeError', code: 'unavailable', message: 'later', retryAfterMs: 250, retryable: true });
});

test('a request without an answer ends at its deadline', async () => {
  const requests = new Requests();
  await assert.rejects(requests.start(1, { type: 'join' }, 5, () => {}), { code: 'timeout' });
});

test('a lost session fails what is open', async () => {
  const requests = new Requests();
  const open = requests.start(1, { type: 'join' }, 1_000, () => {});
  requests.fail(new ChappeError('session_lost', 'over'));
  await assert.rejects(open, { code: 'session_lost', unknown: true });
  assert.deepEqual(requests.repeats(() => {}), []);
});

test('an unknown code is final unless it names a time', () => {
  assert.equal(new ChappeError('made_up', 'x').retryable, false);
  assert.equal(new ChappeError('made_up', 'x', 10).retryable, true);
});
