import { text } from './texts.js';

/** A chosen file's row, kept for its progress. */
export interface ChosenRow {
  readonly bytes: number;
  readonly progress: HTMLProgressElement;
  readonly meta: HTMLElement;
}

/** Lists the chosen files, each with a named × button, and what was refused. */
export function showChosen(
  list: HTMLUListElement,
  files: readonly File[],
  refusals: readonly string[],
  remove: (index: number) => void,
): ChosenRow[] {
  const rows = files.map((file, index) => createRow(file, () => remove(index)));
  const errors = refusals.map((refusal) => {
    const item = document.createElement('li');
    item.className = 'p-error';
    item.append(iconOf('files-error-icon'), element('span', '', refusal));
    return item;
  });
  list.replaceChildren(...errors, ...rows.map(({ item }) => item));
  return rows;
}

function createRow(file: File, remove: () => void): ChosenRow & { item: HTMLLIElement } {
  const item = document.createElement('li');
  const body = document.createElement('div');
  const meta = element('div', 'p-small', sizeText(file.size));
  const progress = document.createElement('progress');
  const button = element('button', 'p-file-button', '');
  item.className = 'p-file';
  progress.max = 1;
  progress.hidden = true;
  progress.setAttribute('aria-label', file.name);
  button.setAttribute('type', 'button');
  button.setAttribute('aria-label', text('remove', file.name));
  button.append(iconOf('files-remove-icon'));
  button.addEventListener('click', remove);
  body.append(element('div', 'p-file-name', file.name), meta, progress);
  item.append(iconOf('files-file-icon'), body, button);
  return { item, bytes: file.size, progress, meta };
}

function element(tag: string, className: string, content: string): HTMLElement {
  const created = document.createElement(tag);
  created.className = className;
  created.textContent = content;
  return created;
}

function iconOf(id: string): Node {
  const template = document.getElementById(id);
  return template instanceof HTMLTemplateElement ? template.content.cloneNode(true) : document.createTextNode('');
}

/** A size as people read it. */
export function sizeText(bytes: number): string {
  const unit = bytes >= 1e6 ? 'megabyte' : bytes >= 1e3 ? 'kilobyte' : 'byte';
  const divisor = { megabyte: 1e6, kilobyte: 1e3, byte: 1 }[unit];
  const maximumFractionDigits = unit === 'megabyte' ? 1 : 0;
  const format = new Intl.NumberFormat(document.documentElement.lang, { style: 'unit', unit, maximumFractionDigits });
  return format.format(bytes / divisor);
}
