import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { Heartbeat } from '../src/heartbeat.js';
import { FakeTimers } from './timers.js';

const INTERVAL = 7_000;

let timers;
let asked;
let lost;
let heartbeat;

beforeEach(() => {
  timers = new FakeTimers();
  asked = 0;
  lost = false;
  heartbeat = new Heartbeat(INTERVAL, () => asked++, () => (lost = true), timers);
});

function hear(isAnswer, intervals) {
  for (let second = 0; second < (intervals * INTERVAL) / 1_000; second++) {
    timers.advance(1_000);
    heartbeat.heard(isAnswer);
  }
}

test('who is answered need not ask', () => {
  hear(true, 10);
  assert.equal(asked, 0);
  assert.equal(lost, false);
});

test('silence is a lost line one interval after the question', () => {
  timers.advance(2 * INTERVAL - 1);
  assert.equal(asked, 1);
  assert.equal(lost, false);
  timers.advance(1);
  assert.equal(lost, true);
});

test('an answer to the question is enough', () => {
  timers.advance(INTERVAL + 100);
  heartbeat.heard(true);
  timers.advance(INTERVAL);
  assert.equal(lost, false);
  assert.equal(asked, 2);
});

test('words without an answer are a line that carries one way only', () => {
  hear(false, 2);
  assert.equal(lost, false);
  hear(false, 1);
  assert.equal(asked, 1);
  assert.equal(lost, true);
});

test('a late answer behind much else is one', () => {
  hear(false, 2);
  heartbeat.heard(true);
  hear(false, 1);
  assert.equal(lost, false);
});

test('a line that was let go of is asked nothing', () => {
  heartbeat.stop();
  timers.advance(10 * INTERVAL);
  assert.equal(asked, 0);
  assert.equal(lost, false);
});
