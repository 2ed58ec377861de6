import assert from 'node:assert/strict';
import { afterEach, beforeEach, mock, test } from 'node:test';
import { Call } from '../src/call.js';
import { Emitter } from '../src/emitter.js';
import { ChappeError } from '../src/errors.js';
import { Connection } from './connection.js';

const LIMIT_MS = 10_000;

/** Two members of a room, `a` and `b`; `b` has the greater id and is the polite one. Signals arrive in the next turn. */
let rooms;
let calls;
/** What both sides have told the server. */
let reports;
/** Why the server brings no signal to somebody, by session. */
let refusals;

beforeEach(() => {
  mock.timers.enable({ apis: ['setTimeout', 'Date'] });
  mock.method(console, 'warn', () => {});
  globalThis.RTCPeerConnection = Connection;
  Connection.all = [];
  Connection.hangs = () => false;
  rooms = {};
  calls = {};
  refusals = {};
  reports = [];
  for (const [self, other] of [['a', 'b'], ['b', 'a']]) {
    const members = new Map(['a', 'b'].map((session) => [session, { session, peer: session, meta: {}, state: 'online' }]));
    rooms[self] = room(self, other, members);
  }
});

afterEach(() => {
  for (const call of Object.values(calls)) call.close();
  mock.timers.reset();
  mock.restoreAll();
  delete globalThis.RTCPeerConnection;
});

function room(self, other, members) {
  const client = Object.assign(new Emitter(), {
    iceServers: [],
    report: (session, report) => reports.push({ self, session, ...report }),
    signal: async (_, kind, data) => {
      if (refusals[other]) throw new ChappeError(refusals[other], 'as the test wants');
      const copy = JSON.parse(JSON.stringify(data));
      setImmediate(() => rooms[other].client.emit('signal', { from: { session: self, peer: self }, kind, data: copy }));
    },
  });
  return Object.assign(new Emitter(), { name: 'r', self, client, members, joined: true, others: [members.get(other)] });
}

/** Lets everything happen that waits for no clock. */
async function settle() {
  for (let i = 0; i < 30; i++) await new Promise(setImmediate);
}

async function pass(ms) {
  for (let passed = 0; passed < ms; passed += 500) {
    mock.timers.tick(500);
    await settle();
  }
}

async function called() {
  for (const self of ['a', 'b']) calls[self] = new Call(rooms[self]);
  await settle();
}

const peer = (self) => [...calls[self].peers.values()][0];
const states = () => ['a', 'b'].map((self) => peer(self)?.state);

/** Ends the ability of `self`'s connection to take that step. */
function hang(self, step) {
  const { connection } = peer(self);
  Connection.hangs = (each, on) => each === step && on === connection;
}

test('new credentials are for all connections, and a relayed one takes a new way', async () => {
  // Given
  await called();
  peer('a').connection.way = 'relay';
  const iceServers = [{ urls: 'turn:a.example', username: 'u', credential: 'c' }];

  // When
  for (const self of ['a', 'b']) {
    rooms[self].client.iceServers = iceServers;
    rooms[self].client.emit('ice-servers', { iceServers });
  }
  await settle();

  // Then
  assert.deepEqual(peer('a').connection.configuration, { iceServers });
  assert.deepEqual(peer('b').connection.configuration, { iceServers });
  assert.deepEqual([peer('a').connection.restarts, peer('b').connection.restarts], [1, 0]);
  assert.deepEqual(states(), ['connected', 'connected']);
});

test('servers that the application has chosen stay', async () => {
  // Given
  calls.a = new Call(rooms.a, { rtc: { iceServers: [] } });
  calls.b = new Call(rooms.b);
  await settle();
  peer('a').connection.way = 'relay';

  // When
  rooms.a.client.emit('ice-servers', { iceServers: [{ urls: 'turn:a.example' }] });
  await settle();

  // Then
  assert.equal(peer('a').connection.configuration, undefined);
  assert.equal(peer('a').connection.restarts, 0);
});

test('two are connected', async () => {
  await called();
  assert.deepEqual(states(), ['connected', 'connected']);
  assert.equal(Connection.all.length, 2);
});

test('how a connection goes is reported', async () => {
  // Given
  await called();

  // When
  for (const call of Object.values(calls)) call.close();

  // Then
  for (const self of ['a', 'b']) {
    const own = reports.filter((report) => report.self === self);
    assert.ok(own.every(({ session }) => session !== self));
    assert.deepEqual(own.map(({ state }) => state).filter(Boolean).slice(-2), ['connected', 'closed']);
    assert.ok(own.some(({ connectedMs }) => connectedMs >= 0));
    assert.ok(own.length <= 12);
  }
});

test('errors of servers for ICE are reported once each, and who may only use a relay says so', async () => {
  // Given
  calls.a = new Call(rooms.a, { rtc: { iceServers: [], iceTransportPolicy: 'relay' } });
  calls.b = new Call(rooms.b);
  await settle();
  const { connection } = peer('a');

  // When
  for (const errorCode of [701, 401, 401]) connection.onicecandidateerror({ errorCode, address: '192.0.2.1', url: 'turn:a.example' });

  // Then
  const own = reports.filter((report) => report.self === 'a');
  assert.deepEqual(own[0], { self: 'a', session: 'b', state: 'connecting', relayOnly: true });
  assert.deepEqual(own.map(({ iceError }) => iceError).filter(Boolean), [701, 401]);
  assert.ok(!JSON.stringify(own).includes('192.0.2.1'));
});

for (const self of ['a', 'b']) {
  for (const step of ['setLocalDescription', 'setRemoteDescription']) {
    test(`a first ${step} that never ends, of the ${self === 'b' ? 'polite' : 'impolite'} side`, async () => {
      // Given
      const own = self === 'a' ? 0 : 1;
      Connection.hangs = (each, on) => each === step && on === Connection.all[own];
      await called();
      assert.notDeepEqual(states(), ['connected', 'connected']);
      const [stuck] = [peer(self)];

      // When
      await pass(LIMIT_MS + 15_000);

      // Then
      assert.deepEqual(states(), ['connected', 'connected']);
      assert.equal(stuck.state, 'closed');
      assert.notEqual(peer(self), stuck);
    });

    test(`a later ${step} that never ends, of the ${self === 'b' ? 'polite' : 'impolite'} side`, async () => {
      // Given
      await called();
      const stuck = peer(self);
      hang(self, step);

      // When
      stuck.connection.restartIce();
      await settle();
      await pass(LIMIT_MS + 5_000);

      // Then
      assert.deepEqual(states(), ['connected', 'connected']);
      assert.equal(stuck.state, 'closed');
      assert.equal(Connection.all.filter(({ connectionState }) => connectionState !== 'closed').length, 2);
    });
  }
}

test('a candidate that is never taken', async () => {
  // Given
  await called();
  const stuck = peer('a');
  hang('a', 'addIceCandidate');

  // When
  peer('b').connection.onicecandidate({ candidate: { candidate: 'late' } });
  await settle();
  await pass(LIMIT_MS + 5_000);

  // Then
  assert.equal(stuck.state, 'closed');
  assert.deepEqual(states(), ['connected', 'connected']);
});

test('a track that is never replaced comes with the new connection', async () => {
  // Given
  await called();
  const publication = calls.a.publish({ kind: 'video' }, {});
  await settle();
  hang('a', 'replaceTrack');
  const reasons = [];
  calls.a.on('peer-left', ({ reason }) => reasons.push(reason));

  // When
  const replaced = publication.replace({ kind: 'video', id: 'other' });
  await pass(LIMIT_MS + 5_000);

  // Then
  await replaced;
  assert.deepEqual(reasons, ['stuck']);
  assert.deepEqual(states(), ['connected', 'connected']);
});

test('both sides may hang at the same time', async () => {
  // Given
  const first = new Set();
  Connection.hangs = (step, on) => step === 'setRemoteDescription' && Connection.all.indexOf(on) < 2 && first.add(on);
  await called();

  // When
  await pass(2 * LIMIT_MS + 15_000);

  // Then
  assert.ok(first.size >= 1);
  assert.deepEqual(states(), ['connected', 'connected']);
});

test('a connection that gets on in time is left alone', async () => {
  // Given
  await called();
  const peers = [peer('a'), peer('b')];

  // When
  await pass(3 * LIMIT_MS);

  // Then
  assert.deepEqual([peer('a'), peer('b')], peers);
  assert.equal(console.warn.mock.callCount(), 0);
});

test('a moderator who asks this side to mute is passed on, and nothing is muted', async () => {
  // Given
  await called();
  const asked = [];
  calls.a.on('mute-requested', (event) => asked.push(event));
  const replaced = mock.fn();
  const publication = calls.a.publish({ kind: 'audio', enabled: true }, {});
  publication.replace = replaced;
  const from = { session: 'b', peer: 'b' };

  // When
  rooms.a.client.emit('signal', { from, kind: 'request-mute', data: { room: 'r' } });
  rooms.a.client.emit('signal', { from, kind: 'request-mute', data: { room: 'another' } });
  rooms.a.client.emit('signal', { from, kind: 'request-mute', data: {} });

  // Then
  assert.deepEqual(asked, [{ from }]);
  assert.deepEqual([publication.track.enabled, replaced.mock.callCount()], [true, 0]);
  calls.a.close();
  rooms.a.client.emit('signal', { from, kind: 'request-mute', data: { room: 'r' } });
  assert.equal(asked.length, 1, 'a call that is over asks for nothing');
});

/** The room of `self` does not list the other one any more, which stays in it. */
function unlist(self, other) {
  const member = rooms[self].members.get(other);
  rooms[self].members.delete(other);
  rooms[self].emit('member-left', { member, reason: 'unlisted' });
}

/** The reasons for which peers of `a` are gone. */
function departures() {
  const reasons = [];
  calls.a.on('peer-left', ({ reason }) => reasons.push(reason));
  return reasons;
}

test('who is only no longer listed stays in the call, and may be negotiated with', async () => {
  // Given
  await called();
  const [before, reasons] = [peer('a'), departures()];

  // When
  unlist('a', 'b');
  before.connection.restartIce();
  peer('b').connection.restartIce();
  await pass(LIMIT_MS);

  // Then
  assert.equal(peer('a'), before);
  assert.deepEqual([reasons, states()], [[], ['connected', 'connected']]);
  for (const self of ['a', 'b']) assert.equal(peer(self).connection.signalingState, 'stable');
});

test('who leaves is gone from the call', async () => {
  // Given
  await called();
  const reasons = departures();

  // When
  rooms.a.emit('member-left', { member: rooms.a.members.get('b'), reason: 'left' });

  // Then
  assert.deepEqual([reasons, peer('a')], [['left'], undefined]);
});

test('a connection to somebody who is not listed any more is made anew where it hangs', async () => {
  // Given
  await called();
  const [stuck, reasons] = [peer('a'), departures()];
  unlist('a', 'b');
  hang('a', 'setLocalDescription');

  // When
  stuck.connection.restartIce();
  await settle();
  await pass(LIMIT_MS + 5_000);

  // Then
  assert.deepEqual([reasons, states()], [['stuck'], ['connected', 'connected']]);
  assert.equal(peer('a').member, stuck.member);
});

test('a connection that somebody makes anew is taken, also when they are not listed any more', async () => {
  // Given
  await called();
  const [before, reasons] = [peer('a'), departures()];
  unlist('a', 'b');
  hang('b', 'setLocalDescription');

  // When
  peer('b').connection.restartIce();
  await settle();
  await pass(LIMIT_MS + 5_000);

  // Then
  assert.deepEqual([reasons, states()], [['replaced'], ['connected', 'connected']]);
  assert.equal(peer('a').member, before.member);
});

test('who is listed again stays in the call as it was', async () => {
  // Given
  await called();
  const [before, { member }, reasons] = [peer('a'), peer('a'), departures()];
  unlist('a', 'b');

  // When
  rooms.a.members.set('b', member);
  rooms.a.emit('member-joined', member);
  await settle();

  // Then
  assert.deepEqual([peer('a') === before, reasons], [true, []]);
});

test('who is not listed any more, and whom the server does not find, is gone from the call', async () => {
  // Given
  await called();
  const reasons = departures();
  unlist('a', 'b');
  refusals.b = 'no_such_session';

  // When
  peer('a').connection.restartIce();
  await settle();

  // Then
  assert.deepEqual([reasons, peer('a')], [['lost'], undefined]);
});

test('who is not listed any more, and whom a signal does not reach in time, stays in the call', async () => {
  // Given
  await called();
  const reasons = departures();
  unlist('a', 'b');
  refusals.b = 'timeout';

  // When
  peer('a').connection.restartIce();
  await settle();

  // Then
  assert.deepEqual([reasons, states()], [[], ['connected', 'connected']]);
});

test('of somebody who is listed the room says it, and not the server\'s refusal of a signal', async () => {
  // Given
  await called();
  const reasons = departures();
  refusals.b = 'no_such_session';

  // When
  peer('a').connection.restartIce();
  await settle();

  // Then
  assert.deepEqual([reasons, states()], [[], ['connected', 'connected']]);
});

test('a late refusal of an earlier connection does not end the one that has taken its place', async () => {
  // Given
  await called();
  const { signal } = rooms.a.client;
  let refuse;
  rooms.a.client.signal = () => new Promise((_, reject) => (refuse = () => reject(new ChappeError('no_such_session', 'gone'))));
  peer('a').connection.restartIce();
  await settle();
  rooms.a.client.signal = signal;
  unlist('a', 'b');
  hang('b', 'setLocalDescription');
  peer('b').connection.restartIce();
  await settle();
  await pass(LIMIT_MS + 5_000);
  const reasons = departures();

  // When
  refuse();
  await settle();

  // Then
  assert.deepEqual([reasons, states()], [[], ['connected', 'connected']]);
});
