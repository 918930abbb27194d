import { announcePart } from './merge-page.js';
import { find } from './texts.js';

let asked: AbortController | undefined;

/** Filters, orders and turns the pages of a list without loading the page anew; the address goes along, and Back leads back. */
export function swapLists(): void {
  document.addEventListener('submit', (event) => {
    const form = event.target;
    if (event.defaultPrevented || !(form instanceof HTMLFormElement) || !form.matches('[data-list]')) return;
    event.preventDefault();
    const query = new URLSearchParams([...new FormData(form)].map(([name, value]) => [name, String(value)]));
    void turnTo(new URL(`?${query}`, form.action), true);
  });
  document.addEventListener('click', (event) => {
    const link = event.target instanceof Element ? event.target.closest('#main a[href]') : null;
    if (!(link instanceof HTMLAnchorElement) || event.defaultPrevented || isSpecial(event, link)) return;
    event.preventDefault();
    void turnTo(new URL(link.href), true);
  });
  window.addEventListener('popstate', () => {
    if (listForm()) void turnTo(new URL(location.href), false);
  });
}

function listForm(): HTMLFormElement | undefined {
  return find(document, '#main form[data-list]', HTMLFormElement);
}

/** Whatever is not another state of this very list is the browser's. */
function isSpecial(event: MouseEvent, link: HTMLAnchorElement): boolean {
  const { button, ctrlKey, metaKey, shiftKey, altKey } = event;
  if (button !== 0 || ctrlKey || metaKey || shiftKey || altKey || link.hasAttribute('download')) return true;
  const isSameList = link.origin === location.origin && link.pathname === location.pathname && link.hash === '';
  return !isSameList || !listForm();
}

async function turnTo(url: URL, isNew: boolean): Promise<void> {
  asked?.abort();
  asked = new AbortController();
  const main = find(document, '#main', HTMLElement);
  main?.setAttribute('aria-busy', 'true');
  try {
    const answer = await fetch(url, { signal: asked.signal, headers: { Accept: 'text/html' } });
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
    const fresh = find(page, '#main', HTMLElement);
    if (!main || !fresh || !answer.ok || new URL(answer.url).pathname !== url.pathname) return location.assign(url);
    if (isNew) history.pushState(null, '', answer.url);
    document.title = page.title;
    const focused = placeOf(document.activeElement);
    main.replaceWith(document.adoptNode(fresh));
    announcePart(fresh);
    focusAgain(fresh, focused);
  } catch (error) {
    if (!(error instanceof DOMException && error.name === 'AbortError')) location.assign(url);
  }
}

/** The name of the box that is being typed in; undefined for anything else. */
function placeOf(element: Element | null): string | undefined {
  return element instanceof HTMLInputElement || element instanceof HTMLSelectElement ? element.name : undefined;
}

/** Typing goes on where it was; a link that was followed is gone, and the line that says what is shown now takes the focus. */
function focusAgain(main: HTMLElement, name: string | undefined): void {
  const box = name ? find(main, `[name="${CSS.escape(name)}"]`, HTMLElement) : undefined;
  const summary = find(main, '[role=status]', HTMLElement);
  if (summary && !box) summary.tabIndex = -1;
  (box ?? summary ?? main).focus();
  if (box instanceof HTMLInputElement && box.type === 'search')
    box.setSelectionRange(box.value.length, box.value.length);
}
