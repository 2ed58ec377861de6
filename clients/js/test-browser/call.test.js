import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { after, afterEach, before, beforeEach, test } from 'node:test';
import { chromium } from 'playwright-core';
import { Relay } from './relay.js';

const CHROMIUM = process.env.CHROMIUM ?? '/usr/bin/chromium';
const ARGUMENTS = [
  '--no-sandbox',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  '--disable-quic',
  '--disable-features=WebRtcHideLocalIpsWithMdns', // there is no multicast DNS to resolve them here
];
const WAIT = { timeout: 30_000 };

let browser;
let relay;

before(async () => {
  assert.ok(existsSync(CHROMIUM), `no browser at ${CHROMIUM}: "apt install chromium", or name one in the variable CHROMIUM`);
  browser = await chromium.launch({ executablePath: CHROMIUM, args: ARGUMENTS });
});
after(() => browser?.close());
beforeEach(async () => {
  relay = await Relay.start();
});
afterEach(async () => {
  await Promise.all(browser.contexts().map((context) => context.close()));
  await relay.stop();
});

/** A page that has joined the room and offers `t.call` and what it takes to look at a call. */
async function joined() {
  const page = await (await browser.newContext()).newPage();
  await page.goto(relay.url);
  await enter(page);
  return page;
}

async function enter(page) {
  await page.evaluate(async () => {
    const { connect, Call } = await import('/chappe.js');
    const client = await connect({ url: '/' });
    const room = await client.join('r');
    const picture = () => {
      const canvas = Object.assign(document.createElement('canvas'), { width: 64, height: 64 });
      const context = canvas.getContext('2d');
      setInterval(() => context.fillRect(Math.random() * 64, Math.random() * 64, 4, 4), 50);
      return canvas.captureStream(15);
    };
    const frames = async () => {
      const reports = await Promise.all([...t.call.peers.values()].map((peer) => peer.connection.getStats()));
      return reports.map((report) => [...report.values()].find(({ type, kind }) => type === 'inbound-rtp' && kind === 'video')?.framesDecoded ?? 0);
    };
    const start = () => {
      t.call = new Call(room);
      t.heard = [];
      t.call.on('message', ({ data }) => t.heard.push(data));
    };
    window.t = { client, room, picture, frames, start };
  });
}

async function inCall({ video = true } = {}) {
  const page = await joined();
  await page.evaluate((video) => {
    t.start();
    const stream = t.picture();
    t.publication = t.call.publish(video ? stream.getVideoTracks()[0] : null, stream);
  }, video);
  return page;
}

const connected = (page, others) =>
  page.waitForFunction((n) => t.call.peers.size === n && [...t.call.peers.values()].every(({ state }) => state === 'connected'), others, WAIT);

const sees = (page, others = 1) =>
  eventually(async () => (await page.evaluate(() => t.frames())).filter((count) => count > 0).length === others, 'no picture');

/** For what only a promise can tell; Playwright's own waiting takes a promise for a yes. */
async function eventually(check, otherwise) {
  const deadline = Date.now() + WAIT.timeout;
  while (!(await check())) {
    assert.ok(Date.now() < deadline, otherwise);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

async function talk(one, other) {
  for (const [from, to] of [[one, other], [other, one]]) {
    await from.waitForFunction(() => t.call.send('hello') > 0, undefined, { ...WAIT, polling: 100 });
    await to.waitForFunction(() => t.heard.includes('hello'), undefined, WAIT);
  }
}

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

for (const kind of ['offer', 'answer', 'candidate']) {
  test(`lost signals of the kind ${kind} cost time only`, async () => {
    let lost = 0;
    relay.lose = (each) => each === kind && ++lost <= 3;
    const [one, other] = [await inCall(), await inCall()];
    await Promise.all([connected(one, 1), connected(other, 1)]);
    assert.ok(lost >= 1);
  });
}

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
