import { CallPeer } from './call-peer.js';
import { Emitter } from './emitter.js';
import { Publication } from './publication.js';

const KINDS = new Set(['offer', 'answer', 'candidate', 'bye']);
/** The server lets nobody but the room's moderators send it. */
const REQUEST_MUTE = 'request-mute';

/**
 * @typedef {object} CallOptions
 * @property {RTCConfiguration} [rtc] for each connection; its `iceServers` take the place of those that the server names
 */

/**
 * @typedef {object} CallEvents
 * @property {CallPeer} peer-joined a connection to a member is being made
 * @property {{peer: CallPeer, reason: string}} peer-left its connection is over; where the member stays, `peer-joined` may follow with another one
 * @property {{peer: CallPeer, state: import('./call-peer.js').PeerState}} state
 * @property {{peer: CallPeer, track: MediaStreamTrack, stream: MediaStream | undefined}} track the peer shows something
 * @property {{peer: CallPeer, data: any}} message over the data channel
 * @property {{from: {session: string, peer: string}}} mute-requested a moderator asks this side to mute itself; whether it does is for the person in front of it to say
 */

/**
 * A call between all members of a room: one connection and one data channel to each other member. It follows the room,
 * also through a reconnect, until it is closed.
 *
 * @extends {Emitter<CallEvents>}
 */
export class Call extends Emitter {
  #room;
  #options;
  /** @type {Map<string, CallPeer>} */
  #peers = new Map();
  /** @type {Set<Publication>} */
  #publications = new Set();
  /** @type {(() => void)[]} */
  #offs;
  #closed = false;

  /**
   * @param {import('./room.js').Room} room joined
   * @param {CallOptions} [options]
   */
  constructor(room, options = {}) {
    super();
    this.#room = room;
    this.#options = options;
    this.#offs = [
      room.on('member-joined', ({ session }) => this.#connect(session)),
      // Who is only not listed any more is still in the call. When it leaves, nobody says so: see #lost.
      room.on('member-left', ({ member, reason }) => reason === 'unlisted' || this.#drop(member.session, reason)),
      room.on('members-replaced', () => this.#startOver()),
      room.on('left', () => this.close()),
      room.client.on('signal', (signal) => this.#heard(signal)),
      room.client.on('ice-servers', () => this.#useServers()),
    ];
    // In a turn of its own, so that the caller can listen and publish first.
    queueMicrotask(() => this.#connectAll());
  }

  /**
   * The others, by session.
   *
   * @returns {ReadonlyMap<string, CallPeer>}
   */
  get peers() {
    return this.#peers;
  }

  /**
   * Shows a track to all others, those who come later included.
   *
   * @param {MediaStreamTrack | null} track nothing for now: see {@link Publication.replace}
   * @param {MediaStream} stream tells the others which tracks belong together
   * @returns {Publication}
   */
  publish(track, stream) {
    const publication = new Publication(
      track,
      stream,
      async (changed) => void (await Promise.all([...this.#peers.values()].map((peer) => peer.show(changed)))),
      (removed) => {
        this.#publications.delete(removed);
        for (const peer of this.#peers.values()) peer.hide(removed);
      },
    );
    this.#publications.add(publication);
    for (const peer of this.#peers.values()) void peer.show(publication);
    return publication;
  }

  /**
   * Sends to all others whose data channel is open.
   *
   * @param {string | ArrayBuffer} data
   * @returns {number} how many that were
   */
  send(data) {
    return [...this.#peers.values()].filter((peer) => peer.send(data)).length;
  }

  /** Hangs up. The room stays joined, and the tracks stay the caller's. */
  close() {
    if (this.#closed) return;
    this.#closed = true;
    for (const off of this.#offs) off();
    for (const [session, peer] of [...this.#peers]) {
      if (this.#room.joined) peer.bye();
      this.#drop(session, 'closed');
    }
  }

  #connectAll() {
    for (const { session } of this.#room.others) this.#connect(session);
  }

  get #configuration() {
    return { iceServers: this.#room.client.iceServers, ...this.#options.rtc };
  }

  /** Where a way by a relay breaks, another one is had only with credentials that are not over. */
  #useServers() {
    if (this.#options.rtc?.iceServers) return;
    for (const peer of this.#peers.values()) void peer.configure(this.#configuration);
  }

  /** This side has a new session, which the others know nothing of: all is made anew. */
  #startOver() {
    for (const session of [...this.#peers.keys()]) this.#drop(session, 'reconnected');
    this.#connectAll();
  }

  /**
   * @param {string} session
   * @param {import('./room.js').Member} [known] as it was before, if it is not listed any more
   * @returns {CallPeer | undefined}
   */
  #connect(session, known) {
    const member = this.#room.members.get(session) ?? known;
    if (this.#closed || !member || session === this.#room.self || this.#peers.has(session)) return this.#peers.get(session);
    const peer = new CallPeer({
      member,
      // Of two sessions the one with the greater id, by code unit, is the polite one.
      polite: this.#room.self > session,
      configuration: this.#configuration,
      signal: (kind, data) => this.#room.client.signal({ session }, kind, { room: this.#room.name, ...data }, { want: 'received' }),
      report: (report) => this.#room.client.report(session, report),
      stuck: () => this.#restart(peer, 'stuck'),
      lost: () => this.#lost(peer),
    });
    this.#peers.set(session, peer);
    peer.on('state', (state) => this.emit('state', { peer, state }));
    peer.on('track', (event) => this.emit('track', { peer, ...event }));
    peer.on('message', (data) => this.emit('message', { peer, data }));
    this.emit('peer-joined', peer);
    for (const publication of this.#publications) void peer.show(publication);
    return peer;
  }

  /**
   * @param {string} session
   * @param {string} reason
   */
  #drop(session, reason) {
    const peer = this.#peers.get(session);
    if (!peer) return;
    this.#peers.delete(session);
    peer.close();
    this.emit('peer-left', { peer, reason });
  }

  /**
   * The other side takes the new connection's offer for what it is, and makes its own end anew.
   *
   * @param {CallPeer} peer
   * @param {string} reason
   */
  #restart({ session, member }, reason) {
    this.#drop(session, reason);
    this.#connect(session, member);
  }

  /**
   * The server does not find it.
   *
   * @param {CallPeer} peer
   */
  #lost(peer) {
    // Of those who are listed the room will say it, if it is so.
    if (this.#peers.get(peer.session) === peer && !this.#room.members.has(peer.session)) this.#drop(peer.session, 'lost');
  }

  /** @param {import('./client.js').Signal} signal */
  #heard({ from, kind, data }) {
    if (kind === REQUEST_MUTE && data?.room === this.#room.name) return this.emit('mute-requested', { from });
    if (!KINDS.has(kind) || (data?.room ?? this.#room.name) !== this.#room.name) return;
    const { session } = from;
    const known = this.#peers.get(session);
    if (known && !known.isFor(data)) return;
    if (kind === 'bye') {
      if (known?.isFrom(data)) this.#drop(session, 'bye');
      return;
    }
    if (kind === 'offer' && known && !known.isFrom(data)) this.#restart(known, 'replaced');
    if (kind === 'offer') this.#connect(session);
    this.#peers.get(session)?.heard(kind, data);
  }
}
