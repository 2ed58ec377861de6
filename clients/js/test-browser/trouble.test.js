import assert from 'node:assert/strict';
import { test } from 'node:test';
import { connected, inCall, relay, sees, talk, WAIT } from './pages.js';

for (const kind of ['offer', 'answer', 'candidate']) {
  test(`lost signals of the kind ${kind} cost time only`, async () => {
    let lost = 0;
    relay.lose = (each) => each === kind && ++lost <= 3;
    const [one, other] = [await inCall(), await inCall()];
    await Promise.all([connected(one, 1), connected(other, 1)]);
    assert.ok(lost >= 1);
  });
}

test('a browser that hangs while it negotiates gets another connection', async () => {
  const [one, other] = [await inCall(), await inCall()];
  await Promise.all([connected(one, 1), connected(other, 1)]);
  await one.evaluate(() => {
    const [peer] = t.call.peers.values();
    t.stuck = peer;
    peer.connection.setRemoteDescription = peer.connection.setLocalDescription = () => new Promise(() => {});
    peer.connection.restartIce();
  });
  await one.waitForFunction(() => t.stuck.state === 'closed', undefined, WAIT);
  await Promise.all([connected(one, 1), connected(other, 1)]);
  await Promise.all([sees(one), sees(other)]);
  await talk(one, other);
});
