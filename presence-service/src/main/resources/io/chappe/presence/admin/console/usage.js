import { get, path } from './api.js';
import { barChart } from './bar-chart.js';
import { h, renew } from './dom.js';
import { empty, problemNotice, table } from './parts.js';
import { tenantFrame } from './tenants.js';
import { bytes, duration, number } from './words.js';

const HOUR_MS = 3_600_000;

const SPANS = {
  day: { words: 'Days', ms: 24 * HOUR_MS, count: 31, label: new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeZone: 'UTC' }) },
  hour: { words: 'Hours', ms: HOUR_MS, count: 24, label: new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short', hour: 'numeric', minute: '2-digit', timeZone: 'UTC' }) },
};

/** @typedef {keyof typeof SPANS} By */

/** @param {import('./app.js').Visit} visit */
export async function usage({ main, given: [tenant], signal }) {
  tenantFrame(main, tenant, 'Usage');
  const content = h('div.live', { 'aria-live': 'off' });
  const choice = h(
    'select',
    { id: 'by', onchange: () => void show() },
    Object.entries(SPANS).map(([value, { words }]) => h('option', { value }, words)),
  );
  const show = async () => {
    /** @type {By} */
    const by = choice.value;
    try {
      const { items } = await get(`/tenants${path(tenant)}/usage`, { query: { by }, signal });
      if (!signal.aborted && choice.value === by) renew(content, items.length > 0 ? drawn(by, items) : nothing());
    } catch (problem) {
      if (!signal.aborted) renew(content, problemNotice(problem));
    }
  };
  main.append(h('div.filters', null, h('div.field', null, h('label', { for: 'by' }, 'By'), choice)), content);
  await show();
}

const nothing = () => empty('Nothing was used', 'What sessions use appears here a minute later.');

/**
 * @param {By} by
 * @param {any[]} items those in which something was used
 */
function drawn(by, items) {
  const { ms, count, label } = SPANS[by];
  const end = Math.floor(Date.now() / ms) * ms;
  const begins = Array.from({ length: count }, (_, i) => end - (count - 1 - i) * ms);
  const used = new Map(items.map((item) => [Date.parse(item.begin), item]));
  const bars = (/** @type {string} */ what) => begins.map((begin) => ({ label: label.format(begin), value: used.get(begin)?.[what] ?? 0 }));
  const rows = [...items].reverse().map((item) => ({
    key: item.begin,
    cells: [label.format(Date.parse(item.begin)), duration(item.connectedSeconds * 1_000), number(item.messages), bytes(item.bytes), number(item.peakSessions)],
  }));
  return [
    h('div.panels', null, barChart('Time connected', bars('connectedSeconds'), (seconds) => duration(seconds * 1_000)), barChart('Messages', bars('messages'), number), barChart('Most sessions', bars('peakSessions'), number)),
    h('div.panel.wide', null, table('Usage, the newest first', [`${SPANS[by].words.slice(0, -1)} (UTC)`, 'Connected', 'Messages', 'Bytes', 'Most sessions'], rows)),
  ];
}
