const SVG = 'http://www.w3.org/2000/svg';

const HANDSET =
  'M12 9c-3.5 0-6.5.8-8.6 2.4a2.3 2.3 0 0 0-.7 2.9l.7 1.3a1.5 1.5 0 0 0 1.9.7l2.6-1a1.5 1.5 0 0 0 .9-1.6l-.3-1.5a13 13 0 0 1 7 0l-.3 1.5a1.5 1.5 0 0 0 .9 1.6l2.6 1a1.5 1.5 0 0 0 1.9-.7l.7-1.3a2.3 2.3 0 0 0-.7-2.9C18.5 9.8 15.5 9 12 9z';

/** @type {Record<string, string>} */
const PATHS = {
  call: HANDSET,
  'hang-up': HANDSET,
  microphone: 'M12 15a3.5 3.5 0 0 0 3.5-3.5v-5a3.5 3.5 0 0 0-7 0v5A3.5 3.5 0 0 0 12 15zM5.5 11.5a6.5 6.5 0 0 0 13 0M12 18v3.5',
  'microphone-off':
    'M15.5 10.5v-4a3.5 3.5 0 0 0-6.7-1.4M8.5 9v2.5a3.5 3.5 0 0 0 5 3.2M5.5 11.5a6.5 6.5 0 0 0 10.3 5.3M18.5 11.5a6.5 6.5 0 0 1-.7 2.9M12 18v3.5M3.5 3l17 18',
  music: 'M9 17.5v-12l10-2v12M9 9.5l10-2M9 17.5a2.5 2.5 0 1 1-5 0 2.5 2.5 0 0 1 5 0zM19 15.5a2.5 2.5 0 1 1-5 0 2.5 2.5 0 0 1 5 0z',
  'music-off':
    'M9 12.5v5M9 6l10-2.5v9M9 17.5a2.5 2.5 0 1 1-5 0 2.5 2.5 0 0 1 5 0zM14.2 16.5a2.5 2.5 0 0 1 1.5-3.2M3.5 3l17 18',
};

/** @returns {SVGSVGElement} of no icon yet */
export function icon() {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('aria-hidden', 'true');
  svg.append(document.createElementNS(SVG, 'path'));
  return svg;
}

/**
 * @param {SVGSVGElement} svg
 * @param {string} name
 */
export function setIcon(svg, name) {
  svg.setAttribute('class', name);
  svg.firstElementChild?.setAttribute('d', PATHS[name]);
}
