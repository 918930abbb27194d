import { find } from './texts.js';

/** The keys that a page's controls name in `aria-keyshortcuts`, and Ctrl+Enter to send what is being written. */
export function listenForShortcuts(): void {
  document.addEventListener('keydown', (event) => {
    const { ctrlKey, metaKey, altKey, shiftKey, code, target } = event;
    if ((ctrlKey || metaKey) && code === 'Enter' && target instanceof HTMLTextAreaElement) {
      target.form?.requestSubmit();
      return;
    }
    // By the key's place: with Alt and Shift the letter itself differs between systems.
    if (!altKey || !shiftKey || ctrlKey || metaKey || !/^Key[A-Z]$/.test(code)) return;
    const control = find(document, `[aria-keyshortcuts="Alt+Shift+${code.slice('Key'.length)}"]`, HTMLElement);
    if (!control) return;
    event.preventDefault();
    if (control.matches('input, textarea')) control.focus();
    else control.click();
  });
}

/** Opens the sheet of shortcuts over the page; whatever goes wrong, its link leads to the page itself. */
export function offerSheet(): void {
  const link = find(document, 'a[data-sheet]', HTMLAnchorElement);
  link?.addEventListener('click', (event) => {
    if (event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    void openSheet(link);
  });
}

async function openSheet(link: HTMLAnchorElement): Promise<void> {
  const answer = await fetch(link.href, { redirect: 'error' }).catch(() => undefined);
  const page = new DOMParser().parseFromString(answer?.ok ? await answer.text() : '', 'text/html');
  const content = find(page, '[data-sheet-content]', HTMLElement);
  if (!content) return location.assign(link.href);
  const dialog = document.createElement('dialog');
  dialog.className = 'p-dialog';
  dialog.setAttribute('aria-labelledby', 'sheet-title');
  const close = document.createElement('button');
  close.className = 'btn';
  close.textContent = link.dataset.sheet ?? '';
  close.addEventListener('click', () => dialog.close());
  dialog.append(...document.adoptNode(content).childNodes, close);
  dialog.addEventListener('close', () => {
    dialog.remove();
    link.focus();
  });
  document.body.append(dialog);
  dialog.showModal();
  close.focus();
}
