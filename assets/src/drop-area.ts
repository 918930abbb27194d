import { type ChosenRow, showChosen } from './chosen-files.js';
import { find, findAll, text } from './texts.js';
import { sendWithProgress } from './upload.js';

/** Drag, drop and paste onto the native file input, a list of what was chosen, and progress while it is sent. */
export function enhanceDropAreas(): void {
  for (const area of findAll(document, '[data-drop]', HTMLElement)) {
    const input = find(area, 'input[type=file]', HTMLInputElement);
    const form = input?.form;
    if (input && form) enhance(area, input, form);
  }
}

function enhance(area: HTMLElement, input: HTMLInputElement, form: HTMLFormElement): void {
  const list = find(form, '[data-chosen]', HTMLUListElement);
  let rows: readonly ChosenRow[] = [];
  let running: XMLHttpRequest | undefined;
  const choose = (files: readonly File[]): void => {
    const { accepted, refusals } = judge(files, input.accept, area.dataset);
    running?.abort();
    input.files = transferOf(accepted);
    if (!list) return;
    rows = showChosen(list, accepted, refusals, (index) => choose(accepted.filter((_, at) => at !== index)));
  };
  const add = (files: FileList | undefined): void => {
    if (files && files.length > 0) choose([...(input.files ?? []), ...files]);
  };

  input.addEventListener('change', () => choose([...(input.files ?? [])]));
  form.addEventListener('paste', (event) => add(event.clipboardData?.files));
  watchDrag(area, add);
  form.addEventListener('submit', (event) => {
    if (event.defaultPrevented || !input.files?.length || form.dataset.sent !== undefined) return;
    event.preventDefault();
    running = sendWithProgress(form, event.submitter, rows);
  });
}

function watchDrag(area: HTMLElement, add: (files: FileList | undefined) => void): void {
  const words = find(area, '[data-drop-text]', HTMLElement);
  const resting = words?.textContent ?? '';
  const show = (count: number): void => {
    area.classList.toggle('p-over', count > 0);
    if (words) words.textContent = count > 0 ? text(count === 1 ? 'dropOne' : 'dropMany', String(count)) : resting;
  };
  area.addEventListener('dragover', (event) => {
    if (!event.dataTransfer?.types.includes('Files')) return;
    event.preventDefault();
    show(event.dataTransfer.items.length || 1);
  });
  area.addEventListener('dragleave', (event) => {
    if (!(event.relatedTarget instanceof Node && area.contains(event.relatedTarget))) show(0);
  });
  area.addEventListener('drop', (event) => {
    event.preventDefault();
    show(0);
    add(event.dataTransfer?.files);
  });
}

/** The server judges again; this only spares the visitor an upload in vain. */
function judge(files: readonly File[], accept: string, limits: DOMStringMap): { accepted: File[]; refusals: string[] } {
  const endings = accept.split(',').filter(Boolean);
  const accepted: File[] = [];
  const refusals: string[] = [];
  for (const file of files) {
    const name = file.name.toLowerCase();
    if (endings.length > 0 && !endings.some((ending) => name.endsWith(ending)))
      refusals.push(text('wrongType', file.name));
    else if (file.size > Number(limits.maxBytes ?? Infinity)) refusals.push(text('tooBig', file.name));
    else if (accepted.length >= Number(limits.maxFiles ?? Infinity)) refusals.push(text('tooMany', file.name));
    else accepted.push(file);
  }
  return { accepted, refusals };
}

function transferOf(files: readonly File[]): FileList {
  const transfer = new DataTransfer();
  for (const file of files) transfer.items.add(file);
  return transfer.files;
}
