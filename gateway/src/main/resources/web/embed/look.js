/**
 * As our own pages look. Dark where the page around it is: it says so by `color-scheme`. A style sheet object and no markup:
 * no Content-Security-Policy of a site has to let it in.
 */
export const SHEET = new CSSStyleSheet();

SHEET.replaceSync(`
:host {
  all: initial;
  display: inline-block;
  max-width: 100%;
  color-scheme: inherit;
  direction: inherit;
  font: 16px/1.45 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif;
  --card: #fffdf9;
  --ink: #1a2422;
  --faint: #566461;
  --line: #d9d5ca;
  --accent: var(--chappe-accent, #0f6b62);
  --accent-ink: var(--chappe-accent-ink, #fff);
  --accent-soft: color-mix(in srgb, var(--accent) 14%, var(--card));
  --grave: #c8372d;
  --warn: #9a5b00;
  --shadow: 0 1px 2px rgb(20 30 28 / 8%), 0 12px 32px -12px rgb(20 30 28 / 22%);
}
@supports (color: light-dark(#fff, #000)) {
  :host {
    --card: light-dark(#fffdf9, #172124);
    --ink: light-dark(#1a2422, #e8efed);
    --faint: light-dark(#566461, #9fb0ac);
    --line: light-dark(#d9d5ca, #3b4b4f);
    --accent: var(--chappe-accent, light-dark(#0f6b62, #56cfbf));
    --accent-ink: var(--chappe-accent-ink, light-dark(#fff, #05201c));
    --warn: light-dark(#9a5b00, #f2c14e);
  }
}
:host([hidden]), [hidden] { display: none !important; }
*, *::before, *::after { box-sizing: border-box; }
h2, p { margin: 0; font: inherit; }

button {
  font: inherit;
  font-weight: 600;
  color: inherit;
  display: inline-flex;
  align-items: center;
  justify-content: center;
  gap: 0.5em;
  min-height: 2.75em;
  padding: 0.5em 0.75em;
  white-space: nowrap;
  border: 1px solid transparent;
  border-radius: 10px;
  cursor: pointer;
  transition: background-color 120ms, transform 120ms;
}
button:active { transform: translateY(1px); }
button svg {
  flex: none;
  width: 1.35em;
  height: 1.35em;
  fill: none;
  stroke: currentColor;
  stroke-width: 1.7;
  stroke-linecap: round;
  stroke-linejoin: round;
}
svg:is(.call, .hang-up) { fill: currentColor; stroke-width: 1; }
svg.call { rotate: -135deg; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
.title:focus { outline: none; }
.primary { background: var(--accent); color: var(--accent-ink); }
.primary:hover { background: color-mix(in srgb, var(--accent) 88%, var(--ink)); }
.quiet { background: transparent; border-color: var(--line); font-weight: 550; }
.quiet:hover { background: var(--accent-soft); }
.quiet.on { background: var(--accent-soft); border-color: var(--accent); }
.grave { background: var(--grave); color: #fff; }
.grave:hover { background: #ab2a21; }
.start { min-height: 3em; padding-inline: 1.3em 1.5em; border-radius: 99px; box-shadow: var(--shadow); }

.card {
  display: grid;
  gap: 0.3em;
  width: 22em;
  max-width: 100%;
  padding: 1.25em;
  text-align: start;
  color: var(--ink);
  background: var(--card);
  border: 1px solid var(--line);
  border-radius: 18px;
  box-shadow: var(--shadow);
}
.title { font-size: 1.15em; font-weight: 680; letter-spacing: -0.01em; line-height: 1.25; text-wrap: balance; overflow-wrap: anywhere; }
.text { color: var(--faint); text-wrap: pretty; overflow-wrap: anywhere; }
.text:empty, .note:empty { display: none; }
.clock { font-variant-numeric: tabular-nums; font-size: 1.6em; line-height: 1.3; }
.note { color: var(--faint); font-size: 0.88em; }
.buttons { display: flex; flex-wrap: wrap; gap: 0.6em; margin-top: 0.85em; }
.buttons button { flex: 1 1 auto; }

/* Four bars: they move while there is music, or a voice. */
.signal { display: flex; align-items: center; gap: 4px; height: 1.6em; margin-bottom: 0.35em; }
.signal i { width: 4px; height: 100%; border-radius: 2px; background: var(--accent); transform: scaleY(0.25); }
.playing .signal i, [data-state="talking"] .signal i { animation: swing 1.3s ease-in-out infinite alternate; }
.signal i:nth-child(2) { animation-delay: -0.5s !important; }
.signal i:nth-child(3) { animation-delay: -0.9s !important; }
.signal i:nth-child(4) { animation-delay: -0.2s !important; }
@keyframes swing { from { transform: scaleY(0.25); } 50% { transform: scaleY(0.95); } to { transform: scaleY(0.45); } }
[data-state="asking"] .signal i { background: var(--line); }
:is([data-state="ended"], [data-state="trouble"]) .signal { display: none; }
[data-state="trouble"] { border-color: color-mix(in srgb, var(--warn) 45%, var(--line)); }
[data-state="trouble"] .title { color: var(--warn); }

.unseen { position: absolute; width: 1px; height: 1px; margin: -1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }

@media (prefers-reduced-motion: reduce) {
  *, *::before, *::after { transition: none !important; animation: none !important; }
}
@media (forced-colors: active) {
  .card, button { border-color: ButtonBorder; }
}
`);
