import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, test } from 'node:test';
import { connect } from '../src/chappe.js';
import { next, Service } from './service.js';

let server;

afterEach(async () => {
  server?.closeAllConnections();
  await new Promise((resolve) => (server ? server.close(resolve) : resolve()));
  server = undefined;
});

/** A server that answers every request, handshakes too, in one way; its address as a socket's. */
async function answering(status, body = '', started = createServer()) {
  server = started.on('request', (_, response) => response.writeHead(status).end(body));
  server.asked = 0;
  server.on('request', ({ headers }) => (server.asked += headers.upgrade ? 0 : 1));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return `ws://127.0.0.1:${server.address().port}/v1/signal`;
}

/** Short: whoever goes on until then has not understood. */
const soon = { timeoutMs: 10_000 };

test('a refusal is said at once, in the words of the server', async () => {
  const url = await answering(403, JSON.stringify({ code: 'forbidden', message: 'not from there' }));
  await assert.rejects(connect({ url, ...soon }), { code: 'forbidden', retryable: false, message: /not from there/ });
});

test('a page is told which origin is refused, and what to do', async () => {
  const url = await answering(403);
  globalThis.location = { origin: 'https://shop.example', href: 'https://shop.example/' };
  try {
    await assert.rejects(connect({ url, ...soon }), { code: 'forbidden', message: /pages of https:\/\/shop\.example.*"origins"/ });
  } finally {
    delete globalThis.location;
  }
});

test('where a browser does not tell, both reasons are named', async () => {
  const gone = await Service.start();
  const url = gone.url.replace('ws:', 'wss:');
  await gone.stop();
  globalThis.location = { origin: 'https://shop.example', href: 'https://shop.example/' };
  try {
    const both = new RegExp(`cannot be reached, or its certificate is not trusted: open ${new URL('/', url.replace('wss', 'https'))} once`);
    await assert.rejects(connect({ url, timeoutMs: 1_200 }), { code: 'unavailable', message: both });
  } finally {
    delete globalThis.location;
  }
});

for (const status of [404, 400, 200]) {
  test(`an answer with ${status} means that nothing is there`, async () => {
    const url = await answering(status, '<!doctype html>');
    await assert.rejects(connect({ url, ...soon }), { code: 'no_server', retryable: false, message: /no signaling server at ws:.*\/v1\/signal/ });
  });
}

test('a port with TLS that is spoken to without says so', async () => {
  const url = await answering(400, 'This port speaks https: open https://localhost:8443/');
  await assert.rejects(connect({ url }), { code: 'no_server', message: /speaks TLS: use wss:/ });
});

for (const status of [426, 429, 503]) {
  test(`after an answer with ${status} the client tries on, and asks no second time`, async () => {
    const url = await answering(status);
    await assert.rejects(connect({ url, timeoutMs: 1_200 }), { code: 'unavailable', message: new RegExp(`${status}`) });
    assert.equal(server.asked, 1);
  });
}

test('of several addresses a good one is found behind a wrong one', async () => {
  const service = await Service.start();
  try {
    const client = await connect({ urls: [await answering(404), service.url], ...soon });
    assert.equal(client.state, 'online');
    client.close();
  } finally {
    await service.stop();
  }
});

test('a client that was connected before asks nobody', async () => {
  const service = await Service.start();
  const client = await connect({ url: service.url });
  const asked = [];
  const { fetch } = globalThis;
  globalThis.fetch = async (url) => void asked.push(url);
  try {
    await service.stop();
    await next(client, 'reconnecting');
    await next(client, 'reconnecting');
    assert.deepEqual(asked, []);
  } finally {
    globalThis.fetch = fetch;
    client.close();
  }
});

test('a certificate that is not trusted is said at once', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'chappe-certificate-'));
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
  const parameters = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-subj', '/CN=localhost', '-days', '2'];
  execFileSync('openssl', ['req', '-x509', ...parameters, '-keyout', key, '-out', cert], { stdio: 'ignore' });
  try {
    const url = await answering(426, '', createSecureServer({ key: readFileSync(key), cert: readFileSync(cert) }));
    await assert.rejects(connect({ url: url.replace('ws:', 'wss:'), ...soon }), { code: 'untrusted', message: /DEPTH_ZERO_SELF_SIGNED_CERT.*NODE_EXTRA_CA_CERTS/ });
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('a port without TLS is said at once', async () => {
  const url = await answering(426);
  await assert.rejects(connect({ url: url.replace('ws:', 'wss:'), ...soon }), { code: 'no_server', message: /does not speak TLS/ });
});

for (const options of [{ url: '' }, { urls: [] }, { url: '/v1/signal' }, { url: 'mailto:a@b' }, { url: 'ws://localhost:1/', peer: '' }, { url: 'ws://localhost:1/', tenant: '' }]) {
  test(`options that cannot be meant are refused, by the promise: ${JSON.stringify(options)}`, async () => {
    await assert.rejects(connect(options), { name: 'ChappeError', code: 'bad_request' });
  });
}
