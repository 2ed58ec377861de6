import { by } from './page.js';

/** What most cameras show, or a little less of it. */
const PICTURE = 4 / 3;

/** Gives each person in the call a place, so that all of them together leave none empty. */
export function layOut() {
  const grid = by('tiles');
  const people = [...grid.children].filter((item) => !item.matches('.screen:not(.own)'));
  // Somebody's screen has two rows of its own.
  const height = grid.clientHeight / (people.length < grid.children.length ? 2 : 1);
  const columns = columnsFor(people.length, grid.clientWidth, height);
  // In the last row each tile is as much wider as there are fewer of them.
  const last = people.length % columns || columns;
  grid.style.setProperty('--columns', String(columns * last));
  people.forEach((item, i) => item.style.setProperty('--span', String(i < people.length - last ? last : columns)));
}

new ResizeObserver(layOut).observe(by('tiles'));

/**
 * In how many columns people see most of each other's pictures.
 *
 * @param {number} people
 * @param {number} width of all
 * @param {number} height of all
 */
function columnsFor(people, width, height) {
  let best = { columns: 1, seen: -1 };
  for (let columns = 1; columns <= people; columns++) {
    const rows = Math.ceil(people / columns);
    const last = people % columns || columns;
    const seen = Math.min(...[columns, last].map((inRow) => part(width / inRow / (height / rows))));
    if (seen > best.seen) best = { columns, seen };
  }
  return best.columns;
}

/** @param {number} shape of a tile; how much of a picture is seen in it */
const part = (shape) => Math.min(shape / PICTURE, PICTURE / shape);
