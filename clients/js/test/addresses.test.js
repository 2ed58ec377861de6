import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Addresses } from '../src/addresses.js';

const [A, B, C, D] = ['wss://a/v1/signal', 'wss://b/v1/signal', 'wss://c/v1/signal', 'wss://d/v1/signal'];
const turns = (addresses, count) => Array.from({ length: count }, () => addresses.next());

test('all have their turn', () => {
  const addresses = new Addresses([A, B]);
  assert.deepEqual(turns(addresses, 3), [A, B, A]);
});

test('those that the server tells are tried after the configured ones', () => {
  const addresses = new Addresses([A, B]);
  addresses.next();
  addresses.learn([C, A]);
  assert.deepEqual(turns(addresses, 3), [B, C, A]);
});

test('who is asked to leave tries the named ones first, and where it is last', () => {
  const addresses = new Addresses([A, B]);
  addresses.next();
  addresses.leave([A, C]);
  assert.deepEqual(turns(addresses, 4), [C, B, A, C]);
});

test('not all that are asked to leave go to the same one', () => {
  const first = new Set();
  for (let i = 0; i < 100; i++) {
    const addresses = new Addresses([A]);
    addresses.next();
    addresses.leave([B, C, D]);
    first.add(addresses.next());
  }
  assert.deepEqual([...first].sort(), [B, C, D]);
});

test("a server's word is no reason to give up TLS, nor to go nowhere", () => {
  const addresses = new Addresses([A]);
  addresses.next();
  for (const told of [['ws://b/v1/signal', 'https://c/', 7, 'wss:'], 'wss://b/', undefined]) addresses.learn(told);
  addresses.leave(undefined);
  assert.equal(addresses.count, 1);
  assert.equal(addresses.next(), A);
});
