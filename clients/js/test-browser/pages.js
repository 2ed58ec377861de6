/* Chromium, and pages of it that call each other over a relay. Whoever imports this gets a fresh relay for each test. */
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { after, afterEach, before, beforeEach } from 'node:test';
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
export const WAIT = { timeout: 30_000 };

let browser;
/** Each test's own. @type {Relay} */
export let relay;

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
export async function joined() {
  const page = await (await browser.newContext()).newPage();
  await page.goto(relay.url);
  await enter(page);
  return page;
}

export async function enter(page) {
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

export async function inCall({ video = true } = {}) {
  const page = await joined();
  await page.evaluate((video) => {
    t.start();
    const stream = t.picture();
    t.publication = t.call.publish(video ? stream.getVideoTracks()[0] : null, stream);
  }, video);
  return page;
}

export const connected = (page, others) =>
  page.waitForFunction((n) => t.call.peers.size === n && [...t.call.peers.values()].every(({ state }) => state === 'connected'), others, WAIT);

export const sees = (page, others = 1) =>
  eventually(async () => (await page.evaluate(() => t.frames())).filter((count) => count > 0).length === others, 'no picture');

/** For what only a promise can tell; Playwright's own waiting takes a promise for a yes. */
export async function eventually(check, otherwise) {
  const deadline = Date.now() + WAIT.timeout;
  while (!(await check())) {
    assert.ok(Date.now() < deadline, otherwise);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

export async function talk(one, other) {
  for (const [from, to] of [[one, other], [other, one]]) {
    await from.waitForFunction(() => t.call.send('hello') > 0, undefined, { ...WAIT, polling: 100 });
    await to.waitForFunction(() => t.heard.includes('hello'), undefined, WAIT);
  }
}
