import { findAll } from './texts.js';

/** Opens the page that asks before an action as a dialog; whatever goes wrong, the link leads to the page itself. */
export function offerDialogs(root: ParentNode = document): void {
  for (const link of findAll(root, 'a[data-ask]', HTMLAnchorElement)) {
    link.addEventListener('click', (event) => {
      if (event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
      event.preventDefault();
      void openDialog(link);
    });
  }
}

async function openDialog(link: HTMLAnchorElement): Promise<void> {
  const form = await fetchForm(link.href);
  if (!form) {
    location.assign(link.href);
    return;
  }
  const dialog = document.createElement('dialog');
  dialog.className = 'p-dialog';
  dialog.setAttribute('aria-labelledby', 'ask-title');
  form.classList.remove('card');
  dialog.append(form);
  document.body.append(dialog);
  const cancel = form.querySelector<HTMLAnchorElement>('[data-cancel]');
  cancel?.addEventListener('click', (event) => {
    event.preventDefault();
    dialog.close();
  });
  dialog.addEventListener('close', () => {
    dialog.remove();
    link.focus();
  });
  dialog.showModal();
  (form.querySelector('textarea') ?? cancel)?.focus();
}

async function fetchForm(address: string): Promise<HTMLFormElement | undefined> {
  try {
    const answer = await fetch(address, { credentials: 'same-origin', redirect: 'error' });
    if (!answer.ok) return undefined;
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
    const form = page.querySelector('form[data-ask-form]');
    return form instanceof HTMLFormElement ? document.importNode(form, true) : undefined;
  } catch {
    return undefined;
  }
}
