import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { connect } from '../src/chappe.js';
import { next, pause, Service, until } from './service.js';

let service;
let client;
/** What the client has told, in order. */
let told;

beforeEach(async () => {
  service = await Service.start();
  service.answers.hello = welcome;
  service.answers.refresh = ({ id }) => ({ type: 'ack', id, expiresInMs: 3_600_000 });
});

afterEach(async () => {
  client.close();
  await service.stop();
});

/** What the server says of a session's rooms when it goes on. */
let rooms;
const welcome = ({ resume }) => ({ type: 'welcome', session: 's1', secret: 'x', peer: 'ann', resumed: resume !== undefined, rooms, resumeWindowMs: 20_000, expiresInMs: 60_000 });

async function connected(token) {
  rooms = {};
  client = await connect({ url: service.url, token });
  told = [];
  for (const name of ['reconnecting', 'resumed', 'close']) client.on(name, () => told.push(name));
  client.on('error', ({ code }) => told.push(code));
  client.on('token-expiring', ({ expiresInMs }) => told.push(expiresInMs));
}

/** A function that gets "token 1", "token 2" and so on. */
function counting() {
  let last = 0;
  return async () => `token ${++last}`;
}

const expiring = () => service.say({ type: 'token-expiring', expiresInMs: 50_000 });
const tokens = (type) => service.of(type).map(({ token }) => token);

test('a token is renewed on the socket that it is for, and the application hears of it', async () => {
  // Given
  await connected(counting());

  // When
  expiring();
  await until(() => service.of('refresh').length === 1);

  // Then
  assert.deepEqual(tokens('hello'), ['token 1']);
  assert.deepEqual(tokens('refresh'), ['token 2']);
  await client.update({});
  assert.deepEqual([service.of('refresh')[0].id, service.of('update')[0].id], [1, 2]);
  assert.deepEqual(told, [50_000]);
});

test('a fixed token is not renewed, but the application hears of it', async () => {
  // Given
  await connected('fixed');

  // When
  expiring();
  await client.update({});

  // Then
  assert.deepEqual(told, [50_000]);
  assert.deepEqual(service.of('refresh'), []);
});

test('a refused token is an error, and the session goes on until the token is over', async () => {
  // Given
  service.answers.refresh = ({ id }) => ({ type: 'error', id, code: 'unauthorized', message: 'another peer' });
  await connected(counting());
  expiring();

  // When
  await until(() => told.includes('unauthorized'));
  service.close(4401);
  await next(client, 'resumed');

  // Then
  assert.deepEqual(told, [50_000, 'unauthorized', 'reconnecting', 'resumed']);
  assert.deepEqual(tokens('hello'), ['token 1', 'token 3']);
  assert.equal(service.of('refresh').length, 1);
});

test('a refresh that is under way when the socket is lost is not repeated', async () => {
  // Given
  service.answers.refresh = () => undefined;
  await connected(counting());
  expiring();
  await until(() => service.of('refresh').length === 1);

  // When
  service.close(1012);
  await next(client, 'resumed');

  // Then
  await client.update({});
  assert.deepEqual(tokens('hello'), ['token 1', 'token 3']);
  assert.equal(service.of('refresh').length, 1);
});

test('a refresh that waits for its next try is not one of the next socket', async () => {
  // Given
  service.answers.refresh = ({ id }) => ({ type: 'error', id, code: 'unavailable', message: 'soon', retryAfterMs: 2_500 });
  await connected(counting());
  expiring();
  await until(() => service.of('refresh').length === 1);
  const [old] = service.sockets;

  // When
  service.say({ type: 'go-away', reason: 'drain', reconnectAfterMs: 0, deadlineMs: 10_000, urls: [service.url] });
  await until(() => service.of('hello').length === 2);
  old.close(4409);
  await next(client, 'resumed');

  // Then
  await pause(2_700);
  assert.deepEqual(told, [50_000, 'resumed']);
  assert.equal(service.of('refresh').length, 1);
});

test('a room that a new token does not grant is left with the reason, and not joined again', async () => {
  // Given
  await connected(counting());
  const room = await client.join('blue');
  const left = next(room, 'left');

  // When
  service.say({ type: 'left', room: 'blue', reason: 'revoked' });
  const { reason } = await left;

  // Then
  assert.equal(reason, 'revoked');
  assert.equal(room.joined, false);
  service.answers.hello = (hello) => ({ ...welcome(hello), session: 's2', resumed: false });
  service.close(1012);
  await next(client, 'reconnected');
  assert.equal(service.of('join').length, 1);
});

test('a room that the token of a resume does not grant is left with the reason', async () => {
  // Given
  await connected(counting());
  const room = await client.join('blue');
  rooms = { blue: { version: 1, same: true } };
  service.answers.hello = (hello, socket) => {
    socket.send(JSON.stringify(welcome(hello)));
    return { type: 'left', room: 'blue', reason: 'revoked' };
  };

  // When
  service.close(4401);
  const { reason } = await next(room, 'left');

  // Then
  assert.equal(reason, 'revoked');
  assert.equal(service.of('hello')[1].resume.rooms.blue, 1);
  assert.equal(service.of('join').length, 1);
});

test('a room that a new session may not join is left with the reason', async () => {
  // Given
  await connected(counting());
  const room = await client.join('blue');
  service.answers.hello = (hello) => ({ ...welcome(hello), session: 's2', resumed: false });
  service.answers.join = ({ id }) => ({ type: 'error', id, code: 'forbidden', message: 'not granted' });

  // When
  service.close(1012);
  const { reason, error } = await next(room, 'left');

  // Then
  assert.deepEqual([reason, error.retryable], ['forbidden', false]);
});

test('a room that is left while it waits to be joined again is not joined again', async () => {
  // Given
  await connected(counting());
  const room = await client.join('blue');
  service.answers.hello = (hello) => ({ ...welcome(hello), session: 's2', resumed: false });
  service.answers.join = ({ id }) => ({ type: 'error', id, code: 'unavailable', message: 'soon', retryAfterMs: 300 });
  service.close(1012);
  await next(client, 'reconnected');

  // When
  await room.leave();

  // Then
  await pause(400);
  assert.equal(service.of('join').length, 2);
});
