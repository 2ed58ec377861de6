import assert from 'node:assert/strict';
import { afterEach, beforeEach, test as testUntil } from 'node:test';
import { connect } from '../src/chappe.js';
import { next, Service, until } from './service.js';

const SELF = { session: 's1', peer: 'alice', meta: { topic: 'Sales' }, state: 'online' };
const OTHER = { session: 'b', peer: 'bob', meta: {}, state: 'online' };
/** What the server says of the room for the two: to who was taken, and to the agent. */
const TAKEN = { version: 2, members: [{ ...OTHER, moderator: true }, SELF] };
const AGENT = { version: 1, members: [{ ...SELF, moderator: true }] };

/** What is never let in waits without an end: then the test fails. */
const test = (name, body) => testUntil(name, { timeout: 10_000 }, body);

let service;
let client;
/** Rooms to which the client was led: `from > room`. */
let led;
/** What joins have told of waiting. */
let waits;
const onWaiting = (...told) => waits.push(told);

beforeEach(async () => {
  service = await Service.start();
  keepsSessions({});
  service.answers.join = waitsAt(2);
  client = await connect({ url: service.url, tenant: 't' });
  waits = [];
  led = [];
  client.on('led', ({ from, room }) => led.push(`${from} > ${room.name}`));
});

afterEach(async () => {
  client.close();
  await service.stop();
});

/** The service keeps sessions: what it says of the rooms of one that goes on. */
function keepsSessions(rooms) {
  const session = { type: 'welcome', session: 's1', secret: 'x', peer: 'alice', rooms };
  service.answers.hello = ({ resume }) => ({ ...session, resumed: resume !== undefined });
}

/** What the service has kept is lost: the client gets another session. */
function forgetsSessions() {
  service.answers.hello = () => ({ type: 'welcome', session: 's2', secret: 'y', peer: 'alice', resumed: false });
}

/** An answer to `join`: a place in the queue. */
function waitsAt(position, expectedMs) {
  return ({ id, room }) => ({ type: 'waiting', id, room, position, expectedMs });
}

const joins = ({ id, room }) => ({ type: 'joined', id, room, self: 's1', ...AGENT });
const moved = (room = 'support', to = '~1') => service.say({ type: 'left', room, reason: 'moved', to });
const joined = (now, room = '~1') => service.say({ type: 'joined', room, self: 's1', ...now });

/** A client that waits, and what its join has come to so far. */
async function waiter(queue = 'support', options = {}) {
  const before = waits.length;
  const outcome = { state: 'pending', through: client.join(queue, { onWaiting, ...options }) };
  outcome.through.then(
    (room) => Object.assign(outcome, { state: room.name }),
    (error) => Object.assign(outcome, { state: error.code ?? error.name }),
  );
  await until(() => waits.length > before);
  return outcome;
}

async function agent(queue = 'support') {
  service.answers.join = joins;
  return client.join(queue);
}

/** The client has heard all that the service has said so far. */
const heard = () => client.signal({ session: 'b' }, 'ping', {});

async function lost(event = 'resumed') {
  const back = next(client, event);
  service.close(1012);
  await back;
}

const left = () => service.of('leave').map(({ room }) => room);

test('who waits in a queue is told when its turn may come', async () => {
  // Given
  service.answers.join = waitsAt(3);
  await waiter();

  // When
  for (const expectedMs of [9_000, 9_000, 6_000]) service.say({ type: 'waiting', room: 'support', position: 2, expectedMs });
  await heard();

  // Then
  assert.deepEqual(waits, [[3, undefined], [2, 9_000], [2, 6_000]]);
});

test('the time that it may take is known at once, and to who asks later', async () => {
  service.answers.join = waitsAt(3, 9_000);
  await waiter();
  await waiter();
  assert.deepEqual(waits, [[3, 9_000], [3, 9_000]]);
  assert.equal(service.of('join').length, 1);
});

test('a room where this client waits anew has the time that it may take', async () => {
  // Given
  const room = await agent();
  forgetsSessions();
  service.answers.join = waitsAt(4, 8_000);
  const waiting = next(room, 'waiting');

  // When
  await lost('reconnected');

  // Then
  assert.deepEqual(await waiting, { position: 4, expectedMs: 8_000 });
  assert.deepEqual([room.position, room.expectedMs], [4, 8_000]);
  joined(AGENT, 'support');
  await heard();
  assert.deepEqual([room.position, room.expectedMs], [undefined, undefined]);
});

test('who was taken joins the room for the two', async () => {
  // Given
  const { through } = await waiter();
  const told = next(client, 'led');

  // When
  moved();
  joined(TAKEN);
  const room = await through;

  // Then
  assert.deepEqual(await told, { room, from: 'support' });
  assert.deepEqual([room.name, room.joined, room.position, room.version], ['~1', true, undefined, 2]);
  assert.deepEqual([...room.members.values()], TAKEN.members);
  assert.equal(await client.join('~1'), room);
  assert.deepEqual([service.of('join').length, left()], [1, []]);
});

test('what follows at once in the room for the two is heard by who listens to "led"', async () => {
  await waiter();
  const heardThere = [];
  client.on('led', ({ room }) => room.on('member-left', ({ member }) => heardThere.push(member.session)));
  moved();
  joined(TAKEN);
  service.say({ type: 'member-left', room: '~1', version: 3, member: OTHER, reason: 'left' });
  await heard();
  assert.deepEqual(heardThere, ['b']);
});

test('all who have joined the queue get into the room for the two, and may wait again', async () => {
  const first = await waiter();
  const second = client.join('support');
  moved();
  joined(TAKEN);
  assert.equal(await first.through, await second);
  assert.equal((await waiter()).state, 'pending');
  assert.equal(service.of('join').length, 2);
});

test('a room that was joined before says that it was left for another', async () => {
  // Given
  const room = await agent();
  forgetsSessions();
  service.answers.join = waitsAt(1);
  await lost('reconnected');
  const over = next(room, 'left');

  // When
  moved();
  joined({ ...TAKEN, members: [OTHER, { ...SELF, session: 's2' }] });

  // Then
  assert.deepEqual(await over, { reason: 'moved', error: undefined });
  assert.deepEqual(led, ['support > ~1']);
});

test('who hears where it is led, and loses its socket then, is there', async () => {
  const { through } = await waiter();
  const other = await waiter('sales');
  moved();
  await heard();
  keepsSessions({ '~1': TAKEN });
  await lost();
  assert.equal((await through).joined, true);
  assert.deepEqual([led, left()], [['support > ~1'], []]);
  await assert.rejects(other.through, { code: 'lost' });
});

test('who was taken while it had no socket is there', async () => {
  // Given
  const { through } = await waiter();
  const other = await waiter('sales');
  keepsSessions({ '~1': TAKEN, sales: { waiting: 1, expectedMs: 7_000 } });

  // When
  await lost();

  // Then
  const room = await through;
  assert.deepEqual([room.name, room.joined, room.version], ['~1', true, 2]);
  assert.deepEqual([led, left(), other.state], [['support > ~1'], [], 'pending']);
  assert.deepEqual(waits.at(-1), [1, 7_000]);
});

test('who was taken before it heard that it waits is there', async () => {
  // Given
  service.answers.join = () => undefined;
  const through = client.join('support');
  await until(() => service.of('join').length === 1);

  // When
  keepsSessions({ '~1': TAKEN });
  service.answers.join = waitsAt(1);
  await lost();

  // Then
  assert.equal((await through).name, '~1');
  await until(() => left().length === 1);
  assert.deepEqual([led, left()], [['support > ~1'], ['support']]);
});

test('where nobody knows out of which queue it was taken it is told so', async () => {
  const both = [await waiter(), await waiter('sales')];
  keepsSessions({ '~1': TAKEN });
  await lost();
  await heard();
  assert.deepEqual(both.map(({ state }) => state), ['lost', 'lost']);
  assert.deepEqual([led, left()], [['undefined > ~1'], []]);
});

test('a room that was joined, and is lost, has led nowhere', async () => {
  const room = await agent();
  const over = next(room, 'left');
  service.answers.join = waitsAt(1);
  const { through } = await waiter('sales');
  keepsSessions({ '~1': TAKEN });
  await lost();
  assert.equal((await through).name, '~1');
  assert.equal((await over).reason, 'lost');
  assert.deepEqual(led, ['sales > ~1']);
});

test('who is found in both waits to be told which of them it has left', async () => {
  // Given
  const outcome = await waiter();
  await waiter('sales');
  keepsSessions({ support: { waiting: 1 }, sales: { waiting: 1 }, '~1': TAKEN });
  await lost();
  const before = [outcome.state, ...led];

  // When
  moved();
  const room = await outcome.through;

  // Then
  assert.deepEqual(before, ['pending']);
  assert.deepEqual([room.name, room.joined, led, left()], ['~1', true, ['support > ~1'], []]);
});

test('who is found in both and gives up leaves both', async () => {
  const giveUp = new AbortController();
  const { through } = await waiter('support', { signal: giveUp.signal });
  keepsSessions({ support: { waiting: 1 }, '~1': TAKEN });
  await lost();
  giveUp.abort();
  await assert.rejects(through, { name: 'AbortError' });
  moved();
  await until(() => left().length === 2);
  assert.deepEqual([left(), led], [['support', '~1'], []]);
});

test('who is not where it was led any more has lost its place', async () => {
  const { through } = await waiter();
  moved();
  await heard();
  await lost();
  await assert.rejects(through, { code: 'lost' });
  assert.deepEqual(led, []);
});

test('with a new session who was on its way knocks again', async () => {
  // Given
  const outcome = await waiter('support', { meta: { topic: 'Sales' } });
  moved();
  await heard();
  forgetsSessions();
  service.answers.join = waitsAt(7);

  // When
  await lost('reconnected');

  // Then
  assert.deepEqual([waits.at(-1), outcome.state], [[7, undefined], 'pending']);
  assert.deepEqual(service.of('join').map(({ room, meta }) => [room, meta.topic]), [['support', 'Sales'], ['support', 'Sales']]);
  joined(TAKEN);
  await until(() => left().length === 1);
  assert.deepEqual([left(), led, outcome.state], [['~1'], [], 'pending'], 'where the old session was led the new one is not');
});

test('with a new session the room for the two is lost, and nobody asks for it', async () => {
  // Given
  const queue = await agent();
  joined(AGENT);
  const room = (await next(client, 'led')).room;
  const over = next(room, 'left');
  forgetsSessions();

  // When
  await lost('reconnected');

  // Then
  assert.deepEqual(await over, { reason: 'lost', error: undefined });
  assert.deepEqual([room.joined, queue.joined], [false, true]);
  assert.deepEqual(service.of('join').map(({ room }) => room), ['support', 'support']);
});

test('the room for the two goes on after a lost socket as any other', async () => {
  const { through } = await waiter();
  moved();
  joined(TAKEN);
  const room = await through;
  keepsSessions({ '~1': { version: 3, members: [SELF] } });
  const gone = next(room, 'member-left');
  await lost();
  assert.equal((await gone).member.session, 'b');
  assert.deepEqual([room.joined, led, service.of('hello').at(-1).resume.rooms], [true, ['support > ~1'], { '~1': 2 }]);
});

test('who has given up waiting is led nowhere', async () => {
  const giveUp = new AbortController();
  const { through } = await waiter('support', { signal: giveUp.signal });
  giveUp.abort();
  moved();
  joined(TAKEN);
  await assert.rejects(through, { name: 'AbortError' });
  await until(() => left().length === 2);
  assert.deepEqual([left(), led], [['support', '~1'], []]);
});

test('who gives up on the way is led nowhere', async () => {
  const giveUp = new AbortController();
  const { through } = await waiter('support', { signal: giveUp.signal });
  moved();
  await heard();
  giveUp.abort();
  await assert.rejects(through, { name: 'AbortError' });
  joined(TAKEN);
  await until(() => left().length === 2);
  assert.deepEqual([left(), led], [['support', '~1'], []]);
});

for (const late of [false, true]) {
  test(`who has given up, and waits anew, is not led by what became of its earlier wait, ${late ? 'late' : 'at once'}`, async () => {
    // Given
    const giveUp = new AbortController();
    const first = await waiter('support', { signal: giveUp.signal });
    giveUp.abort();
    await assert.rejects(first.through, { name: 'AbortError' });

    // When
    service.answers.join = (message) => {
      moved();
      if (!late) joined(TAKEN);
      return waitsAt(5)(message);
    };
    const second = await waiter();
    if (late) joined(TAKEN);

    // Then
    await until(() => left().length === 2);
    assert.deepEqual([left(), led, second.state, waits.at(-1)[0]], [['support', '~1'], [], 'pending', 5]);
  });
}

test('on its way to one room it is led to no other', async () => {
  const { through } = await waiter();
  moved();
  joined(TAKEN, '~2');
  joined(TAKEN);
  assert.equal((await through).name, '~1');
  await until(() => left().length === 1);
  assert.deepEqual([left(), led], [['~2'], ['support > ~1']]);
});

test('who has given up while it had no socket is led nowhere', async () => {
  const giveUp = new AbortController();
  const { through } = await waiter('support', { signal: giveUp.signal });
  keepsSessions({ '~1': TAKEN });
  const down = next(client, 'reconnecting');
  service.close(1012);
  await down;
  giveUp.abort();
  await assert.rejects(through, { name: 'AbortError' });
  await next(client, 'resumed');
  await until(() => left().length === 2);
  assert.deepEqual([left(), led], [['support', '~1'], []]);
});

/** An answer to `take`, as the server gives it: the agent is in the room before. */
function takes(to = () => '~1') {
  return ({ id, room, session = 'b' }, socket) => {
    const there = to(room);
    socket.send(JSON.stringify({ type: 'joined', room: there, self: 's1', ...AGENT }));
    return { type: 'taken', id, room, session, peer: 'bob', to: there };
  };
}

test('an agent takes the next, or a chosen one, and stays in the queue', async () => {
  // Given
  const queue = await agent();
  let count = 0;
  service.answers.take = takes(() => `~${++count}`);

  // When
  const first = await queue.take();
  const second = await queue.take('c');

  // Then
  assert.deepEqual([first.session, first.peer, first.room.name], ['b', 'bob', '~1']);
  assert.deepEqual([second.session, second.peer, second.room.name], ['c', 'bob', '~2']);
  assert.deepEqual([first.room.joined, second.room.joined, queue.joined], [true, true, true]);
  const asked = service.of('take').map(({ id, ...message }) => message);
  assert.deepEqual(asked, [{ type: 'take', room: 'support' }, { type: 'take', room: 'support', session: 'c' }]);
  assert.deepEqual([led, left()], [['support > ~1', 'support > ~2'], []]);
  service.say({ type: 'member-joined', room: '~1', version: 2, member: OTHER });
  assert.deepEqual(await next(first.room, 'member-joined'), OTHER);
});

for (const session of [undefined, null, 7]) {
  test(`whom to take must be a session: ${session}`, async () => {
    const queue = await agent();
    await assert.rejects(queue.take(session), { name: 'TypeError', message: `no session to take: ${session}` });
    await heard();
    assert.equal(service.of('take').length, 0);
  });
}

test('who was faster is told as an error', async () => {
  const queue = await agent();
  service.answers.take = ({ id }) => ({ type: 'error', id, code: 'no_such_session', message: 'nobody waits' });
  await assert.rejects(queue.take('b'), { name: 'ChappeError', code: 'no_such_session', retryable: false });
  joined(AGENT);
  await heard();
  assert.deepEqual(led, ['undefined > ~1'], 'nothing is being taken any more');
});

test('an agent of two queues gets each of the two into a room of its own', async () => {
  // Given
  const queues = [await agent(), await agent('sales')];
  const asked = [];
  service.answers.take = (message, socket) => {
    asked.push(message);
    if (asked.length === 2) for (const one of asked) socket.send(JSON.stringify(takes((room) => `~${room}`)(one, socket)));
  };

  // When
  const taken = await Promise.all(queues.map((queue) => queue.take()));

  // Then
  assert.deepEqual(taken.map(({ room }) => room.name), ['~support', '~sales']);
  assert.equal(led[0], 'undefined > ~support', 'it may be of either');
});

test('a take whose answer was lost with the socket is asked again, and finds the room', async () => {
  // Given
  const queue = await agent();
  service.answers.take = () => undefined;
  const taken = queue.take();
  await until(() => service.of('take').length === 1);

  // When
  service.answers.take = ({ id, room }) => ({ type: 'taken', id, room, session: 'b', peer: 'bob', to: '~1' });
  keepsSessions({ support: { version: 1, same: true }, '~1': AGENT });
  await lost();

  // Then
  const { room } = await taken;
  assert.deepEqual([room.name, room.joined], ['~1', true]);
  assert.deepEqual([led, left()], [['support > ~1'], []]);
  assert.equal(service.of('take')[1].id, service.of('take')[0].id);
});

test('an agent is led, and not who waits elsewhere in the same session', async () => {
  // Given
  const queue = await agent();
  service.answers.join = waitsAt(1);
  const outcome = await waiter('sales');
  service.answers.take = takes();

  // When
  const { room } = await queue.take();

  // Then
  keepsSessions({ support: { version: 1, same: true }, '~1': { version: 1, same: true }, '~2': AGENT });
  await lost();
  await assert.rejects(outcome.through, { code: 'lost' });
  assert.deepEqual([room.joined, led], [true, ['support > ~1', 'undefined > ~2']]);
});

test('who takes somebody else is not the one that is taken', async () => {
  const queue = await agent();
  service.answers.join = waitsAt(1);
  const both = [await waiter('sales'), await waiter('care')];
  service.answers.take = () => undefined;
  queue.take().catch(() => {});
  keepsSessions({ support: { version: 1, same: true }, '~1': TAKEN });
  await lost();
  await heard();
  assert.deepEqual([both.map(({ state }) => state), led], [['lost', 'lost'], ['undefined > ~1']]);
});

test('a take that is lost with its session does not go on', async () => {
  const queue = await agent();
  service.answers.take = () => undefined;
  const taken = queue.take();
  await until(() => service.of('take').length === 1);
  forgetsSessions();
  service.close(1012);
  await assert.rejects(taken, { code: 'session_lost', unknown: true });
});

test('a room for the two that was left at once is not given out', async () => {
  const queue = await agent();
  client.on('led', ({ room }) => void room.leave());
  service.answers.leave = ({ id, room }, socket) => {
    socket.send(JSON.stringify({ type: 'left', id, room, reason: 'left' }));
    return { type: 'taken', id: service.of('take')[0].id, room: 'support', session: 'b', peer: 'bob', to: '~1' };
  };
  service.answers.take = (message, socket) => void takes()(message, socket);
  const taken = queue.take();
  await assert.rejects(taken, { name: 'ChappeError', code: 'left' });
});
