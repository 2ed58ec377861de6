/** Rates, out of counts that only grow. What was learnt stays while the console is open, whichever page is shown. */

const KEPT_MS = 15 * 60_000;

/**
 * @typedef {{at: number, signals: number, undelivered: number}} Sample each in a second, of all nodes together
 */

/** @type {Map<string, {at: number, startedAt: string, signals: number, undelivered: number, rate: {signals: number, undelivered: number} | undefined}>} */
const counts = new Map();
/** @type {Sample[]} */
let samples = [];

/**
 * Takes what the gateways have counted until now.
 *
 * @param {any[]} gateways
 * @param {number} now in ms
 */
export function learn(gateways, now) {
  for (const node of gateways) count(node);
  const there = new Set(gateways.map(({ id }) => id));
  for (const id of counts.keys()) if (!there.has(id)) counts.delete(id);
  const rates = [...counts.values()].flatMap(({ rate }) => (rate ? [rate] : []));
  if (rates.length === 0) return;
  samples = samples.filter(({ at }) => now - at < KEPT_MS);
  samples.push({ at: now, signals: sum(rates, 'signals'), undelivered: sum(rates, 'undelivered') });
}

/** @param {any} node */
function count({ id, startedAt, signals, undelivered, countedAt }) {
  if (countedAt === undefined) return; // an older build, or a node that has said nothing yet
  const at = Date.parse(countedAt);
  const before = counts.get(id);
  if (before && before.startedAt === startedAt && before.at === at) return;
  const goesOn = before && before.startedAt === startedAt && before.at < at && before.signals <= signals;
  const seconds = goesOn ? (at - before.at) / 1_000 : 0;
  const rate = goesOn ? { signals: (signals - before.signals) / seconds, undelivered: (undelivered - before.undelivered) / seconds } : undefined;
  counts.set(id, { at, startedAt, signals, undelivered, rate });
}

/**
 * @param {{signals: number, undelivered: number}[]} rates
 * @param {'signals' | 'undelivered'} what
 */
const sum = (rates, what) => rates.reduce((total, rate) => total + rate[what], 0);

/**
 * @param {string} id
 * @returns {{signals: number, undelivered: number} | undefined} of one node in a second; undefined until it was heard twice
 */
export const rateOf = (id) => counts.get(id)?.rate;

/** @returns {Sample[]} the oldest first */
export const history = () => samples;

/** Of another installation, or for another key, nothing was learnt. */
export function forget() {
  counts.clear();
  samples = [];
}
