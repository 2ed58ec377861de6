import assert from 'node:assert/strict';
import { afterEach, beforeEach, mock, test } from 'node:test';
import { connect } from '../src/chappe.js';
import { next, pause, Service, until } from './service.js';

const ALICE = { session: 's1', peer: 'alice', meta: {}, state: 'online' };
const BOB = { session: 'b', peer: 'bob', meta: {}, state: 'online' };
const ADMITTED = { type: 'joined', room: 'class', version: 5, self: 's1', members: [ALICE, BOB] };

let service;
let client;
/** The positions that the application was told. */
let positions;
const onWaiting = (position) => positions.push(position);

beforeEach(async () => {
  service = await Service.start();
  service.answers.join = waits(2);
  positions = [];
  client = undefined;
});

afterEach(async () => {
  client?.close();
  await service.stop();
});

/** An answer to `join`: the lobby. */
function waits(position) {
  return ({ id, room }) => ({ type: 'waiting', id, room, position });
}

/** An answer to `join`: an error. */
function refuses(code) {
  return ({ id }) => ({ type: 'error', id, code, message: code });
}

const waiting = (position) => service.say({ type: 'waiting', room: 'class', position });

/** The service keeps sessions: what it says of the rooms of one that goes on. */
function keepsSessions(rooms) {
  service.answers.hello = ({ resume }) => ({
    type: 'welcome',
    session: resume ? resume.session : 's1',
    secret: 'x',
    peer: 'alice',
    resumed: resume !== undefined,
    rooms,
  });
}

/** What the service has kept is lost: the client gets another session. */
function forgetsSessions() {
  service.answers.hello = () => ({ type: 'welcome', session: 's2', secret: 'y', peer: 'alice', resumed: false });
}

async function connected() {
  client = await connect({ url: service.url, tenant: 't', peer: 'alice' });
}

/** A client that waits in the lobby, and what its join has come to so far. */
async function waiter(options = { onWaiting }) {
  await connected();
  const joined = client.join('class', options);
  const outcome = { joined, state: 'pending' };
  joined.then(
    (room) => Object.assign(outcome, { state: 'joined', room }),
    (error) => Object.assign(outcome, { state: 'failed', error }),
  );
  await until(() => positions.length > 0);
  return outcome;
}

/** A client that was in the room, and waits in its lobby again since it has a new session. */
async function waitsAgain() {
  const { joined } = await waiter();
  service.say(ADMITTED);
  const room = await joined;
  forgetsSessions();
  service.answers.join = waits(3);
  const again = next(room, 'waiting');
  const back = next(client, 'reconnected');
  service.close(1012);
  assert.deepEqual(await again, { position: 3 });
  await back;
  return room;
}

test('who waits is told its positions, and joins when it is admitted', async () => {
  // Given
  const outcome = await waiter();

  // When
  waiting(1);
  await until(() => positions.length === 2);
  await pause(20);
  const before = outcome.state;
  service.say({ ...ADMITTED, locked: true });
  const room = await outcome.joined;

  // Then
  assert.deepEqual([positions, before], [[2, 1], 'pending']);
  assert.deepEqual([room.joined, room.version, room.locked], [true, 5, true]);
  assert.deepEqual([...room.members.keys()], ['s1', 'b']);
});

test('what follows the admission at once is not missed', async () => {
  const { joined } = await waiter();
  service.say(ADMITTED);
  service.say({ type: 'member-left', room: 'class', version: 6, member: BOB, reason: 'left' });
  const room = await joined;
  await until(() => room.version === 6);
  assert.deepEqual([...room.members.keys()], ['s1']);
});

test('an admission in the same breath as the answer', async () => {
  service.answers.join = (message, socket) => {
    socket.send(JSON.stringify(waits(1)(message)));
    socket.send(JSON.stringify(ADMITTED));
  };
  await connected();
  assert.equal((await client.join('class')).joined, true);
});

for (const reason of ['denied', 'kicked']) {
  test(`who is ${reason} while it waits is told so`, async () => {
    const { joined } = await waiter();
    service.say({ type: 'left', room: 'class', reason });
    await assert.rejects(joined, { name: 'ChappeError', code: reason, retryable: false });
    service.answers.join = ({ id, room }) => ({ ...ADMITTED, id, room });
    assert.equal((await client.join('class')).joined, true, 'it may knock again');
  });
}

for (const code of ['room_locked', 'room_full', 'closed', 'forbidden']) {
  test(`a door that is shut: ${code}`, async () => {
    service.answers.join = refuses(code);
    await connected();
    await assert.rejects(client.join('class', { onWaiting }), { code, retryable: false });
    assert.deepEqual(positions, []);
  });
}

test('waiting has no deadline', async () => {
  await connected();
  mock.timers.enable({ apis: ['setTimeout'] });
  try {
    const joined = client.join('class', { onWaiting });
    for (let i = 0; i < 200 && positions.length === 0; i++) await new Promise(setImmediate);
    mock.timers.tick(3_600_000);
    service.say(ADMITTED);
    assert.equal((await joined).joined, true);
  } finally {
    mock.timers.reset();
  }
});

test('giving up leaves the lobby', async () => {
  const controller = new AbortController();
  const { joined } = await waiter({ onWaiting, signal: controller.signal });
  controller.abort();
  await assert.rejects(joined, { name: 'AbortError' });
  await until(() => service.of('leave').length === 1);
  const { id, ...leave } = service.of('leave')[0];
  assert.deepEqual(leave, { type: 'leave', room: 'class' });
});

test('who has given up is not let in by an admission that was on its way', async () => {
  const controller = new AbortController();
  const { joined } = await waiter({ onWaiting, signal: controller.signal });
  const reason = new Error('enough');
  controller.abort(reason);
  await assert.rejects(joined, (error) => error === reason);
  await until(() => service.of('leave').length === 1);
  service.say(ADMITTED);
  await until(() => service.of('leave').length === 2);
});

test('giving up before the answer leaves as soon as there is one', async () => {
  let answer;
  service.answers.join = (message) => void (answer = waits(1)(message));
  await connected();
  const controller = new AbortController();
  const joined = client.join('class', { onWaiting, signal: controller.signal });
  await until(() => answer);
  controller.abort();
  await assert.rejects(joined, { name: 'AbortError' });
  assert.equal(service.of('leave').length, 0, 'the server could not know yet what is left');
  service.say(answer);
  await until(() => service.of('leave').length === 1);
  assert.deepEqual(positions, []);
});

test('what is still said of a wait that was given up does not answer the next join', async () => {
  const controller = new AbortController();
  const first = await waiter({ onWaiting, signal: controller.signal });
  controller.abort();
  await assert.rejects(first.joined, { name: 'AbortError' });
  service.answers.join = (message, socket) => {
    socket.send(JSON.stringify({ type: 'waiting', room: 'class', position: 1 }));
    return refuses('room_locked')(message);
  };
  await assert.rejects(client.join('class', { onWaiting }), { code: 'room_locked' });
  assert.deepEqual(positions, [2]);
});

test('what was given up before it began asks for nothing', async () => {
  await connected();
  await assert.rejects(client.join('class', { signal: AbortSignal.abort() }), { name: 'AbortError' });
  await client.update({});
  assert.equal(service.of('join').length, 0);
});

test('a room that was joined is not left by a late abort', async () => {
  const controller = new AbortController();
  const { joined } = await waiter({ onWaiting, signal: controller.signal });
  service.say(ADMITTED);
  const room = await joined;
  controller.abort();
  await client.update({});
  assert.equal(room.joined, true);
  assert.equal(service.of('leave').length, 0);
});

test('two joins of a room wait together, and each may give up for itself', async () => {
  // Given
  const [one, two] = [new AbortController(), new AbortController()];
  const first = await waiter({ onWaiting, signal: one.signal });
  const others = [];
  const second = client.join('class', { onWaiting: (position) => others.push(position), signal: two.signal });
  const third = client.join('class');
  await until(() => others.length === 1);

  // When
  one.abort();
  await assert.rejects(first.joined, { name: 'AbortError' });
  waiting(1);
  await until(() => others.length === 2);

  // Then
  assert.deepEqual([positions, others], [[2], [2, 1]]);
  assert.equal(service.of('join').length, 1);
  assert.equal(service.of('leave').length, 0, 'there are others who wait still');
  service.say(ADMITTED);
  assert.equal(await second, await third);
});

test('the last of several who gives up leaves', async () => {
  const [one, two] = [new AbortController(), new AbortController()];
  const first = await waiter({ onWaiting, signal: one.signal });
  const second = client.join('class', { signal: two.signal });
  one.abort();
  two.abort();
  await assert.rejects(first.joined, { name: 'AbortError' });
  await assert.rejects(second, { name: 'AbortError' });
  await until(() => service.of('leave').length === 1);
});

test('who waits goes on waiting after a lost socket, and is told another position only', async () => {
  // Given
  keepsSessions({ class: { waiting: 2 } });
  const outcome = await waiter();

  // When
  const back = next(client, 'resumed');
  service.close(1012);
  await back;
  keepsSessions({ class: { waiting: 1 } });
  const again = next(client, 'resumed');
  service.close(1012);
  await again;

  // Then
  assert.deepEqual([positions, outcome.state], [[2, 1], 'pending']);
  assert.deepEqual(service.of('hello').map(({ resume }) => resume?.rooms), [undefined, {}, {}]);
  assert.equal(service.of('join').length, 1);
  service.say(ADMITTED);
  assert.equal((await outcome.joined).joined, true);
});

test('who was admitted while it was away is in', async () => {
  keepsSessions({ class: { version: 7, members: [ALICE, BOB], locked: true } });
  const { joined } = await waiter();
  service.close(1012);
  const room = await joined;
  assert.deepEqual([room.joined, room.version, room.locked], [true, 7, true]);
  assert.deepEqual([...room.members.keys()], ['s1', 'b']);
});

test('what the welcome says of a join counts, whatever becomes of the request', async () => {
  // Given
  service.answers.join = () => undefined;
  keepsSessions({ class: { waiting: 1 } });
  await connected();
  const joined = client.join('class', { onWaiting });
  await until(() => service.of('join').length === 1);

  // When
  service.answers.join = refuses('unavailable');
  service.close(1012);
  await until(() => service.of('join').length === 2);
  await client.update({});

  // Then
  assert.deepEqual(positions, [1]);
  service.say(ADMITTED);
  assert.equal((await joined).joined, true);
});

test('who does not wait any more after a lost socket is told so', async () => {
  keepsSessions({});
  const { joined } = await waiter();
  service.close(1012);
  await assert.rejects(joined, { code: 'lost' });
});

test('a lobby that was left while there was no socket is left when there is one', async () => {
  keepsSessions({ class: { waiting: 1 } });
  const giveUp = new AbortController();
  const { joined } = await waiter({ onWaiting, signal: giveUp.signal });
  const down = next(client, 'reconnecting');
  service.close(1012);
  await down;
  giveUp.abort();
  await assert.rejects(joined, { name: 'AbortError' });
  await next(client, 'resumed');
  await until(() => service.of('leave').length > 0);
  assert.equal(service.of('leave')[0].room, 'class');
});

test('with a new session a waiter knocks again', async () => {
  // Given
  keepsSessions({});
  const outcome = await waiter({ onWaiting, meta: { name: 'Alice' } });
  forgetsSessions();
  service.answers.join = waits(2);

  // When
  const back = next(client, 'reconnected');
  service.close(1012);
  await back;

  // Then
  assert.equal(client.state, 'online', 'it waits for no moderator');
  assert.deepEqual([positions, outcome.state], [[2, 2], 'pending']);
  assert.deepEqual(service.of('join').map(({ meta }) => meta), [{ name: 'Alice' }, { name: 'Alice' }]);
  service.say({ ...ADMITTED, self: 's2' });
  assert.equal((await outcome.joined).joined, true);
});

test('with a new session a waiter may find the room open', async () => {
  const { joined } = await waiter();
  service.answers.join = ({ id }) => ({ ...ADMITTED, id });
  service.close(1012);
  assert.equal((await joined).joined, true);
});

test('with a new session a waiter may find the door shut', async () => {
  const { joined } = await waiter();
  service.answers.join = refuses('room_locked');
  service.close(1012);
  await assert.rejects(joined, { code: 'room_locked' });
});

test('a waiter that cannot knock again yet tries until it can', async () => {
  const outcome = await waiter();
  service.answers.join = ({ id }) => {
    service.answers.join = waits(7);
    return { type: 'error', id, code: 'unavailable', message: 'soon', retryAfterMs: 20 };
  };
  service.close(1012);
  await until(() => positions.at(-1) === 7);
  assert.equal(outcome.state, 'pending');
});

test('a join that was lost with its session is not sent again by itself', async () => {
  keepsSessions({});
  service.answers.join = () => undefined;
  await connected();
  const joined = client.join('class');
  await until(() => service.of('join').length === 1);
  forgetsSessions();
  const back = next(client, 'reconnected');
  service.close(1012);
  await assert.rejects(joined, { code: 'session_lost' });
  await back;
  assert.equal(service.of('join').length, 1);
});

test('a client that is closed waits no more', async () => {
  const { joined } = await waiter();
  client.close();
  await assert.rejects(joined, { code: 'session_lost', message: 'this client was closed' });
});

test('an end by the server ends the waiting', async () => {
  const { joined } = await waiter();
  service.close(4409);
  await assert.rejects(joined, { code: 'session_lost' });
});

test('a room may have a lobby when this client comes back to it', async () => {
  // Given
  const room = await waitsAgain();
  const before = room.joined;
  const replaced = next(room, 'members-replaced');

  // When
  service.say({ ...ADMITTED, self: 's2', version: 9 });

  // Then
  assert.equal(before, false);
  assert.deepEqual((await replaced).map(({ session }) => session), ['s1', 'b']);
  assert.deepEqual([room.joined, room.version, room.position], [true, 9, undefined]);
});

test('a room that takes this client back while it is away tells all members', async () => {
  const room = await waitsAgain();
  keepsSessions({ class: { version: 9, members: [{ ...ALICE, session: 's2' }] } });
  const replaced = next(room, 'members-replaced');
  service.close(1012);
  assert.deepEqual((await replaced).map(({ session }) => session), ['s2']);
  assert.deepEqual(service.of('hello').at(-1).resume.rooms, {}, 'the version is that of another session');
});

test('a room that does not take this client back is left', async () => {
  const room = await waitsAgain();
  const left = next(room, 'left');
  service.say({ type: 'left', room: 'class', reason: 'denied' });
  assert.equal((await left).reason, 'denied');
});

test('a room in whose lobby this client waits again can be left', async () => {
  const room = await waitsAgain();
  const left = next(room, 'left');
  await room.leave();
  assert.equal((await left).reason, 'left');
  assert.equal(service.of('leave').length, 1);
});

test('a room that is left while there is no socket is left when there is one', async () => {
  // Given
  keepsSessions({ class: { version: 5, members: [ALICE] } });
  const { joined } = await waiter();
  service.say(ADMITTED);
  const room = await joined;
  const down = next(client, 'reconnecting');
  service.close(1012);
  await down;

  // When
  await room.leave();

  // Then
  await until(() => service.of('leave').length === 1);
});

test('a room that is being joined again when the socket is lost once more is not lost', async () => {
  // Given
  const { joined } = await waiter();
  service.say(ADMITTED);
  const room = await joined;
  let left = false;
  room.on('left', () => (left = true));
  forgetsSessions();
  service.answers.join = () => undefined;
  service.close(1012);
  await until(() => service.of('join').length === 2);

  // When
  keepsSessions({});
  service.answers.join = ({ id }) => ({ ...ADMITTED, id });
  const replaced = next(room, 'members-replaced');
  service.close(1012);
  await replaced;

  // Then
  assert.deepEqual([left, room.joined], [false, true]);
  assert.equal(service.of('join')[2].id, service.of('join')[1].id);
});

test('a room that is joined again by a welcome, and by an answer, tells its members once', async () => {
  // Given
  const { joined } = await waiter();
  service.say(ADMITTED);
  const room = await joined;
  let replaced = 0;
  room.on('members-replaced', () => replaced++);
  forgetsSessions();
  service.answers.join = () => undefined;
  service.close(1012);
  await until(() => service.of('join').length === 2);

  // When
  keepsSessions({ class: { version: 9, members: [ALICE] } });
  service.answers.join = ({ id }) => ({ ...ADMITTED, id, version: 9, members: [ALICE] });
  service.close(1012);
  await until(() => service.of('join').length === 3);
  await client.update({});

  // Then
  assert.deepEqual([replaced, room.joined, room.version], [1, true, 9]);
});
