/** Four soft chords, in Hz, and the order in which their notes are touched. */
const CHORDS = [
  [196, 293.66, 392, 493.88],
  [220, 261.63, 329.63, 440],
  [174.61, 261.63, 349.23, 440],
  [196, 246.94, 293.66, 392],
];
const ORDER = [0, 2, 1, 3, 2, 1];
const CHORD_S = 4.8;
const LOOP_S = CHORDS.length * CHORD_S;
/** Of a note: how soon it is there, and how long it rings. */
const ATTACK_S = 0.06;
const RING_S = 3;
/** Enough for such tones, and half the memory. */
const SAMPLE_RATE = 22_050;
const VOLUME = 0.14;

/** What is heard while waiting. The page makes it itself: there is nothing to load and nobody to be paid for it. */
export class Music {
  #context;
  #volume;
  /** @type {AudioBufferSourceNode | undefined} */
  #source;
  #wanted = false;

  /** Made in a person's click: without one no browser lets a page sound. */
  constructor() {
    this.#context = new AudioContext();
    this.#volume = new GainNode(this.#context, { gain: 0 });
    this.#volume.connect(this.#context.destination);
  }

  /** Begins softly. */
  async play() {
    this.#wanted = true;
    const buffer = await loop();
    if (!this.#wanted || this.#source) return;
    void this.#context.resume();
    // From the second round on the last notes ring into the first ones.
    this.#source = new AudioBufferSourceNode(this.#context, { buffer, loop: true, loopStart: LOOP_S, loopEnd: 2 * LOOP_S });
    this.#source.connect(this.#volume);
    this.#source.start();
    const now = this.#context.currentTime;
    this.#volume.gain.cancelScheduledValues(now).setValueAtTime(0, now).linearRampToValueAtTime(VOLUME, now + 1.5);
  }

  /** Ends at once: in a tenth of a second, without a crack. */
  stop() {
    this.#wanted = false;
    const now = this.#context.currentTime;
    this.#volume.gain.cancelScheduledValues(now).setTargetAtTime(0, now, 0.02);
    this.#source?.stop(now + 0.1);
    this.#source = undefined;
  }

  close() {
    this.stop();
    void this.#context.close();
  }
}

/** @type {Promise<AudioBuffer> | undefined} */
let rendered;

/** @returns {Promise<AudioBuffer>} two rounds; made once, ahead of time, so that a page in the background need not keep time */
const loop = () => (rendered ??= render());

function render() {
  const context = new OfflineAudioContext(1, 2 * LOOP_S * SAMPLE_RATE, SAMPLE_RATE);
  for (let round = 0; round < 2; round++) {
    CHORDS.forEach((chord, i) => {
      const begin = round * LOOP_S + i * CHORD_S;
      ORDER.forEach((note, j) => touch(context, chord[note], begin + (j * CHORD_S) / ORDER.length, 0.5));
      touch(context, chord[0] / 2, begin, 0.7);
    });
  }
  return context.startRendering();
}

/**
 * @param {OfflineAudioContext} context
 * @param {number} frequency
 * @param {number} at
 * @param {number} loudness
 */
function touch(context, frequency, at, loudness) {
  const envelope = new GainNode(context, { gain: 0 });
  envelope.gain.setValueAtTime(0, at).linearRampToValueAtTime(loudness, at + ATTACK_S).setTargetAtTime(0, at + ATTACK_S, RING_S / 5);
  envelope.connect(context.destination);
  for (const [multiple, share] of [[1, 1], [2, 0.18], [3, 0.05]]) {
    const tone = new OscillatorNode(context, { frequency: frequency * multiple });
    tone.connect(new GainNode(context, { gain: share })).connect(envelope);
    tone.start(at);
    tone.stop(at + RING_S);
  }
}
