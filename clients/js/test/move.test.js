import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { connect } from '../src/chappe.js';
import { next, pause, Service, until } from './service.js';

let old;
let fresh;
let client;
/** What the client has told, in order. */
let told;

beforeEach(async () => {
  [old, fresh] = [await Service.start(), await Service.start()];
  for (const service of [old, fresh]) service.answers.hello = welcome;
  client = await connect({ url: old.url, tenant: 't' });
  told = [];
  for (const name of ['reconnecting', 'resumed', 'reconnected', 'close']) client.on(name, () => told.push(name));
  client.on('signal', ({ data }) => told.push(data));
});

afterEach(async () => {
  client.close();
  await Promise.all([old.stop(), fresh.stop()]);
});

const welcome = ({ resume }) => ({ type: 'welcome', session: 's', secret: 'x', peer: 'ann', resumed: resume !== undefined, rooms: {}, resumeWindowMs: 20_000 });
const signal = (data) => ({ type: 'signal', from: { session: 'bob', peer: 'bob' }, kind: 'note', data });
const goAway = (reconnectAfterMs = 0, urls = [fresh.url]) => old.say({ type: 'go-away', reason: 'drain', reconnectAfterMs, deadlineMs: 10_000, urls });
const types = (service) => service.heard.map(({ type }) => type);

test('the new socket is there before the old one ends, and nobody notices', async () => {
  goAway(1_000);
  await pause(50);
  assert.equal(fresh.heard.length, 0, 'not before its slot');
  await until(() => fresh.heard.length === 1);
  const asked = client.update({});
  fresh.say(signal('second'));
  await pause(50);
  old.say(signal('first'));
  old.close(4409);
  await asked;
  assert.deepEqual(told.toSorted(), ['first', 'resumed', 'second']);
  assert.ok(told.indexOf('first') < told.indexOf('second'));
  assert.deepEqual(types(old), ['hello'], 'nothing more on the old one');
  assert.deepEqual(types(fresh), ['hello', 'update']);
  assert.equal(fresh.heard[0].resume.session, 's');
  assert.equal(client.state, 'online');
});

test('an old socket that stays open is waited for two seconds', async () => {
  const started = Date.now();
  goAway();
  await next(client, 'resumed');
  assert.ok(Date.now() - started > 1_900);
  await until(() => old.sockets.size === 0);
  assert.deepEqual(told, ['resumed']);
});

test('what the old socket still brings is acknowledged on the new one', async () => {
  goAway();
  await until(() => fresh.heard.length === 1);
  old.say({ ...signal('late'), id: 9, want: 'received' });
  await pause(50);
  old.close(4409);
  await until(() => fresh.of('ack').length === 1);
  assert.deepEqual(told, ['late', 'resumed']);
});

test('what waits for its receipt goes out again on the new socket', async () => {
  old.answers.signal = () => undefined;
  const open = client.signal({ session: 'bob' }, 'note', {}, { want: 'received' });
  await until(() => old.of('signal').length === 1);
  goAway();
  await until(() => fresh.heard.length === 1);
  old.close(4409);
  await open;
  assert.equal(fresh.of('signal')[0].id, old.of('signal')[0].id);
});

test('a move that finds nobody leaves the session where it is', async () => {
  const { url } = fresh;
  await fresh.stop();
  goAway(0, [url]);
  await pause(300);
  await client.update({});
  assert.ok(!told.includes('reconnecting'), `${told}`);
  fresh = await Service.start();
});

test('a move that breaks after its hello goes on with a third socket', async () => {
  fresh.answers.hello = (_, socket) => socket.terminate();
  goAway();
  await next(client, 'reconnecting');
  fresh.answers.hello = welcome;
  await next(client, 'resumed');
  assert.deepEqual(told, ['reconnecting', 'resumed']);
});

test('a move into a new session is told as one', async () => {
  fresh.answers.hello = () => ({ type: 'welcome', session: 's2', secret: 'y', peer: 'ann', resumed: false });
  goAway();
  await next(client, 'reconnected');
  await until(() => old.sockets.size === 0);
  assert.deepEqual([...told, client.session], ['reconnected', 's2']);
});

test('while it moves there is one hello, whatever else happens', async () => {
  fresh.answers.hello = () => undefined;
  goAway();
  await until(() => fresh.heard.length === 1);
  goAway();
  old.close(1012);
  await pause(300);
  assert.equal(fresh.of('hello').length + old.of('hello').length, 2);
});

test('a client that is closed while it moves leaves nothing open', async () => {
  goAway();
  await until(() => fresh.heard.length === 1);
  await pause(50);
  client.close();
  await until(() => old.sockets.size === 0 && fresh.sockets.size === 0);
  assert.deepEqual(told, ['close']);
});
