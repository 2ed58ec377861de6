import { settingsOf } from './settings.js';
import { fetchToken } from './token.js';
import { View } from './view.js';
import { Visit } from './visit.js';

/**
 * Puts the button where the tag stands, or into what `data-target` names.
 *
 * @param {HTMLScriptElement} tag
 */
export function place(tag) {
  const settings = settingsOf(tag, fetchToken);
  const host = document.createElement('chappe-call');
  const audio = document.createElement('audio');
  audio.autoplay = true;
  const visit = new Visit(settings, audio, (state) => view.draw(state));
  const view = new View(host, settings.label, audio, {
    begin: () => void visit.begin(),
    end: () => visit.end(),
    close: () => visit.close(),
    toggleMusic: () => visit.toggleMusic(),
    toggleMute: () => visit.toggleMute(),
  });
  visit.close();
  // The agent is to know at once that this caller is gone.
  addEventListener('pagehide', () => visit.end());
  put(host, tag);
}

/**
 * @param {HTMLElement} host
 * @param {HTMLScriptElement} tag
 */
function put(host, tag) {
  const { target } = tag.dataset;
  if (!target) return document.head.contains(tag) ? document.body.append(host) : tag.after(host);
  const element = document.querySelector(target);
  if (!element) throw new Error(`data-target: nothing on this page is ${target}`);
  element.append(host);
}
