import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ChappeError } from '../src/errors.js';
import { Requests } from '../src/requests.js';

test('ids increase from one', () => {
  const requests = new Requests();
  const sent = [];
  for (const type of ['join', 'leave', 'join']) requests.start({ type }, 1_000, (message) => sent.push(message)).catch(() => {});
  assert.deepEqual(sent.map(({ id }) => id), [1, 2, 3]);
  requests.fail(new ChappeError('session_lost', 'over'));
});

test('a request ends with its answer', async () => {
  const requests = new Requests();
  const open = requests.start({ type: 'join' }, 1_000, () => {});
  assert.equal(requests.settle({ type: 'joined', id: 1 }), true);
  assert.equal((await open).type, 'joined');
  assert.equal(requests.settle({ type: 'joined', id: 1 }), false);
});

test('an error rejects with its code and its time', async () => {
  const requests = new Requests();
  const open = requests.start({ type: 'join' }, 1_000, () => {});
  requests.settle({ type: 'error', id: 1, code: 'unavailable', message: 'later', retryAfterMs: 250 });
  await assert.rejects(open, { name: 'ChappeError', code: 'unavailable', message: 'later', retryAfterMs: 250, retryable: true });
});

test('a request without an answer ends at its deadline', async () => {
  const requests = new Requests();
  await assert.rejects(requests.start({ type: 'join' }, 5, () => {}), { code: 'timeout' });
});

test('a lost session fails what is open, and the next one counts anew', async () => {
  const requests = new Requests();
  const open = requests.start({ type: 'join' }, 1_000, () => {});
  requests.fail(new ChappeError('session_lost', 'over'));
  await assert.rejects(open, { code: 'session_lost' });
  const sent = [];
  requests.start({ type: 'join' }, 1_000, (message) => sent.push(message)).catch(() => {});
  assert.equal(sent[0].id, 1);
  requests.fail(new ChappeError('session_lost', 'over'));
});

test('an unknown code is final unless it names a time', () => {
  assert.equal(new ChappeError('made_up', 'x').retryable, false);
  assert.equal(new ChappeError('made_up', 'x', 10).retryable, true);
});
