import { h, svg } from './dom.js';
import { clock, rate } from './words.js';

const WIDTH = 600;
const HEIGHT = 150;
/** Less than this would look like a mountain where there is nothing but noise. */
const LEAST_TOP = 1;

/**
 * A line over time, from nothing up. Whoever does not see it is told its last value and its greatest.
 *
 * @param {string} title
 * @param {{at: number, value: number}[]} points the oldest first
 * @param {string} [kind] of the line
 */
export function chart(title, points, kind = 'usual') {
  if (points.length < 2) return h('div.chart', null, h('p.faint', null, 'Counting. The line begins in a few seconds.'));
  const [first, last] = [points[0], points[points.length - 1]];
  const greatest = Math.max(...points.map(({ value }) => value));
  const top = ceiling(Math.max(LEAST_TOP, greatest));
  const x = (/** @type {number} */ at) => ((at - first.at) / (last.at - first.at)) * WIDTH;
  const y = (/** @type {number} */ value) => HEIGHT - (value / top) * HEIGHT;
  const line = points.map(({ at, value }) => `${x(at).toFixed(1)},${y(value).toFixed(1)}`).join(' ');
  const words = `${title}: ${rate(last.value)} a second now, ${rate(greatest)} at most since ${clock(first.at)}`;
  return h(
    'div.chart',
    null,
    h('span.top.faint', null, rate(top)),
    svg('svg', { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, preserveAspectRatio: 'none', role: 'img', 'aria-label': words, class: kind }, [
      ...[0, 0.5, 1].map((part) => svg('line', { x1: 0, x2: WIDTH, y1: HEIGHT * part, y2: HEIGHT * part, class: 'grid' })),
      svg('polygon', { points: `0,${HEIGHT} ${line} ${WIDTH},${HEIGHT}`, class: 'area' }),
      svg('polyline', { points: line, class: 'line' }),
    ]),
    h('span.ends.faint', null, h('span', null, clock(first.at)), h('span', null, clock(last.at))),
  );
}

/** @param {number} value the next one that is easy to read: 1, 2 or 5 times a power of ten */
function ceiling(value) {
  const power = 10 ** Math.floor(Math.log10(value));
  return ([1, 2, 5, 10].find((step) => step * power >= value) ?? 10) * power;
}
