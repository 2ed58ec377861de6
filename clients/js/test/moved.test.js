import assert from 'node:assert/strict';
import { afterEach, beforeEach, test as testUntil } from 'node:test';
import { connect } from '../src/chappe.js';
import { next, Service, until } from './service.js';

const ALICE = { session: 's1', peer: 'alice', meta: { name: 'Alice' }, state: 'online' };
const BOB = { session: 'b', peer: 'bob', meta: {}, state: 'online' };
const NEXT_DOOR = { version: 5, members: [BOB, ALICE] };

/** What is never heard waits without an end: then the test fails. */
const test = (name, body) => testUntil(name, { timeout: 10_000 }, body);

let service;
let client;
/** Rooms to which the client was moved: `from > room`. */
let led;

beforeEach(async () => {
  service = await Service.start();
  keepsSessions({});
  service.answers.join = ({ id, room }) => ({ type: 'joined', id, room, self: 's1', version: 1, members: [ALICE, BOB] });
  client = await connect({ url: service.url, tenant: 't' });
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

const moved = (room, to) => service.say({ type: 'left', room, reason: 'moved', to });
const joined = (room, now = NEXT_DOOR) => service.say({ type: 'joined', room, self: 's1', ...now });
const waiting = (room, position, expectedMs) => service.say({ type: 'waiting', room, position, expectedMs });
const left = () => service.of('leave').map(({ room }) => room);

/** The client has heard all that the service has said so far. */
const heard = () => client.signal({ session: 'b' }, 'ping', {});

async function lost() {
  const back = next(client, 'resumed');
  service.close(1012);
  await back;
}

/** A client that waits, and what its join has come to so far. */
async function waiter(room, options = {}) {
  service.answers.join = ({ id, room: name }) => ({ type: 'waiting', id, room: name, position: 2 });
  const outcome = { state: 'pending', waits: [] };
  outcome.through = client.join(room, { onWaiting: (...told) => outcome.waits.push(told), ...options });
  outcome.through.then(
    (there) => Object.assign(outcome, { state: there.name }),
    (error) => Object.assign(outcome, { state: error.code ?? error.name }),
  );
  await until(() => outcome.waits.length > 0);
  return outcome;
}

test('a moderator moves somebody, and learns that they have gone', async () => {
  const room = await client.join('hall');
  service.answers.move = ({ id, room: name, session, to }) => ({ type: 'moved', id, room: name, session, to });
  assert.equal(await room.move('b', 'next door'), undefined);
  const [{ id, ...asked }] = service.of('move');
  assert.deepEqual(asked, { type: 'move', room: 'hall', session: 'b', to: 'next door' });
});

test('why somebody was not moved is told as an error', async () => {
  const room = await client.join('hall');
  service.answers.move = ({ id }) => ({ type: 'error', id, code: 'room_full', message: 'no place' });
  await assert.rejects(room.move('b', 'next door'), { name: 'ChappeError', code: 'room_full' });
});

test('who is moved has left the one room, and is in the other', async () => {
  // Given
  const room = await client.join('hall');
  const over = next(room, 'left');
  const told = next(client, 'led');

  // When
  moved('hall', 'next door');
  joined('next door');

  // Then
  const there = (await told).room;
  assert.deepEqual(await over, { reason: 'moved', error: undefined });
  assert.deepEqual([there.joined, there.version, there.others.map(({ peer }) => peer)], [true, 5, ['bob']]);
  assert.equal(await client.join('next door'), there);
  assert.deepEqual([led, left(), service.of('join').length], [['hall > next door'], [], 1]);
});

test('who is moved to where it is already stays there', async () => {
  await client.join('hall');
  const there = await client.join('next door');
  moved('hall', 'next door');
  await heard();
  assert.deepEqual([there.joined, led, left()], [true, ['hall > next door'], []]);
});

test('who is moved into a lobby waits there, and is told by whoever joins it', async () => {
  // Given
  await client.join('hall');
  const told = next(client, 'led');
  moved('hall', 'class');
  waiting('class', 3);
  const there = (await told).room;
  const waits = [];
  const through = client.join('class', { onWaiting: (position) => waits.push(position) });

  // When
  waiting('class', 1);
  await heard();
  joined('class');

  // Then
  assert.equal(await through, there);
  assert.deepEqual([waits, led, left(), service.of('join').length], [[3, 1], ['hall > class'], [], 1]);
});

test('who waits and is moved to another queue goes on waiting there, in the same join', async () => {
  // Given
  const outcome = await waiter('sales');

  // When
  moved('sales', 'support');
  waiting('support', 4, 9_000);
  await until(() => outcome.waits.length === 2);
  moved('support', '~1');
  joined('~1');

  // Then
  assert.equal((await outcome.through).name, '~1');
  assert.deepEqual(outcome.waits, [[2, undefined], [4, 9_000]]);
  assert.deepEqual([led, left()], [['sales > support', 'support > ~1'], []]);
});

test('who gives up after it was moved to another queue leaves that one', async () => {
  const giveUp = new AbortController();
  const outcome = await waiter('sales', { signal: giveUp.signal });
  moved('sales', 'support');
  waiting('support', 4);
  await until(() => outcome.waits.length === 2);
  giveUp.abort();
  await assert.rejects(outcome.through, { name: 'AbortError' });
  await until(() => left().length === 1);
  assert.deepEqual(left(), ['support']);
});

test('a caller is transferred out of a room of the server', async () => {
  const outcome = await waiter('sales');
  moved('sales', '~1');
  joined('~1');
  const desk = await outcome.through;
  const over = next(desk, 'left');
  moved('~1', 'support');
  waiting('support', 1);
  assert.equal((await over).reason, 'moved');
  assert.deepEqual([led, left()], [['sales > ~1', '~1 > support'], []]);
});

test('who was moved while it had no socket is there', async () => {
  const room = await client.join('hall');
  const over = next(room, 'left');
  keepsSessions({ 'next door': NEXT_DOOR });
  await lost();
  assert.equal((await over).reason, 'moved');
  assert.deepEqual([led, left()], [['hall > next door'], []]);
});

test('who was moved into a lobby while it had no socket waits there', async () => {
  await client.join('hall');
  const told = next(client, 'led');
  keepsSessions({ class: { waiting: 2 } });
  await lost();
  const { room } = await told;
  assert.deepEqual([room.name, room.joined, room.position, left()], ['class', false, 2, []]);
});

test('where nobody knows out of which room it was moved it is told so', async () => {
  await client.join('hall');
  await client.join('yard');
  keepsSessions({ 'next door': NEXT_DOOR });
  await lost();
  assert.deepEqual([led, left()], [['undefined > next door'], []]);
});

test('who is found in both is told when it has left the one', async () => {
  await client.join('hall');
  keepsSessions({ hall: { version: 1, same: true }, 'next door': NEXT_DOOR });
  await lost();
  const before = [...led];
  moved('hall', 'next door');
  await heard();
  assert.deepEqual([before, led, left()], [[], ['hall > next door'], []]);
});

test('who has given up the room while it had no socket is not moved out of it', async () => {
  const room = await client.join('hall');
  await client.join('yard');
  keepsSessions({ yard: { version: 1, same: true }, 'next door': NEXT_DOOR });
  const down = next(client, 'reconnecting');
  service.close(1012);
  await down;
  await room.leave();
  await next(client, 'resumed');
  await until(() => left().length === 1);
  assert.deepEqual([led, left()], [[], ['next door']]);
});

test('who has left meanwhile is moved nowhere', async () => {
  const room = await client.join('hall');
  service.answers.leave = ({ id, room: name }) => ({ type: 'left', id, room: name, reason: 'left' });
  await room.leave();
  moved('hall', 'next door');
  joined('next door');
  await until(() => left().length === 2);
  assert.deepEqual([led, left()], [[], ['hall', 'next door']]);
});

test('with a new session a room to which it was moved is joined again, as what it was', async () => {
  // Given
  await client.join('hall');
  moved('hall', 'next door');
  joined('next door');
  await heard();
  service.answers.hello = () => ({ type: 'welcome', session: 's2', secret: 'y', peer: 'alice', resumed: false });

  // When
  const back = next(client, 'reconnected');
  service.close(1012);
  await back;

  // Then
  const { room, meta } = service.of('join').at(-1);
  assert.deepEqual([room, meta], ['next door', { name: 'Alice' }]);
});
