import { h, svg } from './dom.js';

const WIDTH = 600;
const HEIGHT = 150;
const GAP = 0.2;

/**
 * A bar for each time, also where there is nothing. Whoever does not see it has the table.
 *
 * @param {string} title
 * @param {{label: string, value: number}[]} bars the oldest first
 * @param {(value: number) => string} words
 */
export function barChart(title, bars, words) {
  const greatest = Math.max(...bars.map(({ value }) => value), 0);
  const wide = WIDTH / bars.length;
  const drawn = bars.map(({ value }, i) => {
    const high = greatest === 0 ? 0 : (value / greatest) * HEIGHT;
    return svg('rect', { x: (i + GAP / 2) * wide, y: HEIGHT - high, width: wide * (1 - GAP), height: high, class: 'bar' });
  });
  return h(
    'section.panel',
    null,
    h('h2', null, title),
    h(
      'div.chart',
      null,
      h('span.top.faint', null, words(greatest)),
      svg('svg', { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, preserveAspectRatio: 'none', role: 'img', 'aria-label': `${title}: at most ${words(greatest)}, ${words(bars.at(-1)?.value ?? 0)} at the end` }, [
        ...[0, 0.5, 1].map((part) => svg('line', { x1: 0, x2: WIDTH, y1: HEIGHT * part, y2: HEIGHT * part, class: 'grid' })),
        ...drawn,
      ]),
      h('span.ends.faint', null, h('span', null, bars[0]?.label), h('span', null, bars.at(-1)?.label)),
    ),
  );
}
