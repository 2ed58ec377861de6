import { announce, by, press, toast } from '../demo/page.js';
import { clock, nameOf, soundWords } from '../embed/words.js';
import { queue, signalUrl, token, transfers } from './address.js';
import { contextOf } from './context.js';
import { Desk } from './desk.js';
import { fieldsOf, linkTo } from './details.js';
import { Queue } from './queue.js';
import { endWords, reasonWords, refusalWords, transferRefusalWords, unheardWords } from './words.js';

const waiting = new Queue((session) => void desk?.take(session));
/** @type {Desk | undefined} */
let desk;
/** The caller of the call that is shown. @type {string | undefined} */
let shown;

async function open() {
  if (!queue() || !token()) return explain('incomplete');
  busy(true);
  explain(undefined);
  try {
    desk = await Desk.open({ url: signalUrl(), queue: queue(), token }, by('sound'), { changed: draw, refused, ended, over });
    show('desk');
    draw();
    by('queue-title').focus({ preventScroll: true });
  } catch (error) {
    explain(/** @type {any} */ (error).code ?? String(error));
  }
  busy(false);
}

/** @param {boolean} busy */
function busy(busy) {
  by('open').disabled = busy;
  by('open').textContent = busy ? 'Going online…' : 'Go online';
}

/** @param {string | undefined} code */
function explain(code) {
  by('problem').hidden = !code;
  if (!code) return;
  const { title, text } = reasonWords(code);
  by('problem').querySelector('strong').textContent = title;
  by('problem').querySelector('span').textContent = text;
}

/** @param {'start' | 'desk'} screen */
function show(screen) {
  for (const name of ['start', 'desk']) by(name).hidden = name !== screen;
  by('close').hidden = screen === 'start';
}

function draw() {
  if (!desk) return;
  const { call, online, taking, unheard } = desk;
  by('line').hidden = online;
  by('state').textContent = !online ? 'Reconnecting' : unheard ? 'On a call, not heard' : call ? 'On a call' : 'Available';
  by('state').dataset.state = !online ? 'away' : call ? 'busy' : 'free';
  by('agent').textContent = nameOf(desk.self) ?? '';
  if (online) waiting.draw(desk.waiting, desk.count, !call);
  by('next').textContent = taking ? 'Taking…' : 'Take next';
  by('transfer').querySelector('button').textContent = desk.transferring ? 'Transferring…' : 'Transfer';
  if (call) drawCall(call, unheard);
}

/**
 * @param {import('../embed/audio-call.js').AudioCall} call
 * @param {boolean} unheard
 */
function drawCall(call, unheard) {
  const { other, muted } = call;
  const began = shown === undefined;
  const context = other && contextOf(other);
  by('idle').hidden = true;
  by('call').hidden = false;
  by('with').textContent = context?.name ?? 'Calling…';
  drawSound(unheard ? unheardWords(transfers().length > 0) : soundWords(call));
  by('call-state').classList.toggle('grave', unheard);
  by('mute').disabled = unheard;
  press(by('mute'), muted, muted ? 'Unmute' : 'Mute', muted ? 'i-mic-off' : 'i-mic');
  if (context && shown !== other?.session) drawContext(context);
  shown = other?.session ?? '';
  if (began) by('with').focus({ preventScroll: false });
}

/** @param {string} words */
function drawSound(words) {
  // What is only written again would be read again.
  if (by('call-state').textContent !== words) by('call-state').textContent = words;
}

/** @param {import('./context.js').Context} context */
function drawContext({ name, topic, page, title, since, fields }) {
  /** @type {[string, string | Node][]} */
  const rows = [];
  if (topic && topic !== name) rows.push(['topic', topic]);
  if (page) rows.push(['page', linkTo(page)]);
  if (title) rows.push(['title', title]);
  if (since !== undefined) rows.push(['waited', clock(Date.now() - since)]);
  by('context').replaceChildren(...fieldsOf([...rows, ...fields]));
  announce(`You are talking to ${name}.`);
}

/**
 * @param {string} code
 * @param {boolean} [transfer]
 */
function refused(code, transfer) {
  toast(transfer ? transferRefusalWords(code) : refusalWords(code));
}

/**
 * @param {string} how
 * @param {number | undefined} lastedMs
 */
function ended(how, lastedMs) {
  const focused = by('call').contains(document.activeElement);
  const words = endWords(how) + (lastedMs === undefined ? '.' : ` after ${clock(lastedMs)}.`);
  shown = undefined;
  by('call').hidden = true;
  by('idle').hidden = false;
  by('last').textContent = words;
  by('clock').textContent = '';
  by('context').replaceChildren();
  announce(words);
  draw();
  if (focused) (by('next').disabled ? by('queue-title') : by('next')).focus();
}

/** @param {string | undefined} code why this agent is out, if not by its own wish */
function over(code) {
  desk = undefined;
  shown = undefined;
  by('call').hidden = true;
  by('idle').hidden = false;
  by('last').textContent = '';
  show('start');
  explain(code);
  by('open').focus();
}

by('queue-name').textContent = by('queue-of').textContent = queue();
document.title = queue() ? `${queue()} · Chappe` : 'Chappe';
by('open').addEventListener('click', () => void open());
by('next').addEventListener('click', () => void desk?.take());
by('mute').addEventListener('click', () => desk?.toggleMute());
by('hang-up').addEventListener('click', () => desk?.hangUp());
by('transfer').hidden = transfers().length === 0;
by('to').replaceChildren(...transfers().map((name) => new Option(name)));
by('transfer').addEventListener('submit', (/** @type {Event} */ event) => {
  event.preventDefault();
  void desk?.transfer(by('to').value);
});
by('close').addEventListener('click', () => {
  if (desk?.call && !confirm('Hang up and go offline?')) return;
  desk?.close();
  over(undefined);
});
setInterval(() => {
  if (desk?.call?.since) by('clock').textContent = clock(Date.now() - desk.call.since);
}, 500);
// To close the window is to hang up.
addEventListener('beforeunload', (event) => desk?.call && event.preventDefault());
addEventListener('pagehide', () => desk?.close());
if (!queue() || !token()) explain('incomplete');
