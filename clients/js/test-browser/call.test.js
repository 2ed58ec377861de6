import assert from 'node:assert/strict';
import { test } from 'node:test';
import { connected, enter, eventually, inCall, joined, relay, sees, talk, WAIT } from './pages.js';

test('two see each other and talk over the data channel', async () => {
  const [one, other] = [await inCall(), await inCall()];
  await Promise.all([sees(one), sees(other)]);
  await talk(one, other);
});

test('three that come at the same time all see each other', async () => {
  const pages = await Promise.all([inCall(), inCall(), inCall()]);
  await Promise.all(pages.map((page) => connected(page, 2)));
  await Promise.all(pages.map((page) => sees(page, 2)));
});

test('a picture that comes later, goes and comes back is seen', async () => {
  const [silent, other] = [await inCall({ video: false }), await inCall()];
  await sees(silent);
  await silent.evaluate(() => t.publication.replace(t.picture().getVideoTracks()[0]));
  await sees(other);
  const negotiations = relay.kinds.filter((kind) => kind === 'offer').length;
  await silent.evaluate(() => t.publication.replace(null));
  await silent.evaluate(() => t.publication.replace(t.picture().getVideoTracks()[0]));
  const [before] = await other.evaluate(() => t.frames());
  await eventually(async () => (await other.evaluate(() => t.frames()))[0] > before + 5, 'the picture stands still');
  assert.equal(relay.kinds.filter((kind) => kind === 'offer').length, negotiations, 'nothing is negotiated for that');
});

test('a picture that is removed ends at the other side', async () => {
  const [one, other] = [await inCall(), await inCall()];
  await sees(other);
  await one.evaluate(() => t.publication.remove());
  await other.waitForFunction(
    () => [...t.call.peers.values()][0].connection.getTransceivers().every(({ currentDirection }) => !/recv/.test(currentDirection)),
    undefined,
    WAIT,
  );
});

test('both may change what they show at the same time', async () => {
  const [one, other] = [await inCall({ video: false }), await inCall({ video: false })];
  await Promise.all([connected(one, 1), connected(other, 1)]);
  const show = (page) => page.evaluate(() => t.publication.replace(t.picture().getVideoTracks()[0]));
  await Promise.all([show(one), show(other)]);
  await Promise.all([sees(one), sees(other)]);
});

test('a connection that is restarted stays in use', async () => {
  const [one, other] = [await inCall(), await inCall()];
  await Promise.all([sees(one), sees(other)]);
  const fragment = () => [...t.call.peers.values()][0].connection.remoteDescription.sdp.match(/ice-ufrag:(\S+)/)[1];
  const old = await other.evaluate(fragment);
  await one.evaluate(() => [...t.call.peers.values()][0].connection.restartIce());
  await other.waitForFunction((old) => !([...t.call.peers.values()][0].connection.remoteDescription.sdp.includes(old)), old, WAIT);
  await Promise.all([connected(one, 1), connected(other, 1)]);
  await talk(one, other);
});

for (const late of ['first', 'second']) {
  test(`the ${late} member may start its call long after joining`, async () => {
    const pages = [await joined(), await joined()];
    const [later, sooner] = late === 'first' ? pages : pages.toReversed();
    await sooner.evaluate(() => t.start());
    await sooner.waitForTimeout(3_000);
    await later.evaluate(() => t.start());
    await Promise.all(pages.map((page) => connected(page, 1)));
  });
}

test('a page that reloads is called again', async () => {
  const [one, other] = [await inCall(), await inCall()];
  await connected(one, 1);
  await other.reload();
  await one.waitForFunction(() => t.call.peers.size === 0, undefined, WAIT);
  await enter(other);
  await other.evaluate(() => t.start());
  await Promise.all([connected(one, 1), connected(other, 1)]);
});

test('who hangs up and calls again in the same session is heard again', async () => {
  const [one, other] = [await inCall(), await inCall()];
  await Promise.all([connected(one, 1), connected(other, 1)]);
  await other.evaluate(() => t.call.close());
  await one.waitForFunction(() => t.call.peers.size === 0, undefined, WAIT);
  await other.evaluate(() => t.start());
  await talk(one, other);
});

test('after the socket was lost the call is made anew', async () => {
  const [one, other] = [await inCall(), await inCall()];
  await Promise.all([connected(one, 1), connected(other, 1)]);
  const sessions = await one.evaluate(() => [t.client.session]);
  relay.dropAll();
  await one.waitForFunction(([old]) => t.client.state === 'online' && t.client.session !== old, sessions, WAIT);
  await Promise.all([connected(one, 1), connected(other, 1)]);
  await talk(one, other);
});
