import type { DraftValues } from '../../store/draft-store.js';
import type { Form } from '../../web/form.js';

/** The fields of a form that its draft keeps, each with the text it starts with; whatever else a form holds never gets there. */
export type DraftFields = ReadonlyMap<string, string>;

/** How several values of one field are compared with the text it starts with. */
const SEPARATOR = ' |##| ';

/** What a form holds in the fields that are kept. */
export function draftValues(form: Form, fields: DraftFields): DraftValues {
  const names = [...fields.keys()].filter((name) => form.has(name));
  return Object.fromEntries(names.map((name) => [name, form.list(name)]));
}

/** Whether nothing was typed yet; a box that is not ticked is not sent at all. */
export function isUntouched(values: DraftValues, fields: DraftFields): boolean {
  return [...fields].every(([name, start]) => {
    const value = values[name]?.join(SEPARATOR) ?? '';
    return name.startsWith('_') || lineBreaks(value) === lineBreaks(start) || isOff(value, start);
  });
}

function isOff(value: string, start: string): boolean {
  return value === '' && start === '0';
}

/** Browsers send every line break as two characters. */
function lineBreaks(text: string): string {
  return text.replace(/\r\n?/g, '\n');
}
