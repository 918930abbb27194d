import { find, findAll, text } from './texts.js';

/** Shows the «Mostra» button of password fields; a field is hidden again before it is sent, so that nothing remembers it. */
export function offerReveal(): void {
  for (const button of findAll(document, '[data-reveal]', HTMLButtonElement)) {
    const input = find(document, `#${CSS.escape(button.dataset.reveal ?? '')}`, HTMLInputElement);
    if (!input) continue;
    const name = (button.getAttribute('aria-label') ?? '').replace(/^[^:]*/, '');
    const set = (isShown: boolean): void => {
      input.type = isShown ? 'text' : 'password';
      button.setAttribute('aria-pressed', String(isShown));
      button.setAttribute('aria-label', text(isShown ? 'hide' : 'show') + name);
    };
    button.hidden = false;
    button.addEventListener('click', () => set(input.type === 'password'));
    input.form?.addEventListener('submit', () => set(false));
  }
}
