import { focusWhatMatters } from './focus.js';
import { mergePage, readNews } from './merge-page.js';
import { markFree, markSent } from './once.js';
import { swapPage } from './swap-page.js';
import { find } from './texts.js';

/** Sends a form without leaving the page: what else was typed or chosen on it stays. */
export function sendInPlace(): void {
  document.addEventListener('submit', (event) => {
    const form = event.target;
    if (event.defaultPrevented || !(form instanceof HTMLFormElement) || !form.matches('[data-swap]')) return;
    if (form.dataset.sent !== undefined) return;
    event.preventDefault();
    void send(form, event.submitter);
  });
}

async function send(form: HTMLFormElement, submitter: HTMLElement | null): Promise<void> {
  const action =
    submitter?.hasAttribute('formaction') && submitter instanceof HTMLButtonElement
      ? submitter.formAction
      : form.action;
  const pairs = [...new FormData(form, submitter)].map(([name, value]) => [name, String(value)]);
  find(form, '[data-send-failed]', HTMLElement)?.remove();
  markSent(form, submitter);
  try {
    const body = new URLSearchParams(pairs);
    const answer = await fetch(action, { method: 'POST', body, headers: { Accept: 'text/html' } });
    show(answer, await answer.text(), form);
  } catch {
    markFree(form);
    showFailure(form);
  }
}

function show(answer: Response, html: string, form: HTMLFormElement): void {
  const page = new DOMParser().parseFromString(html, 'text/html');
  const url = new URL(answer.url);
  const isHere = !answer.ok || url.pathname + url.search === location.pathname + location.search;
  // An error page, the sign-in page, or another page of the conversation.
  if (!isHere || !page.querySelector('template[data-live]')) {
    swapPage(html, answer.ok ? answer.url : location.href);
    return;
  }
  const before = readNews();
  mergePage(page, form);
  if (!answer.ok) {
    focusWhatMatters();
    return;
  }
  const written = [...readNews().comments].find(([id, item]) => !before.comments.has(id) && item.matches('.p-mine'));
  if (written) history.replaceState(null, '', `#${written[0]}`);
  (written?.[1] ?? find(document, '#rating', HTMLElement) ?? find(document, '#main', HTMLElement))?.focus();
}

function showFailure(form: HTMLFormElement): void {
  const words = find(document, 'template[data-live]', HTMLTemplateElement)?.dataset.offline;
  const note = document.createElement('p');
  note.className = 'p-error';
  note.dataset.sendFailed = '';
  note.setAttribute('role', 'alert');
  note.textContent = words ?? '';
  form.append(note);
}
