import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { connect } from '../src/chappe.js';
import { next, Service, until } from './service.js';

const MOD = { session: 's1', peer: 'mod', meta: {}, state: 'online', moderator: true };
const BOB = { session: 'b', peer: 'bob', meta: { name: 'Admin' }, state: 'online', attributes: { name: 'Bob' } };
const CYD = { session: 'c', peer: 'cyd', meta: {}, state: 'online' };

const LOCKED = { locked: true, metadata: null };
const OPEN = { locked: false, metadata: null };

let service;
let client;
let room;
/** What the room has told of its lobby and its lock, in order. */
let told;

beforeEach(async () => {
  service = await Service.start();
  service.members = [MOD, BOB];
  for (const type of ['admit', 'deny', 'kick', 'lock', 'unlock', 'update-room']) service.answers[type] = ({ id }) => ({ type: 'ack', id });
  service.answers.mute = ({ id }) => ({ type: 'ack', id, status: 'relayed' });
  keepsSessions({ class: { version: 1, same: true } });
  client = await connect({ url: service.url, tenant: 't' });
  room = await client.join('class');
  told = [];
  for (const name of ['lobby', 'room-updated']) room.on(name, (event) => told.push(event));
});

afterEach(async () => {
  client.close();
  await service.stop();
});

/** The service keeps sessions: what it says of the rooms of one that goes on. */
function keepsSessions(rooms) {
  service.answers.hello = ({ resume }) => ({ type: 'welcome', session: 's1', secret: 'x', peer: 'mod', resumed: resume !== undefined, rooms });
}

const lobby = (waiting, count = waiting.length) => service.say({ type: 'lobby', room: 'class', count, waiting });

async function lost() {
  const back = next(client, 'resumed');
  service.close(1012);
  await back;
}

/** The requests that came in, without their ids. */
const asked = (type) => service.of(type).map(({ id, ...message }) => (assert.ok(id > 0), message));

test('a moderator sees who waits', async () => {
  assert.deepEqual([room.lobby, room.lobbyCount], [[], 0]);
  lobby([BOB, CYD], 70);
  assert.deepEqual(await next(room, 'lobby'), { waiting: [BOB, CYD], count: 70 });
  assert.deepEqual([room.lobby, room.lobbyCount], [[BOB, CYD], 70]);
  lobby([]);
  assert.deepEqual(await next(room, 'lobby'), { waiting: [], count: 0 });
  assert.deepEqual([room.lobby, room.lobbyCount], [[], 0]);
});

test('who waits is not known while there is no socket, nor after it unless it is told', async () => {
  lobby([CYD]);
  await next(room, 'lobby');
  const down = next(client, 'reconnecting');
  const back = next(client, 'resumed');
  service.close(1012);
  await down;
  assert.deepEqual([room.lobby, room.lobbyCount, told.at(-1)], [[], 0, { waiting: [], count: 0 }]);
  await back;
  assert.deepEqual(told.length, 2);
});

test('after a move to another gateway those who wait are told anew', async () => {
  const other = await Service.start();
  try {
    lobby([CYD]);
    await next(room, 'lobby');
    other.answers.hello = service.answers.hello;
    service.say({ type: 'go-away', reason: 'drain', reconnectAfterMs: 0, deadlineMs: 1_000, urls: [other.url] });
    await until(() => other.of('hello').length === 1);
    service.close(4409);
    await until(() => room.lobbyCount === 0);
    assert.equal(room.joined, true);
  } finally {
    client.close();
    await other.stop();
  }
});

test('each request, as it goes out', async () => {
  await room.admit('c');
  await room.admit();
  await room.deny('c');
  await room.kick('b');
  await room.kick('b', { banMs: 60_000 });
  await room.lock();
  await room.unlock();
  await room.setMetadata({ title: 'Physics' });
  await room.setMetadata(null);
  const { status } = await room.requestMute('b');
  assert.equal(status, 'relayed');
  assert.deepEqual(['admit', 'deny', 'kick', 'lock', 'unlock', 'update-room', 'mute'].flatMap(asked), [
    { type: 'admit', room: 'class', session: 'c' },
    { type: 'admit', room: 'class' },
    { type: 'deny', room: 'class', session: 'c' },
    { type: 'kick', room: 'class', session: 'b' },
    { type: 'kick', room: 'class', session: 'b', banMs: 60_000 },
    { type: 'lock', room: 'class' },
    { type: 'unlock', room: 'class' },
    { type: 'update-room', room: 'class', metadata: { title: 'Physics' } },
    { type: 'update-room', room: 'class', metadata: null },
    { type: 'mute', room: 'class', session: 'b' },
  ]);
});

test('a session that is not known lets in nobody instead of everybody', async () => {
  for (const session of [undefined, null, NaN, {}, () => 'c']) {
    await assert.rejects(room.admit(session), TypeError);
  }
  await room.lock();
  assert.deepEqual(service.of('admit'), []);
});

test('what a moderator may not do fails with the reason', async () => {
  const requests = {
    admit: () => room.admit('c'),
    deny: () => room.deny('c'),
    kick: () => room.kick('c'),
    lock: () => room.lock(),
    unlock: () => room.unlock(),
    'update-room': () => room.setMetadata({}),
    mute: () => room.requestMute('c'),
  };
  for (const [type, request] of Object.entries(requests)) {
    service.answers[type] = ({ id }) => ({ type: 'error', id, code: 'forbidden', message: 'no moderator' });
    await assert.rejects(request(), { code: 'forbidden', retryable: false });
  }
});

test('a room is locked and unlocked', async () => {
  assert.equal(room.locked, false);
  service.say({ type: 'room-updated', room: 'class', version: 4, locked: true });
  await next(room, 'room-updated');
  assert.deepEqual([room.locked, room.version], [true, 4]);
  service.say({ type: 'room-updated', room: 'class', version: 5, locked: true });
  service.say({ type: 'room-updated', room: 'class', version: 6, locked: false });
  await next(room, 'room-updated');
  assert.deepEqual([room.locked, told], [false, [LOCKED, OPEN]]);
});

test('a room may be locked when it is joined', async () => {
  const { join } = service.answers;
  service.answers.join = (message) => ({ ...join(message), locked: true });
  assert.equal((await client.join('other')).locked, true);
});

test('a room that was locked meanwhile says so', async () => {
  keepsSessions({ class: { version: 3, members: [MOD, BOB], locked: true } });
  await lost();
  assert.deepEqual([room.locked, told], [true, [LOCKED]]);
  keepsSessions({ class: { version: 3, same: true } });
  await lost();
  assert.equal(room.locked, true, 'nothing has changed');
  keepsSessions({ class: { version: 4, members: [MOD, BOB] } });
  await lost();
  assert.deepEqual([room.locked, told], [false, [LOCKED, OPEN]]);
});

test('all members are told of the room, once of each change', async () => {
  assert.equal(room.metadata, null);
  const title = { title: 'Physics' };
  service.say({ type: 'room-updated', room: 'class', version: 4, locked: false, metadata: title });
  service.say({ type: 'room-updated', room: 'class', version: 5, locked: false, metadata: { title: 'Physics' } });
  service.say({ type: 'room-updated', room: 'class', version: 6, locked: true, metadata: title });
  await until(() => room.version === 6);
  assert.deepEqual([room.metadata, told], [title, [{ locked: false, metadata: title }, { locked: true, metadata: title }]]);
  service.say({ type: 'room-updated', room: 'class', version: 7, locked: true, metadata: null });
  await next(room, 'room-updated');
  assert.equal(room.metadata, null);
});

test('a room may have metadata when it is joined, and others when this client is back', async () => {
  const { join } = service.answers;
  service.answers.join = (message) => ({ ...join(message), metadata: { n: 1 } });
  assert.deepEqual((await client.join('other')).metadata, { n: 1 });
  keepsSessions({ class: { version: 3, members: [MOD, BOB], metadata: { n: 2 } } });
  await lost();
  assert.deepEqual([room.metadata, told], [{ n: 2 }, [{ locked: false, metadata: { n: 2 } }]]);
  keepsSessions({ class: { version: 3, same: true } });
  await lost();
  assert.deepEqual(room.metadata, { n: 2 }, 'nothing has changed');
  keepsSessions({ class: { version: 4, members: [MOD, BOB] } });
  await lost();
  assert.equal(room.metadata, null);
});

test('what tokens say of members is known, also when it has changed meanwhile', async () => {
  assert.equal(room.members.get('s1').moderator, true);
  assert.deepEqual(room.members.get('b').attributes, { name: 'Bob' });
  keepsSessions({ class: { version: 2, members: [MOD, { ...BOB, moderator: true }] } });
  const updated = next(room, 'member-updated');
  await lost();
  assert.deepEqual(await updated, { ...BOB, moderator: true });
});

test('what a member says about itself does not change what its token says', async () => {
  await room.update({ name: 'Mo' });
  assert.deepEqual(room.members.get('s1'), { ...MOD, meta: { name: 'Mo' } });
});

test('who is kicked has left, with the reason; its session goes on', async () => {
  const left = next(room, 'left');
  service.say({ type: 'left', room: 'class', reason: 'kicked' });
  assert.deepEqual(await left, { reason: 'kicked', error: undefined });
  assert.deepEqual([room.joined, room.members.size, client.state], [false, 0, 'online']);
});

test('a room that is left has no lobby', async () => {
  lobby([CYD]);
  await next(room, 'lobby');
  await room.leave();
  assert.deepEqual([room.lobby, room.lobbyCount], [[], 0]);
});

test('others see who was kicked', async () => {
  const gone = next(room, 'member-left');
  service.say({ type: 'member-left', room: 'class', version: 2, member: BOB, reason: 'kicked' });
  assert.deepEqual(await gone, { member: BOB, reason: 'kicked' });
});
