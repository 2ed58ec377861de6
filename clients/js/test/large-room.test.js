import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { connect } from '../src/chappe.js';
import { next, Service } from './service.js';

/** A room of which the service lists a part and says how many there are; this client itself, `s1`, is not listed. */
const ROOM = { version: 5, members: ['a', 'b'].map(member), count: 700 };
const EVENTS = ['member-joined', 'member-left', 'member-updated', 'members-replaced', 'count-changed', 'left'];

let service;
let client;
let room;
/** What the room has told, in order. */
let told;

beforeEach(async () => {
  service = await Service.start();
  goesOn({ hall: { version: 5, same: true } });
  service.answers.join = ({ id, room }) => ({ type: 'joined', id, room, self: 's1', ...ROOM });
  client = await connect({ url: service.url, tenant: 't' });
  room = await client.join('hall');
  told = [];
  for (const name of EVENTS) room.on(name, (event) => told.push([name, ...short(event)]));
});

afterEach(async () => {
  client.close();
  await service.stop();
});

function member(session) {
  return { session, peer: `peer of ${session}`, meta: {}, state: 'online' };
}

/** An event in a few words, and the count that the room has then. */
function short(event) {
  if (Array.isArray(event)) return [event.map(({ session }) => session).join(' '), room.count];
  const { session, member, reason, count } = event;
  return [session ?? member?.session ?? count, reason, room.count].filter((part) => part !== undefined);
}

const listed = () => [...room.members.keys()].join(' ');

/** The service keeps sessions: what it says of the rooms of one that goes on. */
function goesOn(rooms) {
  service.answers.hello = ({ resume }) => ({ type: 'welcome', session: 's1', secret: 'x', peer: 'p', resumed: resume !== undefined, rooms });
}

/** The service says this, and the client has heard it. */
async function says(...messages) {
  for (const message of messages) service.say({ room: 'hall', ...message });
  await client.update({});
}

async function lost(event) {
  const back = next(client, event);
  service.close(1012);
  await back;
}

test('of a large room some members are listed, and all are counted', () => {
  assert.deepEqual([room.count, listed(), room.others.length, room.joined], [700, 'a b', 2, true]);
  assert.deepEqual(told, []);
});

test('a change of the number alone is told', async () => {
  await says({ type: 'members-changed', version: 6, count: 701 });
  assert.deepEqual([told, room.version], [[['count-changed', 701, 701]], 6]);
});

test('a change that leaves the number as it is tells none', async () => {
  await says({ type: 'members-changed', version: 6, updated: [member('a')], count: 700 }, { type: 'members-changed', version: 7, count: 700 });
  assert.deepEqual([told, room.version], [[['member-updated', 'a', 700]], 7]);
});

test('who moves up because somebody listed has left has joined the list, and the number comes last', async () => {
  await says({ type: 'members-changed', version: 6, left: [{ ...member('a'), reason: 'left' }], joined: [member('c')], count: 699 });
  assert.deepEqual(told, [['member-left', 'a', 'left', 699], ['member-joined', 'c', 699], ['count-changed', 699, 699]]);
  assert.equal(listed(), 'b c');
});

test('who is not listed any more has left the list, and says why', async () => {
  await says({ type: 'members-changed', version: 6, left: [{ ...member('a'), reason: 'unlisted' }], count: 700 });
  assert.deepEqual(told, [['member-left', 'a', 'unlisted', 700]]);
});

test('a room that gets small enough lists all, and its members are its number again', async () => {
  await says(
    { type: 'members-changed', version: 6, joined: [member('c')] },
    { type: 'member-joined', version: 7, member: member('d') },
    { type: 'member-left', version: 8, member: member('a'), reason: 'left' },
  );
  assert.deepEqual(told, [
    ['member-joined', 'c', 3],
    ['count-changed', 3, 3],
    ['member-joined', 'd', 4],
    ['count-changed', 4, 4],
    ['member-left', 'a', 'left', 3],
    ['count-changed', 3, 3],
  ]);
});

test('what is no change of the members does not change their number', async () => {
  await says({ type: 'room-updated', version: 6, locked: true }, { type: 'from-the-future', version: 7, count: 3 });
  assert.deepEqual([room.count, room.locked, told], [700, true, []]);
});

test('a signal of somebody who is not listed is given out as any other', async () => {
  // Given
  const heard = [];
  for (const emitter of [client, room]) emitter.on('signal', ({ from, kind }) => heard.push([emitter === room, from.session, kind]));
  const from = { session: 'z', peer: 'zoe' };

  // When
  await says(
    { type: 'signal', from, id: 1, kind: 'chat', data: {} },
    { type: 'signal', from, id: 2, kind: 'note', data: {}, want: 'received', room: undefined },
  );

  // Then
  assert.deepEqual(heard, [[false, 'z', 'chat'], [true, 'z', 'chat'], [false, 'z', 'note']]);
  assert.deepEqual(service.of('ack'), [{ type: 'ack', from: 'z', id: 2 }]);
});

test('what this session says about itself is said again, also where it is not listed', async () => {
  await room.update({ name: 'Ann' });
  service.answers.hello = () => ({ type: 'welcome', session: 's2', secret: 'x', peer: 'p', resumed: false });
  await lost('reconnected');
  assert.deepEqual(service.of('join').at(-1).meta, { name: 'Ann' });
  assert.equal(listed(), 'a b');
});

test('a session that goes on has the number that it had, where nothing has changed', async () => {
  await lost('resumed');
  assert.deepEqual([room.count, listed(), told], [700, 'a b', []]);
});

test('a session that goes on takes a fresh list, and says who is not in it, gone or not', async () => {
  goesOn({ hall: { version: 9, members: ['b', 'c'].map(member), count: 650 } });
  await lost('resumed');
  assert.deepEqual(told, [['member-left', 'a', 'unlisted', 650], ['member-joined', 'c', 650], ['count-changed', 650, 650]]);
  assert.deepEqual([room.version, listed()], [9, 'b c']);
});

test('a session that goes on hears of the number alone, too', async () => {
  goesOn({ hall: { version: 9, members: ROOM.members, count: 702 } });
  await lost('resumed');
  assert.deepEqual(told, [['count-changed', 702, 702]]);
});

test('a session that goes on in a room that has got small knows who is gone', async () => {
  goesOn({ hall: { version: 9, members: ['b', 's1'].map(member) } });
  await lost('resumed');
  assert.deepEqual(told, [['member-left', 'a', 'lost', 1], ['member-joined', 's1', 2], ['count-changed', 2, 2]]);
});

test('a new session has a list and a number of its own', async () => {
  service.answers.hello = () => ({ type: 'welcome', session: 's2', secret: 'x', peer: 'p', resumed: false });
  service.answers.join = ({ id, room }) => ({ type: 'joined', id, room, self: 's2', version: 20, members: [member('c')], count: 800 });
  await lost('reconnected');
  assert.deepEqual(told, [['members-replaced', 'c', 800], ['count-changed', 800, 800]]);
});

test('a new session in a room of the same size tells no other number', async () => {
  service.answers.hello = () => ({ type: 'welcome', session: 's2', secret: 'x', peer: 'p', resumed: false });
  await lost('reconnected');
  assert.deepEqual(told, [['members-replaced', 'a b', 700]]);
});

test('a room that is over has nobody in it', async () => {
  await says({ type: 'left', reason: 'kicked' });
  assert.deepEqual([room.count, listed(), told], [0, '', [['left', 'kicked', 0]]]);
});

test('a room that a listener ends in the middle of a change tells nothing more', async () => {
  // Given
  const over = next(room, 'left');
  room.on('member-left', () => client.close());

  // When
  service.say({ type: 'members-changed', room: 'hall', version: 6, left: [member('a')], joined: [member('c')], count: 699 });
  await over;
  await new Promise(setImmediate);

  // Then
  assert.deepEqual(told, [['member-left', 'a', 'left', 699], ['left', 'closed', 0]]);
});
