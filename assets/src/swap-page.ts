const SWAPPED = 'portal:page';
let shown = location.pathname + location.search;

/** Runs whenever an answer took the place of the page. */
export function onNewPage(listener: () => void): void {
  document.addEventListener(SWAPPED, listener);
}

/**
 * Shows a page that was fetched already. Asking for it again would cost its message, which is shown once. Going back from there loads the
 * page before anew.
 */
export function swapPage(html: string, address: string): void {
  const page = new DOMParser().parseFromString(html, 'text/html');
  const url = new URL(address, location.href);
  if (url.pathname + url.search !== shown) history.pushState(null, '', url);
  else history.replaceState(null, '', url);
  window.removeEventListener('popstate', reloadOther);
  window.addEventListener('popstate', reloadOther);
  shown = url.pathname + url.search;
  document.title = page.title;
  document.body.replaceWith(document.adoptNode(page.body));
  window.scrollTo(0, 0);
  document.getElementById('main')?.focus({ preventScroll: true });
  document.dispatchEvent(new Event(SWAPPED));
}

function reloadOther(): void {
  if (location.pathname + location.search !== shown) location.reload();
}
