import { find } from './texts.js';

/** Shows the full screen button where the browser can do it. */
export function offerFullScreen(): void {
  const button = find(document, '[data-full-screen]', HTMLButtonElement);
  const wrapper = button?.parentElement;
  if (!button || !wrapper || !document.fullscreenEnabled) return;
  wrapper.hidden = false;
  button.addEventListener('click', () => {
    void (document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen());
  });
  document.addEventListener('fullscreenchange', () => {
    button.setAttribute('aria-pressed', String(document.fullscreenElement !== null));
  });
}
