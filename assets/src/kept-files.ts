import { type ChosenRow, sizeText } from './chosen-files.js';
import { find, findAll, text } from './texts.js';
import { showFailure, showProgress } from './upload.js';

interface Answer {
  readonly ids?: readonly string[];
  readonly faults?: readonly string[];
  readonly error?: { readonly message: string };
}

/** What became of a chosen file: `''` when it is kept, else the sentence that refuses it. */
type Done = (refusal: string) => void;

/** The files that wait with a form's draft: listed above the drop area, each with a × button that takes it away. */
export class KeptFiles {
  readonly #form: HTMLFormElement;
  readonly #address: string;
  readonly #list: HTMLUListElement;

  constructor(form: HTMLFormElement, list: HTMLUListElement) {
    this.#form = form;
    this.#address = form.dataset.draftFiles ?? '';
    this.#list = list;
    for (const row of findAll(list, 'li', HTMLLIElement)) this.#offerRemoval(row);
  }

  get count(): number {
    return this.#list.children.length;
  }

  /** Uploads one file, whose row may be drawn anew meanwhile; what fails on the way stays chosen, and is sent with the form. */
  send(file: File, rows: () => readonly ChosenRow[], done: Done): XMLHttpRequest {
    const request = new XMLHttpRequest();
    const body = this.#fields();
    body.append('files', file);
    request.open('POST', this.#address);
    request.setRequestHeader('Accept', 'application/json');
    request.responseType = 'json';
    request.upload.addEventListener('progress', (event) => showProgress(rows(), event.loaded, event.total));
    request.addEventListener('error', () => showFailure(rows()));
    request.addEventListener('load', () => {
      const answer = request.response as Answer | null;
      const [id] = answer?.ids ?? [];
      if (id === undefined && !answer?.faults?.[0]) return showFailure(rows(), answer?.error?.message);
      if (id !== undefined) this.#add(id, file);
      done(answer?.faults?.[0] ?? '');
    });
    request.send(body);
    return request;
  }

  #add(id: string, { name, size }: File): void {
    const template = document.getElementById('kept-file');
    if (!(template instanceof HTMLTemplateElement)) return;
    const row = find(document.importNode(template.content, true), 'li', HTMLLIElement);
    if (!row) return;
    for (const input of findAll(row, 'input', HTMLInputElement)) input.value = id;
    const label = find(row, 'label span', HTMLElement);
    const meta = find(row, '.p-small', HTMLElement);
    if (label) label.textContent = name;
    if (meta) meta.textContent = sizeText(size);
    find(row, '[data-unkeep]', HTMLElement)?.setAttribute('aria-label', text('remove', name));
    this.#offerRemoval(row);
    this.#list.append(row);
    this.#form.dispatchEvent(new Event('change'));
  }

  #offerRemoval(row: HTMLLIElement): void {
    const button = find(row, '[data-unkeep]', HTMLButtonElement);
    const box = find(row, '[name=_file]', HTMLInputElement);
    if (!button || !box) return;
    button.hidden = false;
    button.addEventListener('click', () => {
      const body = this.#fields();
      body.append('file', box.value);
      row.remove();
      find(this.#form, 'input[type=file]', HTMLInputElement)?.focus();
      // What stays with the draft for want of a connection is offered again with the next page.
      const gone = { method: 'POST', body: new URLSearchParams([...body] as string[][]) };
      void fetch(`${this.#address}/remove`, gone).catch(() => undefined);
    });
  }

  #fields(): FormData {
    const all = new FormData(this.#form);
    const some = new FormData();
    for (const name of ['_csrf', '_key']) some.append(name, all.get(name) ?? '');
    return some;
  }
}
