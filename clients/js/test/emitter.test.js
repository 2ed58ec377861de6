import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Emitter } from '../src/emitter.js';

test('a listener that fails stops neither the others nor the caller, and is not hushed up', (t) => {
  const emitter = new Emitter();
  const heard = [];
  const { mock } = t.mock.method(globalThis, 'queueMicrotask', () => {});
  emitter.on('x', () => {
    throw new Error('mine');
  });
  emitter.on('x', (event) => heard.push(event));
  emitter.emit('x', 1);
  assert.deepEqual(heard, [1]);
  assert.throws(mock.calls[0].arguments[0], /mine/);
});

test('a listener comes off again', () => {
  const emitter = new Emitter();
  const heard = [];
  const off = emitter.on('x', (event) => heard.push(event));
  emitter.once('x', (event) => heard.push(event * 10));
  emitter.emit('x', 1);
  off();
  emitter.emit('x', 2);
  assert.deepEqual(heard, [1, 10]);
});
