import { freshRoom, link, showNoRoom, showRoom } from './address.js';
import { Chat } from './chat.js';
import { Lobby } from './lobby.js';
import { LocalMedia } from './media.js';
import { Meeting } from './meeting.js';
import { announce, by, press, showScreen, toast } from './page.js';
import { errorWords, lostWords } from './words.js';

const media = new LocalMedia();
const chat = new Chat();
const lobby = new Lobby(media, (name, room) => void enter(name, room));
/** @type {Meeting | undefined} */
let meeting;
/** Ends the waiting to be let in. @type {AbortController | undefined} */
let giveUp;
let last = { name: '', room: '' };

/**
 * @param {string} name
 * @param {string} room
 */
async function enter(name, room) {
  last = { name, room };
  giveUp = new AbortController();
  const { signal } = giveUp;
  lobby.busy(true);
  try {
    if (!window.RTCPeerConnection) throw Object.assign(new Error(), { code: 'no_calls' });
    showRoom(room);
    document.title = `${room} · Chappe`;
    by('call-title').textContent = room;
    by('link').value = link();
    const onWaiting = (/** @type {number} */ position) => lobby.waiting(position);
    const onLine = (/** @type {boolean} */ online) => lobby.line(online);
    meeting = await Meeting.join({ name, room, media, chat, onWaiting, onLine, signal, over: (reason) => end(errorWords(reason)) });
    showScreen('call', by('call-title'));
    drawTools();
    lobby.busy(false);
  } catch (error) {
    lobby.busy(false);
    if (!signal.aborted) explain(error);
    showScreen('lobby');
    by('join').focus();
  }
}

/** @param {any} error that kept this side out */
function explain(error) {
  const { code = String(error), words } = error;
  // The socket broke on the way in.
  lobby.explain(words ?? errorWords(code === 'session_lost' ? 'unavailable' : code));
}

/** @param {import('./words.js').Words} words */
function end(words) {
  meeting = undefined;
  media.stop();
  document.title = 'Chappe';
  by('after-title').textContent = words.title;
  by('after-text').textContent = words.text;
  showScreen('after', by('after-title'));
}

async function copyLink() {
  try {
    await navigator.clipboard.writeText(link());
    toast('Link copied. Send it to the people you want to see.');
  } catch {
    toast(`Copy this address: ${link()}`); // a browser that lets no page write to the clipboard
  }
}

function drawTools() {
  const { microphone, muted, camera, screen } = media;
  const silent = muted || !microphone;
  press(by('mic'), silent, microphone ? (muted ? 'Unmute' : 'Mute') : 'Mic on', silent ? 'i-mic-off' : 'i-mic');
  by('mic').disabled = !navigator.mediaDevices;
  press(by('camera'), !camera, camera ? 'Camera off' : 'Camera on', camera ? 'i-camera' : 'i-camera-off');
  by('camera').disabled = !navigator.mediaDevices;
  press(by('screen'), screen !== null, screen ? 'Stop sharing' : 'Share screen', 'i-screen');
  by('screen').hidden = !navigator.mediaDevices?.getDisplayMedia;
}

media.addEventListener('change', drawTools);
media.addEventListener('lost', (event) => by('call').hidden || toast(lostWords(/** @type {any} */ (event).detail)));
by('mic').addEventListener('click', async () => {
  if (media.microphone) return media.setMuted(!media.muted);
  await media.startMicrophone();
  if (!media.microphone) toast('The microphone can’t be used now. Is it plugged in, allowed, and free?');
});
by('camera').addEventListener('click', async () => {
  const on = !media.camera;
  await media.setCamera(on);
  if (on && !media.camera) toast('The camera can’t be used now. Is it plugged in, allowed, and free?');
});
by('screen').addEventListener('click', () => (media.screen ? media.stopScreen() : void media.startScreen()));
by('copy').addEventListener('click', copyLink);
by('copy-link').addEventListener('click', copyLink);
by('leave').addEventListener('click', () => {
  meeting?.leave();
  end({ title: 'You left the call', text: `The room “${last.room}” stays open as long as somebody is in it.` });
});
by('give-up').addEventListener('click', () => giveUp?.abort());
by('again').addEventListener('click', async () => {
  showScreen('lobby', by('entry-title'));
  await lobby.check();
  await enter(last.name, last.room);
});
by('elsewhere').addEventListener('click', () => {
  showNoRoom();
  announce('');
  showScreen('lobby');
  by('room').value = freshRoom();
  by('room').select();
  void lobby.check();
});
addEventListener('pagehide', () => {
  giveUp?.abort();
  meeting?.leave();
});

by(by('name').value ? 'join' : 'name').focus({ preventScroll: true });
void lobby.check();
