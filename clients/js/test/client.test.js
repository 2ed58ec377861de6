import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { connect } from '../src/chappe.js';
import { next, Service } from './service.js';

const ALICE = { session: 's1', peer: 'alice', meta: {}, state: 'online' };
const BOB = { session: 'b', peer: 'bob', meta: { name: 'Bob' }, state: 'online' };

let service;
let client;

beforeEach(async () => {
  service = await Service.start();
});

afterEach(async () => {
  client?.close();
  client = undefined;
  await service.stop();
});

async function connected(options = {}) {
  client = await connect({ url: service.url, tenant: 't', peer: 'alice', ...options });
  return client;
}

test('says hello and knows itself', async () => {
  await connected({ token: () => 'jwt' });
  assert.equal(client.session, 's1');
  assert.equal(client.state, 'online');
  const [hello] = service.heard;
  assert.equal(hello.type, 'hello');
  assert.equal(hello.token, 'jwt');
  assert.equal(hello.tenant, 't');
});

test('a room follows its members', async () => {
  service.members = [ALICE];
  const room = await (await connected()).join('blue', { meta: { name: 'Alice' } });
  const seen = [];
  for (const name of ['member-joined', 'member-updated', 'member-left']) {
    room.on(name, (event) => seen.push([name, (event.member ?? event).session]));
  }
  service.say({ type: 'member-joined', room: 'blue', version: 2, member: BOB });
  service.say({ type: 'member-updated', room: 'blue', version: 3, member: { ...BOB, meta: { name: 'Bobby' } } });
  service.say({ type: 'from-the-future', room: 'blue', version: 4 });
  service.say({ type: 'members-changed', room: 'blue', version: 9, joined: [{ ...BOB, session: 'c' }], left: [BOB], updated: [] });
  await next(room, 'member-left');
  await new Promise(setImmediate);
  assert.deepEqual(seen, [['member-joined', 'b'], ['member-updated', 'b'], ['member-left', 'b'], ['member-joined', 'c']]);
  assert.deepEqual([...room.members.keys()], ['s1', 'c']);
  assert.deepEqual(room.others.map(({ session }) => session), ['c']);
  assert.equal(room.version, 9);
});

test('what follows "joined" at once is not missed', async () => {
  service.members = [ALICE];
  const { join } = service.answers;
  service.answers.join = (message, socket) => {
    socket.send(JSON.stringify(join(message)));
    socket.send(JSON.stringify({ type: 'signal', from: { session: 'b', peer: 'bob' }, room: 'blue', kind: 'hi', data: {} }));
  };
  const room = await (await connected()).join('blue');
  const { kind } = await next(room, 'signal');
  assert.equal(kind, 'hi');
});

test('a signal tells what became of it', async () => {
  service.answers.signal = ({ id, to }) =>
    to.room
      ? { type: 'ack', id, status: 'relayed', sessions: 2, missing: ['x'], missingCount: 1 }
      : { type: 'error', id, code: 'no_such_session', message: 'gone' };
  const room = await (await connected()).join('blue');
  const ack = await room.broadcast('hello', { n: 1 });
  assert.deepEqual([ack.status, ack.sessions, ack.missing], ['relayed', 2, ['x']]);
  await assert.rejects(room.signal('b', 'hello', {}), { code: 'no_such_session', retryable: false });
});

test('a refused join says why, and may be tried again', async () => {
  const { join } = service.answers;
  service.answers.join = ({ id }) => ({ type: 'error', id, code: 'room_full', message: 'full' });
  await connected();
  await assert.rejects(client.join('blue'), { code: 'room_full' });
  service.answers.join = join;
  assert.equal((await client.join('blue')).joined, true);
});

test('joining twice is joining once', async () => {
  await connected();
  const [one, two] = await Promise.all([client.join('blue'), client.join('blue')]);
  assert.equal(one, two);
  assert.equal(service.of('join').length, 1);
});

/** A service that keeps sessions: what it says of the rooms of one that goes on. */
function keepsSessions(rooms) {
  let secret = 0;
  service.answers.hello = ({ resume }) => ({
    type: 'welcome',
    session: resume ? resume.session : 's1',
    secret: `secret ${++secret}`,
    peer: 'alice',
    resumed: resume !== undefined,
    rooms,
  });
}

test('after a lost socket the same session goes on, and its rooms tell what has changed', async () => {
  service.members = [ALICE, BOB];
  keepsSessions({ blue: { version: 7, members: [{ ...ALICE }, { ...BOB, session: 'c' }] } });
  const room = await (await connected()).join('blue');
  const seen = [];
  for (const name of ['member-joined', 'member-updated', 'member-left', 'members-replaced']) {
    room.on(name, (event) => seen.push([name, (event.member ?? event).session]));
  }
  const back = next(client, 'resumed');
  service.close(1012);
  assert.deepEqual(await back, { session: 's1' });
  const hello = service.of('hello')[1];
  assert.deepEqual(hello.resume, { session: 's1', secret: 'secret 1', rooms: { blue: 1 } });
  assert.equal(hello.peer, 'alice');
  assert.deepEqual(seen, [['member-left', 'b'], ['member-joined', 'c']]);
  assert.equal(service.of('join').length, 1);
  assert.equal(room.joined, true);
  assert.equal(room.version, 7);
});

test('a room in which nothing has changed says nothing', async () => {
  service.members = [ALICE, BOB];
  keepsSessions({ blue: { version: 3, same: true } });
  const room = await (await connected()).join('blue');
  const back = next(client, 'resumed');
  service.close(1012);
  await back;
  assert.deepEqual([...room.members.keys()], ['s1', 'b']);
  assert.equal(room.version, 3);
});

test('a room that the session is not in any more is left', async () => {
  service.members = [ALICE];
  keepsSessions({});
  const room = await (await connected()).join('blue');
  const left = next(room, 'left');
  service.close(1012);
  assert.equal((await left).reason, 'lost');
});

test('what has no answer yet, and what is asked meanwhile, goes out again under the same id', async () => {
  keepsSessions({});
  await connected();
  const { signal } = service.answers;
  service.answers.signal = () => undefined;
  const open = client.signal({ peer: 'bob' }, 'offer', { n: 1 });
  await new Promise((resolve) => setTimeout(resolve, 50));
  service.answers.signal = signal;
  const down = next(client, 'reconnecting');
  service.close(1012);
  await down;
  const meanwhile = client.signal({ peer: 'bob' }, 'offer', { n: 2 });
  assert.equal((await open).status, 'relayed');
  assert.equal((await meanwhile).status, 'relayed');
  assert.deepEqual(service.of('signal').map(({ id, data }) => [id, data.n]), [[1, 1], [1, 1], [2, 2]]);
});

test('a session that could not be resumed fails what was open', async () => {
  keepsSessions({});
  await connected();
  service.answers.signal = () => undefined;
  const open = client.signal({ peer: 'bob' }, 'offer', {});
  await new Promise((resolve) => setTimeout(resolve, 50));
  service.answers.hello = () => ({ type: 'welcome', session: 's2', secret: 'x', peer: 'alice', resumed: false });
  const back = next(client, 'reconnected');
  service.close(1012);
  await assert.rejects(open, { code: 'session_lost' });
  assert.deepEqual(await back, { session: 's2', previous: 's1' });
});

test('after a lost socket rooms and watches are back in a new session', async () => {
  service.members = [ALICE, BOB];
  const room = await (await connected()).join('blue', { meta: { name: 'Alice' } });
  await client.watch(['bob']);
  await room.update({ name: 'Al' });
  service.answers.signal = () => undefined;
  const open = client.signal({ session: 'b' }, 'hello', {});
  open.catch(() => {});
  await new Promise((resolve) => setTimeout(resolve, 20));
  service.members = [{ ...ALICE, session: 's2' }, BOB];
  const replaced = next(room, 'members-replaced');
  const away = next(client, 'reconnecting');
  const back = next(client, 'reconnected');
  service.close(1012);
  await assert.rejects(open, { code: 'session_lost' });
  const { delayMs, code } = await away;
  assert.equal(code, 1012);
  assert.ok(delayMs < 1_000);
  assert.equal(room.joined, false);
  assert.deepEqual(await back, { session: 's2', previous: 's1' });
  assert.deepEqual((await replaced).map(({ session }) => session), ['s2', 'b']);
  assert.equal(room.joined, true);
  const { id, ...again } = service.of('join').at(-1);
  assert.deepEqual(again, { type: 'join', room: 'blue', meta: { name: 'Al' } });
  assert.ok(id > 1, 'an id that an answer to the old session could have');
  assert.deepEqual(service.of('watch').map(({ peers }) => peers), [['bob'], ['bob']]);
});

test('a room that has no place any more is left, with the reason', async () => {
  const room = await (await connected()).join('blue');
  service.answers.join = ({ id }) => ({ type: 'error', id, code: 'room_full', message: 'full' });
  const left = next(room, 'left');
  service.close(1012);
  const { reason, error } = await left;
  assert.equal(reason, 'room_full');
  assert.equal(error.code, 'room_full');
});

test('a room that cannot be joined again yet is tried until it can', async () => {
  const room = await (await connected()).join('blue');
  const { join } = service.answers;
  service.answers.join = ({ id }) => {
    service.answers.join = join;
    return { type: 'error', id, code: 'unavailable', message: 'soon', retryAfterMs: 20 };
  };
  service.close(1012);
  await next(room, 'members-replaced');
  assert.equal(room.joined, true);
});

test('a final close code ends it', async () => {
  await connected();
  const closed = next(client, 'close');
  service.close(4409);
  const { code, error } = await closed;
  assert.equal(code, 4409);
  assert.equal(error.code, 'session_lost');
  assert.equal(client.state, 'closed');
  await assert.rejects(client.join('blue'), { code: 'session_lost' });
});

test('a refused token is final when there is no other', async () => {
  service.answers.hello = (_, socket) => socket.close(4401);
  await assert.rejects(connected({ token: 'old' }), { code: 'unauthorized' });
});

test('a refused token is renewed', async () => {
  const { hello } = service.answers;
  service.answers.hello = (message, socket) => (message.token === 'new' ? hello(message) : void socket.close(4401));
  const tokens = ['old', 'new'];
  await connected({ token: async () => tokens.shift() });
  assert.equal(client.state, 'online');
});

test('several addresses are tried in turn', async () => {
  const gone = await Service.start();
  const { url } = gone;
  await gone.stop();
  await connected({ url: undefined, urls: [url, service.url] });
  assert.equal(client.state, 'online');
});

test('nobody there is said in time', async () => {
  const gone = await Service.start();
  const { url } = gone;
  await gone.stop();
  await assert.rejects(connected({ url, timeoutMs: 50 }), { code: 'unavailable', message: /no server answered within 50 ms/ });
});

test('silence is broken by a ping, and a server that stays silent is lost', async () => {
  service.welcome = { pingIntervalMs: 40 };
  await connected();
  await new Promise((resolve) => setTimeout(resolve, 200));
  assert.ok(service.of('ping').length >= 2);
  assert.equal(client.state, 'online');
  service.answers.ping = () => undefined;
  const { reason } = await next(client, 'reconnecting');
  assert.equal(reason, 'the server does not answer');
});

test('a server that is heard but does not answer is lost', async () => {
  service.welcome = { pingIntervalMs: 40 };
  service.answers.ping = () => undefined;
  await connected();
  const words = setInterval(() => service.say({ type: 'signal', from: BOB, kind: 'k', data: {}, id: 1 }), 10);
  try {
    const { reason } = await next(client, 'reconnecting');
    assert.equal(reason, 'the server does not answer');
  } finally {
    clearInterval(words);
  }
});

test('go-away moves the client in its own slot, to the address that it names', async () => {
  const other = await Service.start();
  try {
    await connected();
    const back = next(client, 'reconnected');
    service.say({ type: 'go-away', reason: 'drain', reconnectAfterMs: 30, deadlineMs: 1_000, urls: [other.url] });
    await back;
    assert.equal(other.of('hello').length, 1);
    assert.equal(service.of('hello').length, 1);
  } finally {
    client.close();
    await other.stop();
  }
});

test('close says bye', async () => {
  await connected();
  const [socket] = service.sockets;
  const closed = new Promise((resolve) => socket.on('close', resolve));
  client.close();
  assert.equal(await closed, 1000);
  assert.equal(service.of('bye').length, 1);
});

test('what cannot be meant of addresses is said', async () => {
  await assert.rejects(connect({ tenant: 't' }), { code: 'bad_request', message: /^url is missing/ });
  await assert.rejects(connect({ url: 'ws://a', urls: ['ws://b'] }), { code: 'bad_request', message: /one of them/ });
});

test('servers for calls are those that were told last', async () => {
  // Given
  await connected();
  const told = next(client, 'ice-servers');

  // When
  service.say({ type: 'ice-servers', iceServers: [{ urls: 'turn:b.example' }], iceExpiresInMs: 60_000 });

  // Then
  assert.equal((await told).iceExpiresInMs, 60_000);
  assert.deepEqual(client.iceServers, [{ urls: 'turn:b.example' }]);
});
