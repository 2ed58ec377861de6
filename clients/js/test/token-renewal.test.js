import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { TokenRenewal } from '../src/token-renewal.js';
import { FakeOutlet, FakeTimers } from './timers.js';

let timers;
let outlet;
let renewal;
/** How often a token was asked for. */
let asked;
/** What the application does then. */
let freshToken;

beforeEach(() => {
  timers = new FakeTimers();
  outlet = new FakeOutlet();
  asked = 0;
  freshToken = async () => `token ${asked}`;
  let lastId = 0;
  renewal = new TokenRenewal(outlet, () => (asked++, freshToken()), () => ++lastId, timers);
});

/** Lets time go by, in steps that leave room for what promises do. */
async function pass(ms) {
  for (let end = timers.now() + ms; ; timers.advance(Math.min(500, end - timers.now()))) {
    timers.advance(0);
    await new Promise(setImmediate);
    if (timers.now() >= end) return;
  }
}

/** When a refresh went out, in seconds from now on, if each has that answer. */
async function refreshes(seconds, answer) {
  const sent = [];
  for (let s = 0; s <= seconds * 2; s++) {
    await pass(s === 0 ? 0 : 500);
    for (const { id } of outlet.take()) {
      sent.push(s / 2);
      if (answer) renewal.settle({ id, ...answer });
    }
  }
  return sent;
}

const ack = (id, expiresInMs = 3_600_000) => renewal.settle({ type: 'ack', id, expiresInMs });
const error = (code, retryAfterMs) => ({ type: 'error', code, message: 'no', retryAfterMs });

test('a token that is about to expire is replaced by a fresh one', async () => {
  // When
  renewal.expiring(60_000);
  await pass(0);

  // Then
  assert.deepEqual(outlet.take(), [{ type: 'refresh', id: 1, token: 'token 1' }]);
  assert.equal(ack(1), true);
  await pass(60_000);
  assert.equal(asked, 1);
});

test('without a function that gets tokens nothing is renewed', async () => {
  // Given
  renewal = new TokenRenewal(outlet, undefined, () => 1, timers);

  // When
  renewal.expiring(60_000);
  await pass(60_000);

  // Then
  assert.deepEqual(outlet.take(), []);
});

test('a function that fails is called again with growing pauses until the token is over', async () => {
  // Given
  freshToken = () => Promise.reject(new Error('the login is away'));
  const at = [];

  // When
  renewal.expiring(60_000);
  for (let s = 0; s < 120; s++) {
    const before = asked;
    await pass(s === 0 ? 0 : 1_000);
    if (asked > before) at.push(s);
  }

  // Then
  assert.deepEqual(at, [0, 2, 6, 14, 30, 46]);
});

test('a function that fails too late does not harm the next attempt', async () => {
  // Given
  let fail = (_error) => {};
  freshToken = () => (asked === 1 ? new Promise((_, reject) => (fail = reject)) : Promise.resolve('second'));
  renewal.expiring(60_000);
  await pass(12_000);

  // When
  fail(new Error('the login is away'));
  await pass(0);

  // Then
  assert.equal(ack(1), true);
  await pass(48_000);
  assert.equal(asked, 2);
});

test('a server that cannot is asked again with a fresh token, not before the time that it names', async () => {
  // Given
  renewal.expiring(60_000);

  // When
  const sent = await refreshes(60, error('unavailable', 9_000));

  // Then
  assert.deepEqual(sent, [0, 9, 18, 27, 43, 59]);
  assert.equal(asked, 6);
});

test('a server that names a short time is not asked more often than every two seconds', async () => {
  // Given
  renewal.expiring(7_000);

  // When
  const sent = await refreshes(10, error('unavailable', 10));

  // Then
  assert.deepEqual(sent, [0, 2, 6]);
});

test('a silent server is asked again after ten seconds and a pause, and its late answer is nobody\'s', async () => {
  // Given
  renewal.expiring(60_000);

  // When
  const sent = await refreshes(13);

  // Then
  assert.deepEqual(sent, [0, 12]);
  assert.equal(ack(1), false);
  assert.equal(ack(2), true);
});

test('a refused token is not repeated, and the application is to know', async () => {
  // Given
  renewal.expiring(60_000);
  await pass(0);

  // When
  const settled = renewal.settle({ id: 1, ...error('unauthorized') });

  // Then
  assert.equal(settled, false);
  await pass(60_000);
  assert.equal(asked, 1);
});

test('there is one refresh at a time', async () => {
  // Given
  let give = (_token) => {};
  freshToken = () => new Promise((resolve) => (give = resolve));
  renewal.expiring(60_000);
  await pass(0);

  // When
  renewal.expiring(59_000);
  give('late');
  await pass(0);
  renewal.expiring(58_000);
  await pass(1_000);

  // Then
  assert.equal(asked, 1);
  assert.equal(outlet.take().length, 1);
});

test('a token that lives shorter than the notice is used for half of its time', async () => {
  // Given
  renewal.expiring(30_000);
  await pass(0);
  ack(1, 30_000);
  outlet.take();

  // When
  renewal.expiring(30_000);
  const sent = await refreshes(30);

  // Then
  assert.equal(sent[0], 15);
});

test('what was of an earlier line delays nothing on the next one', async () => {
  // Given
  renewal.expiring(60_000);
  await refreshes(0, error('unavailable'));
  await refreshes(2, { type: 'ack', expiresInMs: 3_600_000 });

  // When
  renewal.stop();
  renewal.expiring(60_000);
  const sent = await refreshes(3, error('unavailable'));

  // Then
  assert.deepEqual(sent, [0, 2]);
});

test('an answer that comes when there is another line is nobody\'s, and nothing is sent again', async () => {
  // Given
  renewal.expiring(60_000);
  await pass(0);
  outlet.take();

  // When
  renewal.stop();
  await pass(60_000);

  // Then
  assert.equal(ack(1), false);
  assert.equal(asked, 1);
  assert.deepEqual(outlet.take(), []);
});

test('where there is no line no token is asked for', async () => {
  // Given
  freshToken = () => Promise.reject(new Error('the login is away'));
  renewal.expiring(60_000);
  await pass(0);

  // When
  outlet.up = false;
  await pass(60_000);

  // Then
  assert.equal(asked, 1);
});

test('a token that comes when there is another line is dropped', async () => {
  // Given
  let give = (_token) => {};
  freshToken = () => new Promise((resolve) => (give = resolve));
  renewal.expiring(60_000);
  await pass(0);

  // When
  renewal.stop();
  give('late');
  await pass(60_000);

  // Then
  assert.equal(asked, 1);
  assert.deepEqual(outlet.take(), []);
});
