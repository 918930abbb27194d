import type { ChosenRow } from './chosen-files.js';
import { markFree, markSent } from './once.js';
import { swapPage } from './swap-page.js';
import { text } from './texts.js';

/** Sends a form with files and shows how far it is; the answer, refused or not, becomes the page. `abort` makes it a form again. */
export function sendWithProgress(
  form: HTMLFormElement,
  submitter: HTMLElement | null,
  rows: readonly ChosenRow[],
): XMLHttpRequest {
  const request = new XMLHttpRequest();
  request.open('POST', form.action);
  request.setRequestHeader('Accept', 'text/html');
  request.upload.addEventListener('progress', (event) => showProgress(rows, event.loaded, event.total));
  // A refused form stays at this page's address: the one it was sent to may not answer to a reload.
  const address = (): string => (request.status < 400 ? request.responseURL : location.href);
  request.addEventListener('load', () => swapPage(request.responseText, address()));
  request.addEventListener('error', () => {
    markFree(form);
    showFailure(rows);
  });
  request.addEventListener('abort', () => markFree(form));
  request.send(new FormData(form, submitter));
  markSent(form, submitter);
  return request;
}

/** Files go over the wire one after the other, so what was sent fills the rows in order. */
export function showProgress(rows: readonly ChosenRow[], loaded: number, total: number): void {
  const files = rows.reduce((sum, row) => sum + row.bytes, 0);
  let left = Math.max(0, loaded - Math.max(0, total - files));
  for (const row of rows) {
    const share = row.bytes === 0 ? 1 : Math.min(1, left / row.bytes);
    left -= share * row.bytes;
    row.progress.hidden = false;
    row.progress.value = share;
    row.meta.textContent = text('uploading', percent(share));
  }
}

function percent(share: number): string {
  return new Intl.NumberFormat(document.documentElement.lang, { style: 'percent' }).format(share);
}

/** Says beside each file that it did not arrive. */
export function showFailure(rows: readonly ChosenRow[], reason = text('failed')): void {
  for (const row of rows) {
    row.progress.hidden = true;
    row.meta.textContent = reason;
  }
}
