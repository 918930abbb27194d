import { find, findAll } from './texts.js';

const PAUSE_MS = 300;

/** While a title is typed, the box of possible answers beside it is asked for again. */
export function offerAnswers(): void {
  for (const box of findAll(document, '[data-suggest]', HTMLElement)) {
    const field = document.getElementById(box.dataset.suggestFor ?? '');
    if (!(field instanceof HTMLInputElement)) continue;
    let timer = 0;
    let asked: AbortController | undefined;
    field.addEventListener('input', () => {
      clearTimeout(timer);
      asked?.abort();
      asked = new AbortController();
      const { signal } = asked;
      timer = window.setTimeout(() => void refresh(box, field.value, signal), PAUSE_MS);
    });
  }
}

/** Whatever goes wrong leaves the box as it is: it is an offer, not a part of the form. */
async function refresh(box: HTMLElement, title: string, signal: AbortSignal): Promise<void> {
  try {
    const address = `${box.dataset.suggest ?? ''}?title=${encodeURIComponent(title.slice(0, 200))}`;
    const answer = await fetch(address, { signal, redirect: 'error' });
    if (!answer.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
    const fresh = find(page, '[data-suggestions]', HTMLElement);
    if (fresh) box.replaceChildren(...document.adoptNode(fresh).childNodes);
  } catch {
    // Offline, signed out meanwhile, or typed on.
  }
}
