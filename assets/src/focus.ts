import { find } from './texts.js';

/** Puts the focus where the news is: what the address points at (a comment, the search box), else the errors. */
export function focusWhatMatters(): void {
  const id = location.hash.slice(1);
  const target = (id === '' ? null : document.getElementById(id)) ?? find(document, '[data-focus]', HTMLElement);
  target?.focus({ preventScroll: target.tabIndex < 0 && id !== '' });
}
