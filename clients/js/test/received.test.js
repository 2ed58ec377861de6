import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { connect } from '../src/chappe.js';
import { next, pause, Service, until } from './service.js';

let service;
let client;

beforeEach(async () => {
  service = await Service.start();
  service.answers.hello = ({ resume }) => ({ type: 'welcome', session: 's1', secret: 'x', peer: 'ann', resumed: resume !== undefined, rooms: {}, resumeWindowMs: 20_000 });
  client = await connect({ url: service.url, tenant: 't' });
});

afterEach(async () => {
  client.close();
  await service.stop();
});

const received = { want: 'received' };
const toBob = { session: 'bob' };
const from = { session: 'bob', peer: 'bob' };

test('a client says that it acknowledges, and does', async () => {
  const heard = next(client, 'signal');
  service.say({ type: 'signal', from, kind: 'note', data: { n: 1 }, id: 4, want: 'received' });
  assert.deepEqual((await heard).data, { n: 1 });
  await until(() => service.of('ack').length > 0);
  assert.equal(service.heard[0].acks, true);
  assert.deepEqual(service.of('ack'), [{ type: 'ack', from: 'bob', id: 4 }]);
});

test('what comes twice is given out once and acknowledged twice; what nobody waits for is only given out', async () => {
  const heard = [];
  client.on('signal', ({ data }) => heard.push(data));
  for (const data of ['a', 'a']) service.say({ type: 'signal', from, kind: 'note', data, id: 4, want: 'received' });
  service.say({ type: 'signal', from, kind: 'note', data: 'b', id: 5 });
  await until(() => heard.includes('b') && service.of('ack').length === 2);
  assert.deepEqual(heard, ['a', 'b']);
});

test('what is relayed comes once too, after a resume as well', async () => {
  const heard = [];
  client.on('signal', ({ data }) => heard.push(data));
  service.say({ type: 'signal', from, kind: 'note', data: 'a', id: 4 });
  await until(() => heard.length === 1);
  const resumed = next(client, 'resumed');
  service.close(1012);
  await resumed;
  for (const [id, data] of [[4, 'a'], [5, 'b']]) service.say({ type: 'signal', from, kind: 'note', data, id });
  await until(() => heard.includes('b'));
  assert.deepEqual(heard, ['a', 'b']);
  assert.deepEqual(service.of('ack'), []);
});

test('a signal is answered when the other end has it, and those behind it name it', async () => {
  service.answers.signal = ({ id }) => ({ type: 'ack', id, status: 'received' });
  const { status } = await client.signal(toBob, 'note', { n: 1 }, received);
  await client.signal(toBob, 'note', { n: 2 }, { ...received, timeoutMs: 70_000 });
  assert.equal(status, 'received');
  const sent = service.of('signal');
  assert.deepEqual(sent.map(({ want, prev }) => [want, prev]), [['received', undefined], ['received', sent[0].id]]);
  assert.deepEqual(sent.map(({ timeoutMs }) => Math.round(timeoutMs / 1_000)), [10, 60]);
});

test('a silent server is asked again after a second, in the words of the first time', async () => {
  const { signal } = service.answers;
  service.answers.signal = () => void (service.answers.signal = signal);
  const data = { n: 1 };
  const outcome = client.signal(toBob, 'note', data, received);
  data.n = 2;
  assert.equal((await outcome).type, 'ack');
  const [first, second] = service.of('signal');
  assert.deepEqual([second.id, second.data], [first.id, { n: 1 }]);
});

test('after a lost socket requests and signals go out again in their order', async () => {
  const { signal, update } = service.answers;
  service.answers.signal = service.answers.update = () => undefined;
  const open = [client.signal({ peer: 'a' }, 'note', {}, received), client.update({}), client.signal({ peer: 'b' }, 'note', {}, received)];
  await until(() => service.heard.length === 4);
  const before = service.heard.length;
  Object.assign(service.answers, { signal, update });
  service.close(1012);
  await Promise.all(open);
  assert.deepEqual(service.heard.slice(before).map(({ type, id }) => [type, id]), [['hello', undefined], ['signal', 1], ['update', 2], ['signal', 3]]);
});

test('a session that could not be resumed fails what was open, and repeats it never', async () => {
  service.answers.signal = () => undefined;
  const open = client.signal(toBob, 'note', {}, received);
  await until(() => service.of('signal').length === 1);
  service.answers.hello = () => ({ type: 'welcome', session: 's2', secret: 'y', peer: 'ann', resumed: false });
  const back = next(client, 'reconnected');
  service.close(1012);
  await assert.rejects(open, { code: 'session_lost', unknown: true });
  await back;
  await pause(1_200);
  assert.equal(service.of('signal').length, 1);
});

test('data that is no JSON is refused, by the promise', async () => {
  for (const data of [undefined, 1n]) await assert.rejects(client.signal(toBob, 'note', data), { code: 'bad_request' });
});
