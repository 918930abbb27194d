import { findAll, text } from './texts.js';

const labels = new WeakMap<HTMLButtonElement, string>();

/** Sends a form once: its button says so until the page is left, and is itself again when it comes back from the history. */
export function guardForms(): void {
  document.addEventListener('submit', (event) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || !form.matches('[data-once]')) return;
    if (form.dataset.sent !== undefined) {
      event.preventDefault();
      return;
    }
    if (event.defaultPrevented) return;
    markSent(form, event.submitter);
  });
  window.addEventListener('pageshow', (event) => {
    if (event.persisted) for (const form of findAll(document, '[data-sent]', HTMLFormElement)) markFree(form);
  });
}

/** Shows a form as being sent. */
export function markSent(form: HTMLFormElement, submitter: Element | null): void {
  form.dataset.sent = '';
  const button = submitter instanceof HTMLButtonElement ? submitter : form.querySelector('button');
  const label = button?.querySelector('span');
  if (!button || !label) return;
  labels.set(button, label.textContent ?? '');
  button.setAttribute('aria-busy', 'true');
  label.textContent = text('sending');
}

/** Lets a form be sent again. */
export function markFree(form: HTMLFormElement): void {
  delete form.dataset.sent;
  for (const button of findAll(form, '[aria-busy]', HTMLButtonElement)) {
    const label = button.querySelector('span');
    button.removeAttribute('aria-busy');
    if (label) label.textContent = labels.get(button) ?? label.textContent;
  }
}
