import { type ChosenRow, showChosen } from './chosen-files.js';
import { KeptFiles } from './kept-files.js';
import { find, findAll, text } from './texts.js';
import { sendWithProgress } from './upload.js';

/** Drag, drop and paste onto the native file input, a list of what was chosen, and progress while it is sent. */
export function enhanceDropAreas(root: ParentNode = document): void {
  for (const area of findAll(root, '[data-drop]', HTMLElement)) {
    const input = find(area, 'input[type=file]', HTMLInputElement);
    const form = input?.form;
    if (input && form) enhance(area, input, form);
  }
}

function enhance(area: HTMLElement, input: HTMLInputElement, form: HTMLFormElement): void {
  const list = find(form, '[data-chosen]', HTMLUListElement);
  const keptList = find(form, '[data-kept]', HTMLUListElement);
  const kept = keptList && new KeptFiles(form, keptList);
  let rows: readonly ChosenRow[] = [];
  let running: XMLHttpRequest | undefined;
  let chosen: readonly File[] = [];
  let sending: File | undefined;
  const choose = (files: readonly File[], earlier: readonly string[] = []): void => {
    const { accepted, refusals } = judge(files, input.accept, area.dataset, kept?.count ?? 0);
    if (!kept || accepted[0] !== sending) {
      running?.abort();
      sending = undefined;
    }
    chosen = accepted;
    input.files = transferOf(accepted);
    if (!list) return;
    const without = (index: number): void => choose(accepted.filter((_, at) => at !== index));
    rows = showChosen(list, accepted, [...earlier, ...refusals], without);
    keepNext();
  };
  /** Files of a form that is kept go to the server at once, one after another; the native input holds those that are not there yet. */
  const keepNext = (): void => {
    const [file] = chosen;
    if (!kept || !file || !list || sending) return;
    sending = file;
    running = kept.send(
      file,
      () => rows.slice(0, 1),
      (refusal) => {
        sending = undefined;
        choose(chosen.slice(1), refusal === '' ? [] : [refusal]);
      },
    );
  };
  const add = (files: FileList | undefined): void => {
    if (files && files.length > 0) choose([...chosen, ...files]);
  };

  input.addEventListener('change', () => choose([...(kept ? chosen : []), ...(input.files ?? [])]));
  form.addEventListener('paste', (event) => add(event.clipboardData?.files));
  watchDrag(area, add);
  form.addEventListener('submit', (event) => {
    const leadsElsewhere = event.submitter?.hasAttribute('formaction') === true;
    if (event.defaultPrevented || leadsElsewhere || !input.files?.length || form.dataset.sent !== undefined) return;
    event.preventDefault();
    running?.abort();
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
function judge(
  files: readonly File[],
  accept: string,
  limits: DOMStringMap,
  kept: number,
): { accepted: File[]; refusals: string[] } {
  const endings = accept.split(',').filter(Boolean);
  const accepted: File[] = [];
  const refusals: string[] = [];
  for (const file of files) {
    const name = file.name.toLowerCase();
    if (endings.length > 0 && !endings.some((ending) => name.endsWith(ending)))
      refusals.push(text('wrongType', file.name));
    else if (file.size > Number(limits.maxBytes ?? Infinity)) refusals.push(text('tooBig', file.name));
    else if (kept + accepted.length >= Number(limits.maxFiles ?? Infinity)) refusals.push(text('tooMany', file.name));
    else accepted.push(file);
  }
  return { accepted, refusals };
}

function transferOf(files: readonly File[]): FileList {
  const transfer = new DataTransfer();
  for (const file of files) transfer.items.add(file);
  return transfer.files;
}
