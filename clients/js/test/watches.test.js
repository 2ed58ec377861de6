import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { connect } from '../src/chappe.js';
import { next, Service, until } from './service.js';

let service;
let client;
/** Whom the service has in a room with this client. Its word counts; what the client knows may be older. */
let present;
/** The errors that nobody has asked for. */
let errors;

beforeEach(async () => {
  service = await Service.start();
  service.answers.watch = ({ id, peers }) =>
    peers.every((peer) => present.has(peer)) ? { type: 'ack', id } : { type: 'error', id, code: 'no_such_peer', message: 'none' };
  service.answers.unwatch = ({ id }) => ({ type: 'ack', id });
  errors = [];
  client = await connect({ url: service.url, tenant: 't', peer: 'alice' });
  client.on('error', ({ code, message }) => errors.push([code, message]));
});

afterEach(async () => {
  client.close();
  await service.stop();
});

const member = (peer) => ({ session: `session of ${peer}`, peer, meta: {}, state: 'online' });

/** The members of the room, for those who join it from now on. */
function has(...peers) {
  present = new Set(peers);
  service.members = peers.map(member);
}

const several = (count) => Array.from({ length: count }, (_, i) => `p${i}`);

/** A new session, on a new socket. */
async function lost() {
  const back = next(client, 'reconnected');
  service.heard.length = 0;
  service.close(1012);
  await back;
}

/** Who was named in each watch since then. */
const asked = () => service.of('watch').map(({ peers }) => peers);

/** Whom the service watches since then. */
const watched = () => asked().filter((peers) => peers.every((peer) => present.has(peer))).flat();

test('who shares no room any more does not keep the others from being watched', async () => {
  // Given
  has('bob', 'cyd');
  await client.join('blue');
  await client.watch(['bob', 'cyd']);

  // When
  has('cyd');
  await lost();

  // Then
  assert.deepEqual(asked(), [['cyd']]);
  assert.deepEqual(errors, [['no_such_peer', 'not watched now, for there is no room in common: bob']]);
});

test('who has left without a word yet is found among many', async () => {
  // Given
  const peers = several(250);
  has(...peers);
  await client.join('blue');
  for (const from of [0, 100, 200]) await client.watch(peers.slice(from, from + 100));

  // When
  present.delete('p7');
  present.delete('p249');
  await lost();

  // Then
  assert.deepEqual(watched().sort(), [...present].sort());
  assert.ok(asked().every(({ length }) => length <= 100));
  assert.ok(asked().length < 35, `${asked().length} messages`);
  assert.match(errors.flat().join(), /: p7, p249$/);
});

test('a thousand who are all gone cost no message', async () => {
  const peers = several(1_000);
  has(...peers);
  await client.join('blue');
  for (let from = 0; from < 1_000; from += 100) await client.watch(peers.slice(from, from + 100));
  has();
  await lost();
  assert.deepEqual(asked(), []);
  assert.match(errors.flat().join(), /: p0, .*, p9, and 990 more$/);
});

test('a session that goes on watches again on its new socket', async () => {
  // Given
  has('bob', 'cyd');
  service.answers.hello = ({ resume }) => ({
    type: 'welcome',
    session: 's9',
    secret: 'x',
    peer: 'alice',
    resumed: resume?.session === 's9',
    rooms: { blue: { version: 2, members: [member('cyd')] } },
  });
  await client.join('blue');
  await lost();
  await client.watch(['bob', 'cyd']);

  // When
  const back = next(client, 'resumed');
  service.heard.length = 0;
  service.close(1012);
  await back;

  // Then
  assert.deepEqual(asked(), [['cyd']]);
});

test('who comes back is watched again, once', async () => {
  // Given
  has('bob', 'cyd');
  await client.join('blue');
  await client.watch(['bob', 'cyd']);
  has('cyd');
  await lost();

  // When
  present.add('bob');
  service.say({ type: 'member-joined', room: 'blue', version: 2, member: member('bob') });
  service.say({ type: 'member-joined', room: 'blue', version: 3, member: { ...member('bob'), session: 'another' } });
  await until(() => asked().length > 1);
  await client.update({});

  // Then
  assert.deepEqual(asked(), [['cyd'], ['bob']]);
});

test('all are watched again once this session is let in from the lobby', async () => {
  // Given
  has('bob', 'cyd');
  const room = await client.join('blue');
  await client.watch(['bob', 'cyd']);
  service.answers.join = ({ id, room }) => ({ type: 'waiting', id, room, position: 1 });
  await lost();
  const meanwhile = asked();

  // When
  const replaced = next(room, 'members-replaced');
  service.say({ type: 'joined', room: 'blue', version: 5, self: 's2', members: service.members });
  await replaced;
  await client.update({});

  // Then
  assert.deepEqual([meanwhile, asked()], [[], [['bob', 'cyd']]]);
  assert.equal(errors.length, 1);
});

test('who is in another room that is joined later is watched again', async () => {
  has('bob');
  await client.join('blue');
  await client.watch(['bob']);
  has();
  await lost();
  has('bob');
  await client.join('green');
  await client.update({});
  assert.deepEqual(asked(), [['bob']]);
});

test('who is not to be watched any more is not watched again', async () => {
  has('bob');
  await client.join('blue');
  await client.watch(['bob']);
  has();
  await lost();
  await client.unwatch(['bob']);
  has('bob');
  await client.join('green');
  await client.update({});
  assert.deepEqual(asked(), []);
});

test('a watch fails as a whole where one shares no room', async () => {
  has('bob');
  await client.join('blue');
  await assert.rejects(client.watch(['bob', 'cyd']), { code: 'no_such_peer' });
  await lost();
  assert.deepEqual([asked(), errors], [[], []]);
});

test('another failure is told', async () => {
  has('bob');
  await client.join('blue');
  await client.watch(['bob']);
  service.answers.watch = ({ id }) => ({ type: 'error', id, code: 'unavailable', message: 'not now' });
  await lost();
  assert.deepEqual([asked().length, errors], [1, [['unavailable', 'not now']]]);
});

test('who is not listed in a large room may be there, and is watched again', async () => {
  // Given
  has('bob', 'cyd', 'dan');
  await client.join('blue');
  await client.watch(['bob', 'cyd']);
  const { join } = service.answers;
  service.answers.join = (message) => ({ ...join(message), members: [member('dan')], count: 3 });

  // When
  await lost();

  // Then
  assert.deepEqual([asked(), errors], [[['bob', 'cyd']], []]);
});

test('a thousand who are all gone from a large room cost some hundred messages, on each socket', async () => {
  // Given
  const peers = several(1_000);
  has(...peers);
  await client.join('blue');
  for (let from = 0; from < 1_000; from += 100) await client.watch(peers.slice(from, from + 100));
  const { join } = service.answers;
  service.answers.join = (message) => ({ ...join(message), members: [], count: 700 });
  has();

  // When
  const messages = [];
  for (let i = 0; i < 2; i++) {
    await lost();
    messages.push(asked().length);
  }

  // Then
  for (const count of messages) assert.ok(count > 500 && count < 600, `${count} messages`);
  assert.equal(errors.length, 2);
  for (const [, message] of errors) assert.match(message, /: p\d+, .* and 990 more$/);
});
