import { Call, connect } from '../client/chappe.js';
import { relayOnly, serverOrigin, signalUrl, tenant, token } from './address.js';
import { Asked } from './asked.js';
import { Moderator } from './moderator.js';
import { announce, by, nameOf, toast } from './page.js';
import { Tiles } from './tiles.js';
import { connectWords, waitWords } from './words.js';

/**
 * One call in one room, from joining to leaving.
 */
export class Meeting {
  #client;
  #room;
  #call;
  #media;
  #name;
  #tiles = new Tiles();
  #moderator;
  #asked;
  #over;
  /** @type {Record<string, import('../client/publication.js').Publication>} */
  #published;
  #own = new MediaStream();
  #retryTimer = 0;
  #mediaChanged = () => void this.#showOwn();

  /**
   * @param {{name: string, room: string, media: import('./media.js').LocalMedia, chat: import('./chat.js').Chat,
   *   onWaiting: (position: number) => void, onLine: (online: boolean) => void, signal: AbortSignal,
   *   over: (reason: string) => void}} options `onWaiting` and `onLine` while nobody has let this side in, which `signal` ends;
   *   `over` is called once when the call ends by itself
   * @returns {Promise<Meeting>} rejects with a ChappeError, with `words` of its own where no server was reached
   */
  static async join(options) {
    // A token names its tenant and its peer.
    const who = token() ? { token: token() } : { tenant: tenant() };
    const client = await connect({ url: signalUrl(), ...who, timeoutMs: 10_000 }).catch((error) => {
      const words = connectWords(error.code, { server: serverOrigin(), origin: location.origin, tenant: tenant(), token: token() });
      throw Object.assign(error, { words });
    });
    const { onWaiting, onLine, signal } = options;
    const offs = [client.on('reconnecting', () => onLine(false)), client.on('online', () => onLine(true))];
    try {
      const room = await client.join(options.room, { meta: face(options.name, options.media), onWaiting, signal });
      offs.forEach((off) => off());
      return new Meeting(client, room, options);
    } catch (error) {
      client.close();
      throw error;
    }
  }

  /**
   * @param {import('../client/client.js').Client} client
   * @param {import('../client/room.js').Room} room
   * @param {any} options
   */
  constructor(client, room, { name, media, chat, over }) {
    this.#client = client;
    this.#room = room;
    this.#media = media;
    this.#name = name;
    this.#over = over;
    this.#call = new Call(room, relayOnly() ? { rtc: { iceTransportPolicy: 'relay' } } : {});
    this.#published = {
      microphone: this.#call.publish(media.microphone, this.#own),
      picture: this.#call.publish(media.picture, this.#own),
    };
    this.#moderator = new Moderator(room);
    this.#asked = new Asked(media);
    this.#followCall(chat);
    this.#followRoom();
    this.#followLine();
    media.addEventListener('change', this.#mediaChanged);
    chat.begin((/** @type {string} */ text) => this.#call.send(JSON.stringify({ chat: text })));
    // A camera or microphone may have changed while this side waited to be let in.
    void this.#showOwn();
    this.#count();
  }

  /** Leaves at once. */
  leave() {
    this.#over = () => {};
    this.#call.close();
    this.#client.close();
  }

  /** @param {import('./chat.js').Chat} chat */
  #followCall(chat) {
    this.#call.on('peer-joined', (peer) => {
      this.#drawMember(this.#room.members.get(peer.session) ?? peer.member);
      this.#tiles.state(peer.session, peer.state);
    });
    this.#call.on('peer-left', ({ peer }) => this.#tiles.remove(peer.session));
    this.#call.on('state', ({ peer, state }) => this.#tiles.state(peer.session, state));
    this.#call.on('track', ({ peer, track, stream }) => this.#tiles.play(peer.session, stream ?? track));
    this.#call.on('mute-requested', ({ from }) => {
      const member = this.#room.members.get(from.session);
      this.#asked.show(member ? nameOf(member) : 'A moderator');
    });
    this.#call.on('message', ({ peer, data }) => chat.heard(nameOf(peer.member), chatText(data)));
  }

  #followRoom() {
    this.#room.on('member-joined', (member) => toast(`${nameOf(member)} joined`));
    this.#room.on('member-left', ({ member, reason }) => {
      if (reason !== 'unlisted') toast(`${nameOf(member)} ${reason === 'kicked' ? 'was removed' : 'left'}`);
    });
    this.#room.on('count-changed', () => this.#count());
    this.#room.on('members-replaced', () => this.#drawAll());
    this.#room.on('waiting', () => this.#drawWait());
    this.#room.on('member-updated', (member) => member.session === this.#room.self || this.#drawMember(member));
    // `closed` is also why a room cannot be joined yet.
    this.#room.on('left', ({ reason, error }) => this.#end(error?.code ?? (reason === 'closed' ? 'ended' : reason)));
  }

  #followLine() {
    const line = by('line-state');
    this.#client.on('reconnecting', ({ delayMs }) => {
      clearInterval(this.#retryTimer);
      let seconds = Math.ceil(delayMs / 1_000);
      const say = () => {
        line.textContent = !navigator.onLine
          ? 'You are offline. The call goes on as soon as your network is back.'
          : seconds > 1
            ? `The connection to the server is lost. Trying again in ${seconds} s…`
            : 'The connection to the server is lost. Reconnecting…';
        seconds--;
      };
      if (line.hidden) announce('The connection to the server is lost. Reconnecting.');
      line.hidden = false;
      say();
      this.#retryTimer = setInterval(say, 1_000);
    });
    this.#client.on('resumed', () => this.#backOnLine());
    this.#client.on('reconnected', () => {
      this.#backOnLine();
      this.#tiles.clear();
      this.#drawAll();
      toast('Connected again');
    });
    this.#client.on('close', ({ error }) => this.#end(error?.code ?? 'ended'));
  }

  #backOnLine() {
    if (!by('line-state').hidden) announce('Connected again.');
    this.#drawWait();
  }

  /** With a new session this side may have to be let in again. */
  #drawWait() {
    this.#clearLine();
    const { position } = this.#room;
    if (position === undefined) return;
    by('line-state').hidden = false;
    by('line-state').textContent = waitWords(position);
    announce(waitWords(position));
  }

  #drawAll() {
    this.#drawWait();
    this.#drawOwn();
    for (const peer of this.#call.peers.values()) this.#drawMember(peer.member);
    this.#moderator.draw();
    this.#count();
  }

  #clearLine() {
    clearInterval(this.#retryTimer);
    by('line-state').hidden = true;
  }

  /** @param {string} reason */
  #end(reason) {
    // First of all: what follows ends the room and the client, too, for reasons of their own.
    const over = this.#over;
    this.#over = () => {};
    this.#clearLine();
    this.#media.removeEventListener('change', this.#mediaChanged);
    this.#call.close();
    this.#client.close();
    this.#moderator.close();
    this.#asked.close();
    this.#tiles.clear();
    over(reason);
  }

  /** The tracks go to the others at once; words about them follow, for those who draw a tile. */
  async #showOwn() {
    this.#drawOwn();
    const { microphone, picture } = this.#published;
    await Promise.all([
      microphone.track === this.#media.microphone || microphone.replace(this.#media.microphone),
      picture.track === this.#media.picture || picture.replace(this.#media.picture),
    ]);
    const meta = face(this.#name, this.#media);
    if (JSON.stringify(meta) === JSON.stringify(this.#room.members.get(this.#room.self)?.meta)) return;
    // When it is lost with the socket, joining again says it.
    await this.#room.update(meta).catch(() => {});
  }

  #drawOwn() {
    const moderator = this.#room.members.get(this.#room.self)?.moderator;
    this.#tiles.show('own', { ...face(this.#name, this.#media), moderator }, { own: true });
    this.#tiles.play('own', this.#media.picture);
  }

  /** @param {import('../client/room.js').Member} member */
  #drawMember(member) {
    const { microphone = false, camera = false, screen = false } = /** @type {any} */ (member.meta ?? {});
    this.#tiles.show(member.session, { name: nameOf(member), microphone, camera, screen, moderator: member.moderator });
    this.#tiles.away(member.session, member.state === 'reconnecting');
  }

  #count() {
    const { count } = this.#room;
    by('head-count').textContent = count === 1 ? 'only you' : `${count} people`;
    by('alone').hidden = count !== 1;
    if (count === 1) announce('You are the only one here.');
  }
}

/**
 * What this side tells the others about itself.
 *
 * @param {string} name
 * @param {import('./media.js').LocalMedia} media
 * @returns {import('./tiles.js').Face}
 */
function face(name, media) {
  return { name, microphone: media.microphone !== null && !media.muted, camera: media.camera !== null, screen: media.screen !== null };
}

/** @param {unknown} data from another browser */
function chatText(data) {
  try {
    return JSON.parse(String(data)).chat;
  } catch {
    return undefined;
  }
}
